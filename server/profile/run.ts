/**
 * One profiled run of a program: what `loopsight profile --json` writes and an editor shows. A documented contract: fields are added, never renamed or
 * given another meaning, without a new version. Times are milliseconds, files absolute paths, lines count from 1.
 */
export interface Run {
  readonly version: 1;
  readonly command: readonly string[];
  readonly wallMs: number;
  readonly processes: readonly RunProcess[];
  readonly stalls: readonly Stall[];
  readonly lines: readonly LineCost[];
  readonly functions: readonly FunctionCost[];
  /** The user's files that the program had loaded, as far as its runtimes told, whether or not they cost anything. */
  readonly files: readonly string[];
  readonly metrics: RunMetrics;
  /** What a log of the program says of its lines, where the run was read from one. */
  readonly messages?: readonly RunMessage[];
}

export interface RunMessage {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** A process, or a worker thread of one: whatever has a loop of its own. */
export interface RunProcess {
  readonly pid: number;
  /** 0 is the main thread. */
  readonly tid: number;
  readonly runtime: 'node' | 'python';
  /** A launcher runs none of the user's code: npm, or the part of a runner that only starts another process. */
  readonly role: 'user' | 'launcher';
  /** Both null when the thread could not tell its end: it was killed, or its process ended around it. */
  readonly exit: ProcessExit;
}

export interface ProcessExit {
  readonly code: number | null;
  readonly signal: string | null;
}

/**
 * `task`: one callback held the loop. `turn`: many callbacks in one turn of the loop. `microtasks`: continuations of promises, be it one or many, that ran
 * before the loop could go on. `startup`: up to the end of the turn in which the main module ran. `busy-period`: known from samples only, in which short turns
 * one after the other look the same. `unknown`: a long turn of which the runtime does not tell how many callbacks it had.
 */
export type StallKind = 'task' | 'turn' | 'microtasks' | 'startup' | 'busy-period' | 'unknown';

/** A span in which nothing else could run on a loop. */
export interface Stall {
  /** Index into `processes`. */
  readonly process: number;
  /** From the start of the run. */
  readonly startMs: number;
  readonly durationMs: number;
  readonly kind: StallKind;
  readonly culprits: readonly Culprit[];
  /** The part of the duration for which no line is known. */
  readonly unattributedMs: number;
}

export interface Culprit {
  readonly file: string;
  readonly line: number;
  readonly function: string;
  /** The call that held the thread, where there was one. */
  readonly api?: string;
  readonly ms: number;
}

/**
 * `measured`: by the clock, around calls that hold the thread. `sampled`: by samples whose line is known. `inferred`: by samples of what the line calls.
 * `ambiguous`: the line is not known, and its function's first line stands for it.
 */
export type Precision = 'measured' | 'sampled' | 'inferred' | 'ambiguous';

export interface LineCost {
  readonly file: string;
  readonly line: number;
  /** The line itself, with the garbage collection that interrupted it. */
  readonly selfMs: number;
  /** The line and what it calls; a line that recurs counts once. */
  readonly totalMs: number;
  /** How long calls on this line that wait (file, socket, process, sleep, lock; crypto and compression run synchronously) held the loop's thread. */
  readonly blockedMs: number;
  readonly blockCalls: number;
  /** Where samples tell of these calls: of several in a row they show one. */
  readonly mayBeMoreCalls?: true;
  /** The longest of these calls. */
  readonly blockMaxMs?: number;
  /** The same of calls that wait in the functions that this line calls; absent where there were none. */
  readonly reached?: ReachedBlocks;
  readonly gcMs: number;
  /** How long coroutines stood at an `await` on this line, summed over them; absent where the runtime does not tell. */
  readonly awaitMs?: number;
  /** How many times one began to wait here. */
  readonly awaitCount?: number;
  /** How many waited here at once, at most. */
  readonly awaitPeak?: number;
  /** Memory that was allocated on this line and still held at the end; absent where nobody looked. */
  readonly heldBytes?: number;
  readonly precision: Precision;
}

export interface ReachedBlocks {
  readonly blockedMs: number;
  readonly blockCalls: number;
  readonly mayBeMoreCalls?: true;
  readonly blockMaxMs: number;
}

export interface FunctionCost {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly selfMs: number;
  readonly totalMs: number;
}

export interface RunMetrics {
  /** Without start-ups. */
  readonly stalls: number;
  readonly stallMs: number;
  readonly longestStallMs: number;
  /** Time in which loops were not waiting, summed over the processes that run the user's code. */
  readonly busyMs: number;
  readonly cpuMs: number;
  readonly gcMs: number;
  /** How long turns of loops took: so late, at most, was what became due in one. */
  readonly turns?: Durations;
  /** What servers took for requests, with how many a second from the first to the last. */
  readonly requests?: Durations & {readonly perSecond: number};
  /** Streams that the program marks, in the order in which they ended. */
  readonly streams?: readonly StreamMetrics[];
  readonly tasks?: TaskMetrics;
}

/** Percentiles are true to a thirtieth. */
export interface Durations {
  readonly count: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly histogram: readonly (readonly [fromMs: number, count: number])[];
}

/** Tasks of asyncio. */
export interface TaskMetrics {
  /** Alive at once, at most. */
  readonly peak: number;
  readonly overTime: readonly (readonly [atMs: number, alive: number])[];
  /** Lines of files that created most of them, the most first: of those that are looked at, which are some hundreds in every half second. Empty on loops that do not tell. */
  readonly createdAt: readonly {readonly file: string; readonly line: number; readonly function: string; readonly tasks: number}[];
}

export interface StreamMetrics {
  /** Where it was marked. */
  readonly file: string;
  readonly line: number;
  readonly startMs: number;
  /** Null where nothing came. */
  readonly firstChunkMs: number | null;
  readonly totalMs: number;
  readonly chunks: number;
  readonly bytes: number;
  readonly chunksPerSecond: number;
  readonly bytesPerSecond: number;
}
