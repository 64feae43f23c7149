import {join} from 'node:path';
import {profiled, programs, truthOf} from './profiled.mjs';

const SHORTEST_SURE_MS = 60;
const MOST_OFF_MS = 12;
const THRESHOLD_MS = 50;

/** Spans in which the loop was held, at random times: every one of 60 ms or more is found, none is invented, and they last as long as they lasted. */
export async function stallsBench({path: node, name}) {
  const ended = await profiled(node, [node, join(programs, 'stalls.cjs'), '24']);
  const truth = truthOf(ended);
  const found = ended.run.stalls.filter(({kind}) => kind !== 'startup');
  const sure = truth.filter(({ms}) => ms >= SHORTEST_SURE_MS);
  // The run's clock starts before the program's; what they are apart is the same for all of them.
  const apart = found.length > 0 ? medianOf(found.map(stall => stall.startMs - nearest(truth, stall).start)) : 0;
  const matches = sure.map(({start, ms}) => ({ms, stall: found.find(stall => Math.abs(stall.startMs - apart - start) < MOST_OFF_MS + 5)}));
  const missed = matches.filter(({stall}) => !stall);
  const invented = found.filter(stall => !truth.some(({start, ms}) => Math.abs(stall.startMs - apart - start) < MOST_OFF_MS + 5 && ms >= THRESHOLD_MS - MOST_OFF_MS));
  const worst = Math.max(...matches.map(({ms, stall}) => (stall ? Math.abs(stall.durationMs - ms) : 0)));
  return [
    {measure: `${name}: stalls of 20–500 ms at random times`, ours: `${sure.length - missed.length} found, ${invented.length} invented`, beside: `${sure.length} by the clock`, ratio: `worst ${worst.toFixed(1)} ms off`, goal: `all, none, ≤ ${MOST_OFF_MS} ms`, met: missed.length === 0 && invented.length === 0 && worst <= MOST_OFF_MS},
  ];
}

/** The durations differ, and so do the gaps: the stall with the nearest duration is the same one. */
function nearest(truth, {durationMs}) {
  return truth.reduce((best, each) => (Math.abs(each.ms - durationMs) < Math.abs(best.ms - durationMs) ? each : best));
}

function medianOf(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** What is a stall and what only looks like one, and which kind it is. `kinds` are right answers on this version of Node. */
export async function turnKindsBench({path: node, name}) {
  const countsCallbacks = Number(name.match(/\d+/)[0]) >= 24;
  const expected = {
    immediates: null,
    task: countsCallbacks ? ['task'] : ['task', 'unknown'],
    microtasks: ['microtasks'],
    timers: countsCallbacks ? ['turn'] : ['turn', 'unknown'],
  };
  const titles = {immediates: '300 × 1 ms back to back', task: '1 × 300 ms', microtasks: '200 × 1 ms of microtasks', timers: '300 timers due at once'};
  const rows = [];
  for (const [kind, kinds] of Object.entries(expected)) {
    const ended = await profiled(node, [node, join(programs, 'turn-kinds.cjs'), kind]);
    const {ms} = truthOf(ended);
    // What a busy machine takes away now and then holds the loop too, but not for as long as what was made; the waiting that makes the timers due is apart.
    const found = ended.run.stalls.filter(stall => stall.kind !== 'startup' && stall.durationMs >= 120);
    const [stall] = found;
    const met = kinds === null ? found.length === 0 : found.length === 1 && kinds.includes(stall.kind) && stall.durationMs >= ms * 0.9 && stall.durationMs <= ms * 1.1 + 60;
    rows.push({measure: `${name}: ${titles[kind]}`, ours: found.length === 0 ? 'no stall' : found.map(each => `${each.kind} ${each.durationMs} ms`).join(', '), beside: `clock ${ms.toFixed(0)} ms`, ratio: '', goal: kinds === null ? 'no stall' : kinds.join(' or '), met});
  }
  return rows;
}
