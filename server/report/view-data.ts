/**
 * What the views of a run are drawn from. A leaf: the page that draws it runs in a browser. Columns instead of objects, because a long run has many spans;
 * times are microseconds from the start of the run, lines count from 1.
 */
export interface ViewData {
  readonly version: 1;
  readonly title: string;
  readonly wallUs: number;
  readonly processes: readonly ViewProcess[];
  readonly stalls: readonly ViewStall[];
  /** Lines at which coroutines waited, the longest first. */
  readonly awaits: readonly ViewAwait[];
}

/** One loop: a process, or a worker thread of one. */
export interface ViewProcess {
  /** Index into the run's processes. */
  readonly process: number;
  readonly name: string;
  readonly frames: readonly ViewFrame[];
  /** What ran, in the order of time. */
  readonly spans: SpanColumns;
  /** Spans shorter than this are left out, so that a browser can draw the rest; 0 when all are here. */
  readonly shortestUs: number;
  /** What ran, added up by who called it. */
  readonly tree: TreeColumns;
  /** Garbage collection: start and duration by turns. */
  readonly collections: readonly number[];
}

export interface ViewFrame {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  /** Written by the user rather than installed. */
  readonly isUser: boolean;
}

/** Sorted by start; a span's caller is the last one before it with a smaller depth. */
export interface SpanColumns {
  /** Index into `frames`. */
  readonly frame: readonly number[];
  readonly depth: readonly number[];
  readonly start: readonly number[];
  readonly duration: readonly number[];
}

/** Callers come before what they called. */
export interface TreeColumns {
  /** Index of the caller; -1 for what the loop called. */
  readonly parent: readonly number[];
  readonly frame: readonly number[];
  readonly self: readonly number[];
  readonly total: readonly number[];
}

export interface ViewStall {
  readonly process: number;
  readonly start: number;
  readonly duration: number;
  /** What held the loop, in words. */
  readonly kind: string;
  readonly isStartUp: boolean;
  readonly culprits: readonly {readonly file: string; readonly line: number; readonly text: string; readonly us: number}[];
}

export interface ViewAwait {
  readonly file: string;
  readonly line: number;
  readonly us: number;
  readonly count: number;
  readonly peak: number;
}
