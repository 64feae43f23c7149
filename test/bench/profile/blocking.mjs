import {join} from 'node:path';
import {lineOf, profiled, programs, truthOf} from './profiled.mjs';

const program = join(programs, 'blocking-calls.cjs');
const WAITING = ['read', 'hash', 'derive', 'run', 'lock', 'pack'];
/** What else blocks in the program, beside what it times. */
const OTHERWISE = ['folder', 'setup', 'cleanup'];

/** Calls that hold the thread, each on a line of its own: their time is on exactly that line, as the clock around them says. */
export async function blockingBench({path: node, name}) {
  const ended = await profiled(node, [node, program]);
  const truth = truthOf(ended);
  const own = ended.run.lines.filter(({file}) => file === program);
  const elsewhere = own.filter(({line, blockedMs}) => blockedMs > 0 && ![...WAITING, ...OTHERWISE].some(label => lineOf(program, label) === line)).length;
  return WAITING.map(label => {
    const line = own.find(each => each.line === lineOf(program, label));
    const {ms, error, met} = compared(line?.blockedMs ?? 0, truth[label], 0.05, 2);
    return {measure: `${name}: blocked in ${label}`, ours: ms, beside: `clock ${truth[label].toFixed(1)} ms`, ratio: error, goal: '≤ 5 % or 2 ms, that line only', met: met && elsewhere === 0 && line?.precision === 'measured'};
  });
}

/** A figure beside the truth, with how far it is off. */
export function compared(ms, truthMs, share, slackMs = 0) {
  const off = ms - truthMs;
  return {ms: `${ms.toFixed(1)} ms`, error: `${off < 0 ? '' : '+'}${((off / truthMs) * 100).toFixed(1)} %`, met: Math.abs(off) <= Math.max(truthMs * share, slackMs)};
}
