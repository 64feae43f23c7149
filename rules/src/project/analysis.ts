import type {BlockingApi, Catalogue, FunctionTaker, QualifiedName} from '../catalogue/types.ts';
import type {Call, Confidence, Edits, FileFacts, FunctionFacts, Reference, Span, Value} from '../facts/index.ts';
import type {ClassSummary, FunctionSummary} from './summary.ts';

/** What a rule sees of one file: its facts, what they mean in the project, and the rewrites of its language. */
export interface FileAnalysis {
  readonly file: FileFacts;
  readonly edits: Edits;
  readonly catalogue: Catalogue;
  /** The file's path below the nearest of the host's roots, with `/`; the whole path where no root holds it. For globs: `test/**`. */
  readonly relativePath: string;
  /** The oldest Python that the project says it is for, as `[3, 9]`; null where it says nothing, and in other languages. */
  readonly oldestPython: readonly [major: number, minor: number] | null;
  /** Whether the file's coroutines run on a scheduler of the project's own, which is no event loop. */
  readonly runsOnOwnScheduler: boolean;
  /** Whether the file belongs to a command that one person runs and waits for, as it shows itself. */
  readonly isOfCommandLine: boolean;
  /** The files around this one. */
  readonly neighbours: Neighbours;
  /** What a reference stands for, followed through imports, re-exports, classes and return annotations. Unknown means no effect. */
  meaning(reference: Reference): Meaning;
  /** `meaning(call.callee)`; the same call is resolved once. */
  target(call: Call): Meaning;
  /** The function that a value stands for, where it is a function of the project: a function value, a name, a bound method. */
  functionOf(value: Value): ProjectFunction | null;
  /** What is known of the functions that a call takes, and where it runs them. */
  functionTakers(call: Call): readonly FunctionTaker[];
  /** Where a function's body runs. */
  place(fn: FunctionFacts): Place;
  /** Whether and how the call holds the thread by itself: its API is in the catalogue and its arguments meet the conditions. */
  blockingApi(call: Call): BlockingApi | null;
  /** Whether the call is made the first time only, as what it gives is kept for the program. Of objects and tables there may be many. */
  isDoneOnce(call: Call): boolean;
  /** How a call of a function of the project comes to block (of a generator: iterating it); null when it does not, as far as is known, and for asynchronous functions. */
  blockingChain(fn: ProjectFunction): BlockingChain | null;
  /**
   * How this call comes to block through the project: its function, the constructor of its class, a generator that it iterates or enters,
   * a function that it is given and runs. Null where the call blocks by itself (`blockingApi`) and where nothing is known.
   */
  blockingChainOfCall(call: Call): BlockingChain | null;
  /** How this call comes to compute for long through the project, as far as constants say; null where the call blocks or computes by itself. */
  computationOfCall(call: Call): ComputationChain | null;
  /** How a function comes to block where it calls nothing: a getter that it reads, an object of the project that it enters or iterates. */
  blockingChainsWithoutCall(fn: FunctionFacts): readonly {readonly span: Span; readonly chain: BlockingChain}[];
  /** Whether calling gives an awaitable: an async function, a known asynchronous API. */
  isAwaitable(call: Call): 'yes' | 'no' | 'unknown';
  /** Whether a function of the project takes a concurrency limit before its first other suspension point. */
  isLimited(fn: ProjectFunction): boolean;
}

/** What other files say of a file. Whoever asks has problems that depend on the answer, so it is asked only where there is one. */
export interface Neighbours {
  /** The files of the program that import a file; null where nobody knows. */
  importersOf(path: string): readonly string[] | null;
  /** Whether the text of a file says a name at all. */
  mentions(path: string, name: string): boolean;
  /** What a rule sees of another file; null where it cannot be read. */
  analysisOf(path: string): FileAnalysis | null;
  /** Whether all that imports the file, however indirectly, belongs to commands. `isTest` says of relative paths which files count for nothing. */
  leadFromCommandsOnly(isTest: (relativePath: string) => boolean): boolean;
}

/** What a reference stands for in the project. */
export type Meaning =
  | {readonly kind: 'api'; readonly name: QualifiedName}
  | {readonly kind: 'function'; readonly function: ProjectFunction}
  | {readonly kind: 'class'; readonly class: ProjectClass}
  | {readonly kind: 'instance'; readonly class: ProjectClass}
  | {readonly kind: 'unknown'};

export interface ProjectFunction {
  readonly path: string;
  readonly summary: FunctionSummary;
  /** Set when the function is in the file being analysed. */
  readonly facts: FunctionFacts | null;
}

export interface ProjectClass {
  readonly path: string;
  readonly summary: ClassSummary;
}

export type Place =
  /** On the event loop: an async function, a callback of the loop, or a synchronous callback that runs inside either. */
  | {readonly kind: 'loop'; readonly host: FunctionFacts}
  | {readonly kind: 'off loop'}
  /** Most likely on the loop: it is not asynchronous, nobody says who calls it, and it gives an awaitable. */
  | {readonly kind: 'gives awaitable'; readonly host: FunctionFacts}
  /** Before the loop runs, or outside of it: a module's top level, an entry point guard. */
  | {readonly kind: 'start-up'}
  /** A synchronous function: where its callers run. */
  | {readonly kind: 'caller'};

/** From a function to the blocking API that it reaches, hop by hop; the first hop is the call inside the function itself. */
export interface BlockingChain {
  readonly hops: readonly Hop[];
  readonly api: BlockingApi;
  readonly confidence: Confidence;
  /** How many branches on the way may have left a function before. */
  readonly exits: number;
}

/** From a function to what it computes; empty `hops`: the function that is called computes by itself. */
export interface ComputationChain {
  /** The name of the function that is called. */
  readonly start: string;
  readonly hops: readonly Hop[];
  readonly work:
    | {readonly kind: 'loop'; readonly turns: number | null; readonly at: ComputedAt}
    | {readonly kind: 'api'; readonly api: BlockingApi};
  readonly confidence: Confidence;
}

/** The loop, and the function that it is in. */
export type ComputedAt = Omit<Hop, 'callee' | 'isRead'>;

export interface Hop {
  /** Of the function that makes the call. */
  readonly path: string;
  readonly caller: string;
  /** What it calls, as a reader would say it: `readJson`, `fs.readFileSync`. */
  readonly callee: string;
  /** Nothing is called: the getter runs because its member is read. */
  readonly isRead: boolean;
  readonly span: Span;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
}
