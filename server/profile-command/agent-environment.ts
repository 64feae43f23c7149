import {delimiter, dirname, join} from 'node:path';

/** Beside the agent of Node: its name leads Python's path, so that the file in it which Python loads before any program is ours. */
const PYTHON_AGENT = 'python-agent';

/** Makes a Node of the editor's binary, in which this command runs then, and would make one of every Electron program that it starts. */
const RUNS_AS_NODE = 'ELECTRON_RUN_AS_NODE';

/** The environment in which every Node and Python process of a command, and every worker thread of one, loads its agent and writes into `folder`. */
export function agentEnvironment(environment: NodeJS.ProcessEnv, {agentFile, folder, stallMs, wantsMemory}: {readonly agentFile: string; readonly folder: string; readonly stallMs: number; readonly wantsMemory: boolean}): NodeJS.ProcessEnv {
  const own = environment['NODE_OPTIONS']?.trim();
  const require = `--require=${quoted(agentFile)}`;
  return {
    ...(process.versions['electron'] === undefined ? environment : without(RUNS_AS_NODE, environment)),
    NODE_OPTIONS: own ? `${own} ${require}` : require,
    PYTHONPATH: [join(dirname(agentFile), PYTHON_AGENT), environment['PYTHONPATH']].filter(Boolean).join(delimiter),
    LOOPSIGHT_OUT: folder,
    LOOPSIGHT_STALL: String(stallMs),
    ...(wantsMemory && {LOOPSIGHT_MEMORY: '1'}),
    // The agent has tsx keep lines as they are, which must not reach other runs.
    TSX_DISABLE_CACHE: '1',
  };
}

/** Node splits NODE_OPTIONS at spaces, except between quotes, where it takes a backslash for an escape. */
function quoted(path: string): string {
  return `"${path.replaceAll(/["\\]/g, '\\$&')}"`;
}

function without(name: string, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([each]) => each !== name));
}
