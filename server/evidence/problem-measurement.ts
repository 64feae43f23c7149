import {counted} from '../profile/counted.ts';
import {duration} from '../profile/durations.ts';
import type {DocumentEvidence, PlacedLine} from './document-evidence.ts';
import {indentedBlock} from './indented-block.ts';
import type {LineEvidence, StallPart} from './file-evidence.ts';

/** A problem of a rule at its place in the document. Lines count from 0. */
export interface PlacedProblem {
  readonly ruleId: string;
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  readonly firstLine: number;
  readonly lastLine: number;
  /** Where the way ends that the problem names, if that is in this document. */
  readonly sinkLine: number | null;
}

/** What a run has measured of a problem. */
export interface Measurement {
  /** What it cost; null where the figure is no time. */
  readonly ms: number | null;
  /** A sentence to follow the problem's own. */
  readonly sentence: string;
  /** The stalls that it had the largest part in. */
  readonly stalls: readonly StallPart[];
}

/** What of the line is a problem's cost: a call on it, what the calls on it lead to, a loop that begins with it, or what runs at once. */
type Subject = 'call' | 'reached' | 'block' | 'fan-out';

/** Problems that are not here say nothing about time. */
const SUBJECTS: Readonly<Record<string, Readonly<Record<string, Subject>>>> = {
  'no-blocking-call': {blocks: 'call'},
  'no-blocking-stat': {looksUp: 'call'},
  'no-busy-wait': {spins: 'block', spinsOnClock: 'block', helperSpins: 'reached'},
  'no-cpu-bound-work': {computes: 'call', turns: 'block', nested: 'block', reaches: 'reached'},
  'no-lock-across-await': {taken: 'call'},
  'no-per-item-write': {file: 'call'},
  'no-transitive-blocking-call': {reaches: 'reached'},
  'no-unbounded-fan-out': {combined: 'fan-out', counted: 'fan-out', started: 'fan-out', floating: 'fan-out'},
};

/** What is known of a document's lines as they were in the run, and its text as it is now. */
export interface MeasuredText {
  readonly document: DocumentEvidence;
  /** From `placedLines`, by their line in the document. Lines that were edited since are not in it. */
  readonly unchanged: ReadonlyMap<number, PlacedLine>;
  readonly lines: readonly string[];
}

/** What the run says of each problem; null where it says nothing, or where two problems share a line and nobody can tell which of them it was. */
export function measurementsOf(problems: readonly PlacedProblem[], text: MeasuredText): (Measurement | null)[] {
  return problems.map(problem => {
    const subject = subjectOf(problem);
    if (!subject) return null;
    const isAlone = !problems.some(other => other !== problem && subjectOf(other) === subject && other.firstLine <= problem.lastLine && problem.firstLine <= other.lastLine);
    return MEASURES[subject](problem, text, isAlone);
  });
}

export function subjectOf({ruleId, messageId}: PlacedProblem): Subject | undefined {
  return SUBJECTS[ruleId]?.[messageId];
}

/** Whether a rule's problems are measured in time. */
export function isAboutTime(ruleId: string): boolean {
  return Object.values(SUBJECTS[ruleId] ?? {}).some(subject => subject !== 'fan-out');
}

const MEASURES: Readonly<Record<Subject, (problem: PlacedProblem, text: MeasuredText, isAlone: boolean) => Measurement | null>> = {
  call(problem, {document, unchanged}, isAlone) {
    const cost = linesOf(problem, unchanged).sort((a, b) => b.blockedMs - a.blockedMs || b.totalMs - a.totalMs)[0];
    if (!cost) return null;
    const {blockedMs, blockCalls, selfMs, totalMs, stalls, precision} = cost;
    const apis = new Set(stalls.worst.flatMap(({calls}) => calls.map(({api}) => api)));
    const ofThis = stalls.worst.flatMap(part => part.calls.filter(({api}) => lastName(api) === lastName(problem.data['callee'] ?? '')).map(({ms}) => ({...part, ms})));
    if (!isAlone) return ofThis.length > 0 && apis.size > 1 ? heldInStalls(ofThis, document) : null;
    if (apis.size > 0 && ofThis.length === 0 && problem.data['callee'] !== undefined) return null;
    if (precision === 'ambiguous') return null;
    if (precision === 'measured' && blockedMs > selfMs) return held(cost, stalls.worst, document);
    // What the runtime does within the call is not the line's own time, but it is in the stalls; and samples tell waiting from work only as far as the machine lets them.
    const ms = Math.max(selfMs + blockedMs, stalls.ms);
    if (ms < 1 && totalMs >= 1) return null;
    return blockedMs >= MOSTLY_WAITED * ms && blockCalls > 0 ? held(cost, stalls.worst, document) : took(ms, stalls.worst, document);
  },
  reached(problem, {document, unchanged}, isAlone) {
    const cost = isAlone ? linesOf(problem, unchanged).sort((a, b) => b.totalMs - a.totalMs)[0] : undefined;
    if (!cost || cost.precision === 'ambiguous') return null;
    const {reached, totalMs, selfMs, blockedMs} = cost;
    // Stalls are charged to the line where they end, whoever called.
    const ofSink = unchanged.get(problem.sinkLine ?? -1)?.cost.stalls.worst ?? [];
    if (reached) return held(reached, noLongerThan(reached.blockMaxMs ?? reached.blockedMs, ofSink), document);
    const ms = totalMs - selfMs - blockedMs;
    // The helper may have computed; that it waited, nobody has seen.
    return problem.ruleId === 'no-transitive-blocking-call' && totalMs >= 1 ? null : took(ms, noLongerThan(ms, ofSink), document);
  },
  block(problem, {document, unchanged, lines}) {
    const block = indentedBlock(lines, problem.firstLine, problem.lastLine);
    const costs = [...unchanged.values()].filter(({line, cost}) => line >= problem.firstLine && line <= block.lastLine && cost.precision !== 'ambiguous').map(({cost}) => cost);
    if (costs.length === 0) return null;
    const worst = joined(costs.flatMap(({stalls}) => stalls.worst));
    return took(costs.reduce((sum, {selfMs, blockedMs, stalls}) => sum + Math.max(selfMs + blockedMs, stalls.ms), 0), worst, document);
  },
  'fan-out'({data}, {document, unchanged, lines}) {
    const name = lastName(data['callee'] ?? '');
    const started = document.evidence.functions.filter(cost => cost.name === name || lastName(cost.name) === name);
    const peaks = started.flatMap(({line}) => {
      const fate = document.fates[line - 1];
      if (!fate || fate.kind === 'deleted') return [];
      const {lastLine} = indentedBlock(lines, fate.line, fate.line);
      return [...unchanged.values()].filter(placed => placed.line >= fate.line && placed.line <= lastLine).map(({cost}) => cost.awaitPeak ?? 0);
    });
    const peak = peaks.reduce((most, next) => Math.max(most, next), 0);
    return peak > 1 ? {ms: null, sentence: `Up to ${peak} of them waited at once, in the run of ${document.run.time}.`, stalls: []} : null;
  },
};

/** Those of the stalls that a call may have caused which took so long: what held the loop for longer was another call. Where samples tell, a call is a little longer than they say. */
function noLongerThan(longestMs: number, stalls: readonly StallPart[]): StallPart[] {
  return stalls.filter(({ms}) => ms <= longestMs * 1.1 + 5);
}

/** What several lines took of the same stalls, the most first. */
function joined(parts: readonly StallPart[]): StallPart[] {
  const byStall = new Map<string, StallPart>();
  for (const part of parts) {
    const key = `${part.stall.process} ${part.stall.startMs}`;
    byStall.set(key, {...part, ms: part.ms + (byStall.get(key)?.ms ?? 0)});
  }
  return [...byStall.values()].sort((a, b) => b.ms - a.ms);
}

function linesOf({firstLine, lastLine}: PlacedProblem, unchanged: MeasuredText['unchanged']) {
  return Array.from({length: Math.min(lastLine - firstLine + 1, LONGEST_CALL)}, (_, index) => unchanged.get(firstLine + index)?.cost).filter(cost => cost !== undefined);
}

/** Samples of a call that waits are not all recognised as waiting. */
const MOSTLY_WAITED = 0.9;

/** A call over more lines has others in its arguments. */
const LONGEST_CALL = 10;

function held({blockedMs: ms, blockCalls: calls, mayBeMoreCalls, blockMaxMs}: Pick<LineEvidence, 'blockedMs' | 'blockCalls' | 'mayBeMoreCalls' | 'blockMaxMs'>, stalls: readonly StallPart[], {run}: DocumentEvidence): Measurement {
  const inCalls = `in ${mayBeMoreCalls ? 'at least ' : ''}${counted(calls, 'call')}`;
  const atMost = calls > 1 && blockMaxMs !== undefined ? `, at most ${duration(blockMaxMs)}` : '';
  return {ms, sentence: `It held the event loop ${duration(ms)} ${inCalls}${atMost}, in the run of ${run.time}.`, stalls};
}

function heldInStalls(parts: readonly StallPart[], {run}: DocumentEvidence): Measurement {
  const ms = parts.reduce((sum, part) => sum + part.ms, 0);
  return {ms, sentence: `It held the event loop ${duration(ms)} in ${counted(parts.length, 'stall')}, in the run of ${run.time}.`, stalls: parts};
}

/** Of work, as samples tell. */
function took(ms: number, stalls: readonly StallPart[], {run}: DocumentEvidence): Measurement {
  const longest = stalls[0];
  const atMost = longest ? `, at most ${duration(longest.ms)} at once` : '';
  return {ms, sentence: `${ms < 1 ? 'It took less than 1 ms' : `It held the event loop about ${duration(ms)}${atMost}`}, in the run of ${run.time}.`, stalls};
}

function lastName(name: string): string {
  return name.split(/[.:#]/).at(-1) ?? name;
}
