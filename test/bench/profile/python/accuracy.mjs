import {join} from 'node:path';
import {compared} from '../blocking.mjs';
import {lineWith, profiled, programs, truthOf} from '../profiled.mjs';
import {environmentOf} from './interpreters.mjs';

const program = name => join(programs, 'python', name);
const lineOf = (name, label) => lineWith(program(name), `# @${label}`);
const MOST_OFF_MS = 12;
const MOST_OFF_UVLOOP_MS = 25;
const SHORTEST_SURE_MS = 60;

/** Lines that block or compute, each beside the clock around it. */
export async function linesBench({path, name}, loop = []) {
  const {run, truth} = await measured(path, ['lines.py', ...loop]);
  return Object.entries(truth).map(([label, truthMs]) => {
    const line = run.lines.find(each => each.file === program('lines.py') && each.line === lineOf('lines.py', label));
    // What a call that keeps the interpreter's lock leaves to be thrown away is thrown away on the next line.
    const share = label === 'parse' ? 0.15 : 0.1;
    const {ms, error, met} = compared(line?.totalMs ?? 0, truthMs, share);
    return {measure: `${name}: ${WHAT[label]}`, ours: ms, beside: `clock ${truthMs.toFixed(1)} ms`, ratio: error, goal: `≤ ${share * 100} %`, met};
  });
}

const WHAT = {sleep: 'time.sleep', run: 'subprocess.run', read: 'read of a pipe', derive: 'pbkdf2 (releases the lock)', parse: 'json.loads (keeps the lock)', compute: 'busy line', short: '100 × 2 ms, then sleep(0)'};

/** Spans in which the loop was held: all of 60 ms or more are found, none is made up, and they last as long as they lasted. */
export async function stallsBench({path, name}, loop = []) {
  const isUvloop = loop.length > 0;
  const most = isUvloop ? MOST_OFF_UVLOOP_MS : MOST_OFF_MS;
  const {run, truth} = await measured(path, ['stalls.py', ...loop]);
  const sure = truth.filter(({ms}) => ms >= SHORTEST_SURE_MS);
  // On another loop than asyncio's many short turns may look like a long one; then it has to be called a busy period.
  const found = run.stalls.filter(({kind, durationMs}) => kind !== 'startup' && durationMs >= SHORTEST_SURE_MS - most);
  const isOf = durationMs => each => Math.abs(each.ms - durationMs) <= most;
  const real = sure.filter(each => found.some(({durationMs}) => isOf(durationMs)(each)));
  const invented = found.filter(({durationMs}) => !truth.some(isOf(durationMs))).length;
  const worst = Math.max(...sure.map(({ms}) => Math.min(...found.map(({durationMs}) => Math.abs(durationMs - ms)))));
  const kinds = new Set(found.map(({kind}) => kind));
  const kindsAreRight = isUvloop ? [...kinds].every(kind => kind === 'busy-period') : [...kinds].every(kind => kind === 'task' || kind === 'turn');
  return [{measure: `${name}: stalls of 20–400 ms`, ours: `${real.length} found, ${invented} invented (${[...kinds].sort().join(', ')})`, beside: `${sure.length} by the clock`, ratio: `worst ${worst.toFixed(1)} ms off`, goal: `all, none, ≤ ${most} ms`, met: real.length === sure.length && invented === 0 && worst <= most && kindsAreRight}];
}

/** What coroutines wait for by line, with 1 to 100 of them at once: beside the sum of their own clocks. */
export async function awaitsBench({path, name}) {
  const rows = [];
  for (const count of [1, 20, 100]) {
    const {run, truth} = await measured(path, ['awaits.py', String(count)]);
    for (const [label, {ms: truthMs, count: times, peak}] of Object.entries(truth)) {
      if (label === 'acquire') continue;
      const line = run.lines.find(each => each.file === program('awaits.py') && each.line === lineOf('awaits.py', label));
      const {ms, error, met} = compared(line?.awaitMs ?? 0, truthMs, 0.1);
      rows.push({measure: `${name}: awaited, ${label} with ${count}`, ours: `${ms}, ${line?.awaitCount} ×, ${line?.awaitPeak} at once`, beside: `clock ${truthMs.toFixed(1)} ms, ${times} ×, ${peak} at once`, ratio: error, goal: '≤ 10 %, peak exact', met: met && line?.awaitPeak === peak});
    }
  }
  return rows;
}

/** The same on uvloop, where there is one. */
export async function uvloopBench(interpreter) {
  const path = process.platform === 'win32' ? null : environmentOf(interpreter);
  if (path === null) return [];
  const onUvloop = {path, name: `${interpreter.name}, uvloop`};
  return [...(await linesBench(onUvloop, ['uvloop'])), ...(await stallsBench(onUvloop, ['uvloop']))];
}

async function measured(python, [name, ...words]) {
  const ended = await profiled(process.execPath, [python, program(name), ...words]);
  return {run: ended.run, truth: truthOf(ended)};
}
