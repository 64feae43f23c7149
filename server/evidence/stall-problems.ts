import {duration} from '../profile/durations.ts';
import {stallsCounted} from '../profile/stall-words.ts';
import type {Stall, StallKind} from '../profile/run.ts';
import type {DocumentEvidence} from './document-evidence.ts';
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

/** Shorter stalls are noticed by nobody. */
const LEAST_MS = 50;

/** Who had so much of a stall has caused it, however short the rest was. */
const LEAST_PART = 0.5;

/** The stalls of a run that none of the `explained` lines of the document accounts for. */
export function stallProblems(text: MeasuredText, explained: ReadonlySet<number>): StallProblem[] {
  return [...text.unchanged.values()].flatMap(({line, cost}) => (explained.has(line) ? [] : (ofLine(line, cost, text) ?? ofFunction(line, cost, text) ?? [])));
}

function ofLine(line: number, cost: LineEvidence, {document}: MeasuredText): StallProblem | null {
  const caused = cost.precision === 'ambiguous' ? [] : cost.stalls.worst.filter(({ms, stall}) => isCause(ms, stall));
  return caused.length === 0 ? null : problem('This line', {line, ms: cost.stalls.ms, count: cost.stalls.count, parts: caused}, cost, document);
}

/** Of a stall that is spread over a function, or of which nobody knows on which of its lines, the line that had most of it tells. */
function ofFunction(line: number, cost: LineEvidence, {document}: MeasuredText): StallProblem | null {
  const caused = cost.stalls.worst.flatMap(part => (part.functionMs !== undefined && isCause(part.functionMs, part.stall) ? [{...part, ms: part.functionMs}] : []));
  const ms = caused.reduce((sum, part) => sum + part.ms, 0);
  return caused.length === 0 ? null : problem('This line and others of its function', {line, ms, count: caused.length, parts: caused}, cost, document);
}

function isCause(ms: number, {durationMs}: Stall): boolean {
  return durationMs >= LEAST_MS && (ms >= LEAST_MS || ms >= durationMs * LEAST_PART);
}

function problem(subject: string, {line, ms, count, parts}: {line: number; ms: number; count: number; parts: readonly StallPart[]}, cost: LineEvidence, {run}: DocumentEvidence): StallProblem {
  const [worst] = parts.toSorted((a, b) => b.ms - a.ms) as [StallPart, ...StallPart[]];
  const atMost = count > 1 ? `, at most ${duration(worst.ms)}` : '';
  const message = `${subject} held the event loop ${duration(ms)} in ${stallsCounted(count)}${atMost}, in the run of ${run.time}: nothing else ran meanwhile. ${advice(worst, cost)}`;
  return {line, message, ms, stalls: parts};
}

/** A stall of which garbage collection, or a call, is so much is about that. */
const MOSTLY = 0.5;

function advice({ms, calls: [call], stall}: StallPart, {selfMs, gcMs}: LineEvidence): string {
  if (gcMs >= MOSTLY * selfMs && gcMs >= LEAST_MS) return 'Most of it was garbage collection: make fewer or smaller objects, or let go of what is not needed any more.';
  if (call && call.ms >= MOSTLY * ms) return CALLS[call.api] ?? `Use the asynchronous form of \`${call.api}\`, or run it in a worker thread.`;
  return ADVICE[stall.kind];
}

/** Of calls that have no asynchronous form of the same name. */
const CALLS: Readonly<Record<string, string>> = {
  'Atomics.wait': 'Use `Atomics.waitAsync`, or wait in a worker thread.',
  'JSON.parse': 'Parse less at a time, or in a worker thread.',
  'JSON.stringify': 'Write less at a time, or in a worker thread.',
};

const ADVICE: Readonly<Record<StallKind, string>> = {
  task: 'Split the work into parts with pauses between them, or move it to a worker.',
  turn: 'Many callbacks ran in one turn of the loop: start fewer at once, or let one callback do the work of many.',
  microtasks: 'Promises went on one after the other, and no timer or socket had a turn: pause now and then for a turn of the loop, or move the work to a worker.',
  startup: 'It ran before the loop had begun to turn.',
  'busy-period': 'Split the work into parts with pauses between them, or move it to a worker.',
  unknown: 'Split the work into parts with pauses between them, or move it to a worker.',
};
