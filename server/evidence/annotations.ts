import {duration} from '../profile/durations.ts';
import type {Precision} from '../profile/run.ts';
import {type DocumentEvidence, type PlacedLine, placedLines} from './document-evidence.ts';
import type {LineEvidence} from './file-evidence.ts';

/** What is shown at the ends of lines: how long calls that wait and stalls held the loop, the time of the line itself, with what it calls, or of waiting for it. */
export type AnnotationMode = 'blocked' | 'self' | 'total' | 'await';

/** What stands at the end of a line. */
export interface LineAnnotation {
  /** From 0. */
  readonly line: number;
  readonly text: string;
  /** From 0, hardly worth a look, to 5, where the time went. */
  readonly heat: 0 | 1 | 2 | 3 | 4 | 5;
  /** `edited`: the line is not what it was in the run any more, so it has no number. */
  readonly kind: AnnotationMode | 'stall' | 'edited';
  readonly precision: Precision;
}

/** Less of the busy time is not worth a reader's eye, unless it held the loop for as long as a frame of an animation takes to be late. */
const LEAST_SHARE = 0.01;
const LEAST_BLOCKED_MS = 5;
const LEAST_WAIT_MS = 5;

/** Fewer than four samples, two milliseconds apart, are noise. */
const NOISE_MS = 8;

/** A line that was in stalls for so much longer than its calls waited has worked there. */
const MOSTLY_WORK = 1.5;

/** More would be a coloured page. */
const MOST_LINES = 30;

/** The annotations of a document. Lines of which only the function is known have none. */
export function annotationsOf(document: DocumentEvidence, mode: AnnotationMode): LineAnnotation[] {
  const {busyMs} = document.run;
  return placedLines(document)
    .flatMap(placed => {
      const figure = placed.cost.precision === 'ambiguous' ? null : FIGURES[mode](placed.cost, busyMs);
      return figure && (figure.isCertain || isWorthwhile(figure, placed.cost, busyMs)) ? [{placed, figure}] : [];
    })
    .sort((a, b) => Number(b.figure.isCertain) - Number(a.figure.isCertain) || b.figure.ms - a.figure.ms)
    .slice(0, MOST_LINES)
    .map(({placed, figure}) => annotation(placed, figure, busyMs))
    .sort((a, b) => a.line - b.line);
}

/** What a line shows in one mode. */
interface Figure {
  readonly kind: AnnotationMode | 'stall';
  readonly ms: number;
  /** The words after the number. */
  readonly words: string;
  /** Known by the clock, and grave: shown whatever else there is. */
  readonly isCertain: boolean;
}

const FIGURES: Readonly<Record<AnnotationMode, (cost: LineEvidence, busyMs: number) => Figure | null>> = {
  blocked({blockedMs, blockCalls, stalls}, busyMs) {
    const isStall = stalls.leads > 0;
    if (isStall && stalls.ms > blockedMs * MOSTLY_WORK) return {kind: 'stall', ms: stalls.ms, words: `in ${stalls.count === 1 ? 'a stall' : `${stalls.count} stalls`}${share(stalls.ms, busyMs)}`, isCertain: true};
    if (blockedMs === 0) return null;
    return {kind: isStall ? 'stall' : 'blocked', ms: blockedMs, words: `blocked · ${blockCalls}×${share(blockedMs, busyMs)}`, isCertain: isStall || blockedMs >= LEAST_BLOCKED_MS};
  },
  self: ({selfMs}, busyMs) => ({kind: 'self', ms: selfMs, words: `self${share(selfMs, busyMs)}`, isCertain: false}),
  total: ({totalMs}, busyMs) => ({kind: 'total', ms: totalMs, words: `total${share(totalMs, busyMs)}`, isCertain: false}),
  await({awaitMs = 0, awaitCount = 0, awaitPeak = 0}) {
    if (awaitMs < LEAST_WAIT_MS) return null;
    return {kind: 'await', ms: awaitMs, words: `awaited · ${awaitCount}×${awaitPeak > 1 ? ` · ${awaitPeak} at once` : ''}`, isCertain: false};
  },
};

function isWorthwhile({ms, kind}: Figure, {precision}: LineEvidence, busyMs: number): boolean {
  if (kind === 'await') return true;
  return ms >= busyMs * LEAST_SHARE && (precision === 'measured' || ms >= NOISE_MS);
}

function annotation({line, isEdited, cost: {precision}}: PlacedLine, {kind, ms, words}: Figure, busyMs: number): LineAnnotation {
  if (isEdited) return {line, text: 'edited since the run', heat: 0, kind: 'edited', precision};
  return {line, text: `${precision === 'inferred' ? '~' : ''}${duration(ms)} ${words}`, heat: heatOf(ms, kind, busyMs), kind, precision};
}

function share(ms: number, busyMs: number): string {
  const percent = Math.round((100 * ms) / busyMs);
  return busyMs > 0 && percent >= 1 ? ` · ${Math.min(100, percent)} %` : '';
}

/** By the share of the busy time; what held the loop by its length too, because that is what others wait for; waiting takes no time of the loop. */
function heatOf(ms: number, kind: Figure['kind'], busyMs: number): LineAnnotation['heat'] {
  if (kind === 'await') return steps(ms, [10, 100, 1000, 10_000, 60_000]);
  const byShare = steps(busyMs > 0 ? ms / busyMs : 0, [0.01, 0.03, 0.1, 0.25, 0.5]);
  return kind === 'blocked' || kind === 'stall' ? (Math.max(byShare, steps(ms, [5, 20, 50, 100, 250])) as LineAnnotation['heat']) : byShare;
}

function steps(value: number, limits: readonly [number, number, number, number, number]): LineAnnotation['heat'] {
  return limits.filter(limit => value >= limit).length as LineAnnotation['heat'];
}
