import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {compared} from '../blocking.mjs';
import {lineWith, output, profiled, programs} from '../profiled.mjs';
import {environmentOf} from './interpreters.mjs';

const folder = join(programs, 'python');
const planted = join(folder, 'planted', '__main__.py');

/** Every way to end: the same exit code and signal as without the agent, and the profile is there. */
export async function endingsBench({path, name}) {
  const rows = [];
  for (const way of ['exit', 'throw', 'at-once', 'handled', 'become', 'SIGINT', 'SIGTERM', 'SIGKILL']) {
    const command = [join(folder, 'endings.py'), way];
    const alone = await output(path, command, {});
    const {run, stdout} = await profiled(process.execPath, [path, ...command], {environment: {LOOPSIGHT_CHUNK: '300'}});
    const exit = run.processes[0]?.exit;
    const worked = run.functions.find(each => each.name === 'work')?.totalMs ?? 0;
    const isSame = exit?.code === alone.code && exit?.signal === alone.signal && stdout === alone.stdout;
    rows.push({measure: `${name}: ends by ${way}`, ours: ended(exit), beside: ended(alone), ratio: `${worked.toFixed(0)} ms of work seen`, goal: 'the same end, a profile', met: isSame && worked > 80});
  }
  return rows;
}

/** Every way to start: the planted line has its time. */
export async function runnersBench(interpreter) {
  const python = environmentOf(interpreter);
  if (python === null) return [];
  const ways = {
    'a script': [planted],
    '-m module': ['-m', 'planted'],
    pytest: ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', planted],
    'a spawned process': ['-c', 'import multiprocessing, planted.__main__ as planted; process = multiprocessing.get_context("spawn").Process(target=planted.main); process.start(); process.join()'],
    'a forked process': ['-c', 'import multiprocessing, planted.__main__ as planted; process = multiprocessing.get_context("fork").Process(target=planted.main); process.start(); process.join()'],
    'a thread': ['-c', 'import threading, planted.__main__ as planted; thread = threading.Thread(target=planted.main); thread.start(); thread.join()'],
  };
  const rows = [];
  for (const [title, words] of Object.entries(ways)) {
    const {run, truthMs} = await measured(python, words);
    const line = run.lines.find(each => each.file === planted && each.line === lineWith(planted, '# @planted'));
    const stalls = run.stalls.filter(({kind, culprits: [worst]}) => kind !== 'startup' && worst?.file === planted).length;
    const {ms, error, met} = compared(line?.totalMs ?? 0, truthMs, 0.1);
    rows.push({measure: `${interpreter.name}: planted in ${title}`, ours: `${ms}, ${stalls} stall`, beside: `clock ${truthMs.toFixed(1)} ms`, ratio: error, goal: '≤ 10 %, one stall', met: met && stalls === 1});
  }
  return rows;
}

async function measured(python, words) {
  const kept = mkdtempSync(join(tmpdir(), 'loopsight-bench-'));
  const truth = join(kept, 'truth');
  try {
    const {run} = await profiled(process.execPath, [python, ...words], {directory: folder, environment: {PLANTED_TRUTH: truth}});
    return {run, truthMs: Number(readFileSync(truth, 'utf8'))};
  } finally {
    rmSync(kept, {recursive: true, force: true});
  }
}

function ended({code, signal} = {}) {
  return signal ? signal : `exit code ${code}`;
}
