import {duration} from '../profile/durations.ts';
import type {StallKind} from '../profile/run.ts';
import type {LineEvidence, StallPart} from './file-evidence.ts';
import type {MeasuredText} from './problem-measurement.ts';

/** A line that held the event loop, and that no rule says anything about. */
export interface StallProblem {
  /** In the document, from 0. */
  readonly line: number;
  readonly message: string;
  readonly ms: number;
  readonly stalls: readonly StallPart[];
}

/** A line had so much of a stall, at least, to be called its cause. */
const LEAST_PART = 0.5;

/** Shorter stalls are noticed by nobody. */
const LEAST_MS = 50;

/** The stalls of a run that none of the `explained` lines of the document accounts for. */
export function stallProblems({document, unchanged}: MeasuredText, explained: ReadonlySet<number>): StallProblem[] {
  return [...unchanged.values()].flatMap(({line, cost}) => {
    const caused = cost.stalls.worst.filter(({ms, stall}) => stall.durationMs >= LEAST_MS && ms >= stall.durationMs * LEAST_PART);
    const [worst] = caused;
    if (!worst || explained.has(line) || cost.precision === 'ambiguous') return [];
    const {count, ms} = cost.stalls;
    const atMost = count > 1 ? `, at most ${duration(worst.stall.durationMs)}` : '';
    const message = `This line held the event loop ${duration(ms)} in ${count === 1 ? 'a stall' : `${count} stalls`}${atMost}, in the run of ${document.run.time}: nothing else ran meanwhile. ${advice(worst, cost)}`;
    return [{line, message, ms, stalls: caused}];
  });
}

/** A stall of which garbage collection is so much is about memory. */
const MOSTLY = 0.5;

function advice({api, stall}: StallPart, {selfMs, gcMs}: LineEvidence): string {
  if (gcMs >= MOSTLY * selfMs && gcMs >= LEAST_MS) return 'Most of it was garbage collection: make fewer or smaller objects, or let go of what is not needed any more.';
  if (api !== undefined) return `Use the asynchronous form of \`${api}\`, or run it in a worker thread.`;
  return ADVICE[stall.kind];
}

const ADVICE: Readonly<Record<StallKind, string>> = {
  task: 'Split the work into parts with pauses between them, or move it to a worker.',
  turn: 'Many callbacks ran in one turn of the loop: start fewer at once, or let one callback do the work of many.',
  microtasks: 'Promises went on one after the other, and no timer or socket had a turn: pause now and then for a turn of the loop, or move the work to a worker.',
  startup: 'It ran before the loop had begun to turn.',
  'busy-period': 'Split the work into parts with pauses between them, or move it to a worker.',
  unknown: 'Split the work into parts with pauses between them, or move it to a worker.',
};
