import type {AsyncLibrary, Confidence, ImportedName, Language} from '../facts/index.ts';

/**
 * Qualified names. An API is named by the module it is imported from and the way to it: `fs.readFileSync`, `time.sleep`,
 * `requests.Session().get` (a method of an instance: `()` after the class or factory), `better-sqlite3.default().prepare().all`.
 * Node's builtin modules carry no `node:` and no `.default`; globals are `global.fetch`, `builtins.open`.
 * Awaiting leaves no mark: `(await pool.connect()).query` is `pg.Pool().connect().query`. An element is `[]`.
 * The catalogue takes a name in any of its forms (`requests.api.get`, `sqlite3.connect().execute`, `execa.default.sync`).
 * `*.map` asks for the member of a receiver of which nothing is known.
 */
export type QualifiedName = string;

/** One API that holds the event loop's thread. */
export interface BlockingApi {
  readonly name: QualifiedName;
  readonly language: Language;
  /** What the thread waits for; `metadata` is a cheap, local look-up (`exists`, `stat`); `computation` runs rather than waits; an `event loop` runs inside of the one that runs. */
  readonly kind: 'file' | 'network' | 'process' | 'wait' | 'lock' | 'input' | 'database' | 'metadata' | 'computation' | 'event loop';
  readonly confidence: Confidence;
  /** Computes for as long as its first argument is large, which is nobody's business where that comes from inside. */
  readonly growsWithInput: boolean;
  /** What it raises on the thread of a running event loop, rather than wait there; null: it waits. */
  readonly raises: string | null;
  /** Blocks only when all of these hold. */
  readonly when: readonly ArgumentTest[];
  /** Does not block when any of these holds. */
  readonly unless: readonly ArgumentTest[];
  /** Where it is only possibly a problem, it is probably one when any of these holds. */
  readonly probableWhen: readonly ArgumentTest[];
  /** How to do the same without blocking. */
  readonly rewrite: RewriteClass;
  /** What to use instead, as the message says it after "use": `` `await asyncio.sleep(…)` ``. */
  readonly instead: string;
  /** Why it blocks, or the difference that matters when it is replaced; one sentence. */
  readonly reason: string;
  /** Where the fact comes from: `introspected Node 24.21`, `CPython 3.11 documentation`, `package X 1.2, its types`, `general knowledge`. */
  readonly source: string;
}

/** A test over a call's arguments that needs no syntax, so that it can be asked of a stored summary too. */
export type ArgumentTest =
  | {readonly test: 'keyword equals'; readonly keyword: string; readonly value: string | number | boolean | null}
  | {readonly test: 'position equals'; readonly position: number; readonly value: string | number | boolean | null}
  | {readonly test: 'has keyword'; readonly keyword: string}
  | {readonly test: 'has position'; readonly position: number}
  /** The last argument is a function, written or named as one. */
  | {readonly test: 'has callback'}
  | {readonly test: 'position starts with'; readonly position: number; readonly prefix: string}
  | {readonly test: 'position below'; readonly position: number; readonly limit: number}
  | {readonly test: 'position from'; readonly position: number; readonly limit: number}
  /** An argument names a constant whose name contains this: `WNOHANG`, `NUMERIC` of `AI_NUMERICHOST`. */
  | {readonly test: 'names flag'; readonly flag: string}
  /** Only when the result is iterated, entered or read at once: lazily consumed `glob`, `iterdir`. */
  | {readonly test: 'result is iterated'};

/** The classes of rewrite; each is one method of `Edits`. Names by library where they differ. */
export type RewriteClass =
  | {readonly kind: 'await twin'; readonly twins: Readonly<Partial<Record<'promise' | 'asyncio' | 'anyio' | 'trio', ImportedName>>>}
  | {readonly kind: 'await method'; readonly method: string}
  | {readonly kind: 'iterate'; readonly method: string}
  | {readonly kind: 'promisify'; readonly callbackApi: ImportedName}
  | {readonly kind: 'move off loop'}
  /** Say it, offer nothing. */
  | {readonly kind: 'message only'};

/** A call that takes a function and decides where it runs. */
export interface FunctionTaker {
  readonly name: QualifiedName;
  /** Position of the function among the arguments. */
  readonly position: number;
  /** The keyword by which it may be given instead; in JavaScript the property of an object at that position that holds it, or holds several. */
  readonly keyword: string | null;
  /** `here`: during the call. `off loop`: another thread or process. `on loop`: later, as a callback of the loop. `elsewhere`: unknown or never. */
  readonly runs: 'here' | 'off loop' | 'on loop' | 'elsewhere';
}

/** A combinator starts or awaits many awaitables together. */
export interface Combinator {
  readonly name: QualifiedName;
  /** `spread`: each positional argument is one (gather). `iterable`: the first argument holds them. `starter`: each call starts one (create_task, start_soon). `mapped`: (items, function, options) (pMap). */
  readonly form: 'spread' | 'iterable' | 'starter' | 'mapped';
  /** The keyword, option or position that bounds it, where it has one. */
  readonly limit: string | null;
}

/** An object or wrapper that bounds how many run at once. */
export interface Limiter {
  readonly name: QualifiedName;
  /** `scope`: entered with `async with`, or acquired. `wrapper`: the call takes the function or awaitable. `bounded combinator`: a fan-out that is bounded by itself. */
  readonly form: 'scope' | 'wrapper' | 'bounded combinator';
}

/** A call that gives a resource which must be released on every way out. */
export interface Acquirer {
  readonly name: QualifiedName;
  /** Acquires only when all of these hold. */
  readonly when?: readonly ArgumentTest[];
  /**
   * Members of the result, or of the receiver (`on: 'receiver'`: `lock.acquire()` … `lock.release()`), or functions that take the result,
   * which release it. The name `()` is a call of the result itself. Where the result is a tuple, the member is one of its elements'.
   */
  readonly releases: readonly {readonly on: 'result' | 'receiver' | 'argument'; readonly name: string}[];
  /** The method of the result that takes it, where making it takes nothing: when that fails, there is nothing to release. */
  readonly opens?: string;
  /** Whether iterating it asynchronously to the end, or leaving such a loop, releases it. Absent: no. */
  readonly endsWithIteration?: boolean;
  /** How it can be entered as a scope instead, if it can. */
  readonly scope: 'with' | 'async with' | 'using' | 'await using' | null;
  /**
   * A task ends by itself, so only one that this function means to cancel is its business; and who awaits it takes it along when cancelled.
   * Absent: no.
   */
  readonly isTask?: boolean;
  /** What is leaked, for the message: `the connection`. */
  readonly resource: string;
  readonly confidence: Confidence;
}

/** A call that gives an awaitable which waits for nothing but time. */
export interface Pause {
  readonly name: QualifiedName;
  /** Position of how long; null: until the loop has gone round once. */
  readonly position: number | null;
}

/** A lock that makes its thread wait, so that no task of the thread can run, not even the one that holds it. */
export interface ThreadLock {
  /** The lock itself, an instance: `threading.Lock()`. */
  readonly name: QualifiedName;
  /** Whoever holds it may take it again, and it knows holders by their thread: every task of the thread gets in. */
  readonly letsOwnThreadIn: boolean;
  /** The lock for tasks, as a message says it. */
  readonly twins: Readonly<Partial<Record<AsyncLibrary, string>>>;
  readonly source: string;
}

/** A way to get or set an event loop that Python or a library takes back. */
export interface OutdatedLoopAccess {
  readonly name: QualifiedName;
  /** `policy`: deprecated wherever it stands. `implicit loop`: gives the running loop, and without one fails or warns. `current loop`: sets what the former gives. */
  readonly way: 'policy' | 'implicit loop' | 'current loop';
  /** What is wrong with it, as a clause without its subject: `is deprecated since Python 3.14`. */
  readonly reason: string;
  /** As the message says it after "use". */
  readonly instead: string;
  /** The first Python that has it. */
  readonly insteadSince: readonly [major: number, minor: number];
  readonly source: string;
}

/** A write that costs about as much for one item as for many together. */
export interface ItemWrite {
  readonly name: QualifiedName;
  readonly to: 'file' | 'events';
  /** What says whether two writes go to the same place. Null: they always do. */
  readonly target: 'receiver' | 'callee' | {readonly argument: number} | null;
  /** The member or function that writes many at once; null where there is none, or where fewer writes are what is wanted. */
  readonly joinedBy: 'writelines' | 'appendFile' | null;
  /** What each one costs, as a clause. */
  readonly reason: string;
  readonly source: string;
}

/** What the catalogue answers; user settings are laid over it. */
export interface Catalogue {
  /** The same for one language alone: `openai.OpenAI().responses.create` blocks in Python and gives a promise in JavaScript. */
  in(language: Language): Catalogue;
  blocking(name: QualifiedName): BlockingApi | undefined;
  /** Whether anything that blocks has a member of the name. */
  mayBlock(member: string): boolean;
  functionTakers(name: QualifiedName): readonly FunctionTaker[];
  /** Whether a loop calls the method where a class of one's own overrides it: `asyncio.Protocol().data_received`. */
  isLoopMethod(name: QualifiedName): boolean;
  combinator(name: QualifiedName): Combinator | undefined;
  limiter(name: QualifiedName): Limiter | undefined;
  acquirer(name: QualifiedName): Acquirer | undefined;
  threadLock(name: QualifiedName): ThreadLock | undefined;
  outdatedLoopAccess(name: QualifiedName): OutdatedLoopAccess | undefined;
  itemWrite(name: QualifiedName): ItemWrite | undefined;
  /** What a call of it gives, when the result's methods are known by another name: `sqlite3.connect` gives `sqlite3.Connection()`. */
  returns(name: QualifiedName): QualifiedName | undefined;
  /** Starts asynchronous input or output and gives an awaitable: `global.fetch`, `httpx.AsyncClient().get`. */
  isAsyncIo(name: QualifiedName): boolean;
  /** Asynchronous input or output that runs in the runtime's own few threads, one call after another, and holds nothing open: `fs/promises.stat`. */
  isPooledIo(name: QualifiedName): boolean;
  pause(name: QualifiedName): Pause | undefined;
}

/** The kinds of blocking API that wait or compute, `metadata` apart: a metadata call is too cheap to spread to its callers. */
export type BlockingKind = BlockingApi['kind'];

/** What users add or take away. */
export interface CatalogueSettings {
  /** Qualified names or patterns with `*`, with what to use instead. */
  readonly blocking: Readonly<Record<string, string>>;
  /** Names or patterns that never count as blocking. */
  readonly allow: readonly string[];
  /** Functions or decorators that run their argument off the loop. */
  readonly offLoop: readonly string[];
  /** Functions that have the loop call the function they are given: registrations of handlers. */
  readonly onLoop: readonly string[];
  /** Functions that bound a fan-out. */
  readonly limiters: readonly string[];
}
