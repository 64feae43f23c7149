/** The environment in which every Node process of a command, and every worker thread of one, loads the agent and writes into `folder`. */
export function agentEnvironment(environment: NodeJS.ProcessEnv, {agentFile, folder, stallMs}: {readonly agentFile: string; readonly folder: string; readonly stallMs: number}): NodeJS.ProcessEnv {
  const own = environment['NODE_OPTIONS']?.trim();
  const require = `--require=${quoted(agentFile)}`;
  return {
    ...environment,
    NODE_OPTIONS: own ? `${own} ${require}` : require,
    LOOPSIGHT_OUT: folder,
    LOOPSIGHT_STALL: String(stallMs),
  };
}

/** Node splits NODE_OPTIONS at spaces, except between quotes, where it takes a backslash for an escape. */
function quoted(path: string): string {
  return `"${path.replaceAll(/["\\]/g, '\\$&')}"`;
}
