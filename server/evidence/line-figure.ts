import {stallsCounted} from '../profile/stall-words.ts';
import type {LineEvidence} from './file-evidence.ts';

/** What is shown at the ends of lines: how long calls that wait and stalls held the loop, the time of the line itself, with what it calls, or of waiting for it. */
export type AnnotationMode = 'blocked' | 'self' | 'total' | 'await';

/** From 0, hardly worth a look, to 5, where the time went. */
export type Heat = 0 | 1 | 2 | 3 | 4 | 5;

/** What a line shows in one mode. */
export interface Figure {
  readonly kind: AnnotationMode | 'stall';
  readonly ms: number;
  /** The words after the number. */
  readonly words: string;
  /** Known by the clock, and grave: shown whatever else there is. */
  readonly isCertain: boolean;
}

/** Less of the busy time is not worth a reader's eye, unless it held the loop for as long as a frame of an animation takes to be late. */
const LEAST_SHARE = 0.01;
const LEAST_BLOCKED_MS = 5;
const LEAST_WAIT_MS = 5;

/** Fewer than four samples, two milliseconds apart, are noise. */
const NOISE_MS = 8;

/** A line that was in stalls for so much longer than its calls waited has worked there. */
const MOSTLY_WORK = 1.5;

/** What a line cost in one mode, as far as it is worth being shown. */
export function figureOf(cost: LineEvidence, mode: AnnotationMode, busyMs: number): Figure | null {
  const ms = millisecondsOf(cost, mode);
  const figure = {ms, ...WORDS[mode](cost, busyMs)};
  return isWorthwhile(ms, mode, {isExact: cost.precision === 'measured', busyMs}) || (figure.isCertain && ms > 0) ? figure : null;
}

export function millisecondsOf(cost: LineEvidence, mode: AnnotationMode): number {
  switch (mode) {
    case 'blocked':
      return hasStalled(cost) ? cost.stalls.ms : cost.blockedMs;
    case 'self':
      return cost.selfMs;
    case 'total':
      return cost.totalMs;
    case 'await':
      return cost.awaitMs ?? 0;
  }
}

/** Whether a time is more than nothing and more than noise. */
export function isWorthwhile(ms: number, mode: AnnotationMode, {isExact, busyMs}: {readonly isExact: boolean; readonly busyMs: number}): boolean {
  if (mode === 'await') return ms >= LEAST_WAIT_MS;
  return (mode === 'blocked' && ms >= LEAST_BLOCKED_MS) || (ms > 0 && ms >= busyMs * LEAST_SHARE && (isExact || ms >= NOISE_MS));
}

/** By the share of the busy time; what held the loop by its length too, because that is what others wait for; waiting takes no time of the loop. */
export function heatOf(ms: number, mode: AnnotationMode, busyMs: number): Heat {
  if (mode === 'await') return steps(ms, [10, 100, 1000, 10_000, 60_000]);
  const byShare = steps(busyMs > 0 ? ms / busyMs : 0, [0.01, 0.03, 0.1, 0.25, 0.5]);
  return mode === 'blocked' ? (Math.max(byShare, steps(ms, [5, 20, 50, 100, 250])) as Heat) : byShare;
}

const WORDS: Readonly<Record<AnnotationMode, (cost: LineEvidence, busyMs: number) => Omit<Figure, 'ms'>>> = {
  blocked(cost, busyMs) {
    const {blockedMs, blockCalls, mayBeMoreCalls, stalls} = cost;
    const isStall = stalls.leads > 0;
    if (hasStalled(cost)) return {kind: 'stall', words: `in ${stallsCounted(stalls.count)}${share(stalls.ms, busyMs)}`, isCertain: true};
    return {kind: isStall ? 'stall' : 'blocked', words: `blocked · ${mayBeMoreCalls ? '≥ ' : ''}${blockCalls}×${share(blockedMs, busyMs)}`, isCertain: isStall || blockedMs >= LEAST_BLOCKED_MS};
  },
  self: ({selfMs}, busyMs) => ({kind: 'self', words: `self${share(selfMs, busyMs)}`, isCertain: false}),
  total: ({totalMs}, busyMs) => ({kind: 'total', words: `total${share(totalMs, busyMs)}`, isCertain: false}),
  await: ({awaitCount = 0, awaitPeak = 0}) => ({kind: 'await', words: `awaited · ${awaitCount}×${awaitPeak > 1 ? ` · ${awaitPeak} at once` : ''}`, isCertain: false}),
};

/** The line worked in stalls, rather than that its calls waited. */
function hasStalled({blockedMs, stalls}: LineEvidence): boolean {
  return stalls.leads > 0 && stalls.ms > blockedMs * MOSTLY_WORK;
}

function share(ms: number, busyMs: number): string {
  const percent = Math.round((100 * ms) / busyMs);
  return busyMs > 0 && percent >= 1 ? ` · ${Math.min(100, percent)} %` : '';
}

function steps(value: number, limits: readonly [number, number, number, number, number]): Heat {
  return limits.filter(limit => value >= limit).length as Heat;
}
