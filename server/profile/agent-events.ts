/**
 * What an agent writes into a run's folder: one file of events a thread, `PID-TID.events.jsonl`, to which it only appends, and next to it the
 * samples, `PID-TID.N.cpuprofile`. Times are microseconds of the machine's monotonic clock, which all processes and V8's samples share.
 */
export type AgentEvent = StartEvent | StartUpEvent | TurnEvent | BlockEvent | AwaitsEvent | DurationsEvent | StreamEvent | CreatedEvent | MemoryEvent | ChunkEvent | ScriptEvent | TickEvent | FailureEvent | EndEvent;

export interface StartEvent {
  readonly kind: 'start';
  readonly version: 1;
  readonly pid: number;
  readonly ppid: number;
  readonly tid: number;
  readonly runtime: 'node' | 'python';
  readonly runtimeVersion: string;
  /** The program's main file, links resolved; null for code given on the command line. */
  readonly main: string | null;
  readonly cwd: string;
  readonly t: number;
}

/** The main module has run, and the turn in which it ended is over. */
export interface StartUpEvent {
  readonly kind: 'startup';
  readonly t0: number;
  readonly t1: number;
}

/** A turn of the loop that was busy for longer than the threshold. */
export interface TurnEvent {
  readonly kind: 'turn';
  readonly t0: number;
  readonly t1: number;
  /** Without waiting as far as the runtime knows of it, and without the agent's own work. */
  readonly activeUs: number;
  /** The thread cannot have computed for longer, for all that the runtime says: what there is to go by before the samples are read. */
  readonly cpuUs?: number;
  /** How many callbacks the loop started in this turn, and the longest of them; absent where the runtime cannot count them cheaply. */
  readonly callbacks?: number;
  readonly longestUs?: number;
  readonly callbacksUs?: number;
  /** It goes on: where its end is told as well, from the same `t0`, that is all of it. */
  readonly isUnderWay?: boolean;
  /** The loop does not tell when it waits: these may have been several turns, of which samples do not show that they were. */
  readonly mayBeSeveral?: boolean;
}

/** A call that held the thread, with its stack. */
export interface BlockEvent {
  readonly kind: 'block';
  readonly api: string;
  /** Whether it waits for something outside; parsing, for instance, computes. */
  readonly waits: boolean;
  readonly t0: number;
  readonly t1: number;
  readonly stack: readonly StackEntry[];
}

/** How long coroutines have stood at each `await` so far; the last of a thread's stands for all before. */
export interface AwaitsEvent {
  readonly kind: 'awaits';
  readonly lines: readonly AwaitEntry[];
}

/** A line of a file, the function that it is in, and of the waits there: how long in all, how many, how many at once. */
export type AwaitEntry = readonly [url: string, line: number, functionName: string, functionLine: number, us: number, count: number, peak: number];

/** How long turns of a loop or requests to a server took so far, from the first to the last of them; the last of a thread's stands for all before. */
export interface DurationsEvent {
  readonly kind: 'durations';
  readonly of: 'turns' | 'requests';
  /** Those of a kind are between its lower bound and the next one's, which is at most a thirtieth more. */
  readonly counts: readonly (readonly [fromUs: number, count: number])[];
  readonly t0: number;
  readonly t1: number;
}

/** A stream that the program has marked, at its end; `first` is when the first chunk came. */
export interface StreamEvent {
  readonly kind: 'stream';
  readonly url: string;
  readonly line: number;
  readonly t0: number;
  readonly first: number | null;
  readonly t1: number;
  readonly chunks: number;
  readonly bytes: number;
}

/** Where tasks of a process were created so far, and how many; the last of a process's stands for all before. */
export interface CreatedEvent {
  readonly kind: 'created';
  readonly sites: readonly (readonly [url: string, line: number, functionName: string, functionLine: number, count: number])[];
}

/** What was allocated at a line and is held at the end. */
export interface MemoryEvent {
  readonly kind: 'memory';
  readonly lines: readonly (readonly [url: string, line: number, bytes: number, count: number])[];
}

/** Positions as the runtime sees them, before source maps; line and column count from 1. */
export type StackEntry = readonly [url: string, line: number, column: number, functionName: string];

/** A chunk of samples was written, which took the agent so long. */
export interface ChunkEvent {
  readonly kind: 'chunk';
  readonly index: number;
  readonly t0: number;
  readonly t1: number;
}

export interface ScriptEvent {
  readonly kind: 'script';
  readonly scriptId: string;
  readonly url: string;
  readonly sourceMapUrl: string;
}

export interface TickEvent {
  readonly kind: 'tick';
  readonly t: number;
  readonly turns: number;
  readonly longestTurnUs: number;
  readonly busyUs: number;
  /** At most so many were alive since the last time; absent where there are none. */
  readonly tasks?: number;
}

export interface FailureEvent {
  readonly kind: 'failure';
  readonly message: string;
}

export interface EndEvent {
  readonly kind: 'end';
  readonly t: number;
  readonly code: number | null;
  readonly signal: string | null;
  readonly turns: number;
  readonly longestTurnUs: number;
  readonly busyUs: number;
  readonly idleUs: number;
  readonly cpuUs: number;
  readonly tasks?: number;
}
