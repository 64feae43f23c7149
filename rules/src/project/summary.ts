import type {FunctionFacts, Language} from '../facts/index.ts';

/** The projection of a file's facts that the index stores: enough to resolve names and to spread effects, nothing more. Plain JSON. */
export interface FileSummary {
  readonly language: Language;
  readonly functions: readonly FunctionSummary[];
  readonly classes: readonly ClassSummary[];
  /** Exported name → encoded reference. */
  readonly exports: Readonly<Record<string, EncodedReference>>;
  /** Exported name → the one string that it stands for; absent: there are none. */
  readonly constants?: Readonly<Record<string, string>>;
  readonly reexports: readonly string[];
  /** Modules whose effects or types are needed. */
  readonly imports: readonly string[];
  /** What its functions whose calls are left out lead to, by how it is used. Absent: nothing. */
  readonly asks?: AskedReferences;
  /** It makes coroutines and runs them itself, on no event loop. */
  readonly drivesCoroutines?: boolean;
}

/** `import:node:fs|.readFileSync`, `function:3`, `class:1|()|.load`, `global:open`, `parameter:2:0`, `self:1|.db|.get`, `unknown|.map`. */
export type EncodedReference = string;

export type AskedReferences = Readonly<Partial<Record<CallSummary['use'], readonly EncodedReference[]>>>;

export interface FunctionSummary {
  readonly id: number;
  readonly name: string;
  readonly kind: FunctionFacts['kind'];
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  readonly class: number | null;
  /** The members that a namespace of the same name adds to it, as a class. */
  readonly namespace?: number;
  /** Written where it is used: a callback or lambda that a chain need not name as a hop of its own. */
  readonly isInline: boolean;
  readonly start: number;
  readonly end: number;
  /** 1-based, of its name. */
  readonly line: number;
  readonly column: number;
  /**
   * What runs when the function runs, in order. Functions written or named as arguments are in `args`; whether they run during the
   * call is the catalogue's to say, not the file's. Calls of which nothing is known are left out, and so
   * is what a module's top level and most asynchronous functions call.
   */
  readonly calls: readonly CallSummary[];
  /** What it may wait its turn for: the scopes entered and calls made until its first suspension point. Limited when one of them is a limiter. */
  readonly gates: readonly Gate[];
  readonly suspends: boolean;
  /** Loops that go round often, or as often as a caller says. Most functions have none. */
  readonly computes?: readonly ComputationSummary[] | undefined;
  /** Those of its arguments that its own body calls. Most functions call none. */
  readonly callsArguments?: readonly ArgumentPosition[] | undefined;
  /** Those of its arguments that may be functions, and that it gives to other calls. */
  readonly handsOn?: readonly HandedArgument[] | undefined;
  readonly returns: EncodedReference | null;
  /** Its annotation says `Promise<…>` or `Awaitable[…]`. */
  readonly returnsAwaitable?: boolean;
  /** References of what it returns, when there is exactly one: `return Session()`. */
  readonly returned: EncodedReference | null;
  /** Whether a `return` gives anything back. */
  readonly returnsValue: boolean;
  /** What decorates it, outermost first. */
  readonly decorators: readonly DecoratorSummary[];
}

export interface DecoratorSummary {
  /** `@name(args)` ends in the call. */
  readonly reference: EncodedReference;
  /** The functions among its arguments. */
  readonly functions: readonly EncodedReference[];
}

/** By its position, which does not count the instance, or by its name. */
export interface ArgumentPosition {
  readonly position: number;
  readonly name: string;
}

export interface HandedArgument extends ArgumentPosition {
  /** Of the call that is given the argument, and which of its own it is. */
  readonly callee: EncodedReference;
  readonly to: ArgumentPosition;
}

/** A loop without a suspension point that computes for long. */
export interface ComputationSummary {
  /** Without the share of the parameters; null: until a clock or a flag says so. */
  readonly turns: number | null;
  /** The arguments by which the turns are multiplied. */
  readonly parameters: readonly ArgumentPosition[];
  readonly mayEndEarly: boolean;
  /** How many conditions must hold for it to run. */
  readonly conditions: number;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

/** A scope entered, or a call made, before anything else can run. */
export interface Gate {
  readonly kind: 'scope' | 'call';
  /** What is entered or called. */
  readonly reference: EncodedReference;
  /** It was made by a call of the function itself, so that each call of the function has its own. */
  readonly isOwn: boolean;
  /** As written, where it is a name: `semaphore`, `self.limiter.acquire`. Sometimes that is all that is known. */
  readonly name: string | null;
}

export interface CallSummary {
  readonly callee: EncodedReference;
  /** How many conditions must hold for it to be made: branches and handlers around it. */
  readonly conditions: number;
  /** How many branches before it may have left the function; absent: none. */
  readonly exits?: number;
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  /** `read`: nothing is called, and `callee` is the member that is read: it may be a getter. `implied`: `callee` is the method that an operator or a setter would run. */
  readonly use: 'awaited' | 'entered' | 'iterated' | 'async iterated' | 'handed' | 'read' | 'implied' | 'other';
  /** The callee of the call to which the result is handed (`use` is `handed`). */
  readonly handedTo: EncodedReference | null;
  readonly args: readonly ArgumentShape[];
  /** It stands where `BlockingIOError` is expected, or its socket never waits for the other side. */
  readonly refusesToWait?: boolean;
  /** It is made the first time only: an object, a closure or a table keeps what it gives. What the program keeps counts as a condition. */
  readonly isKept?: boolean;
  /** The arguments that the function around it must be given, as true or as false, for the call to be made. */
  readonly needs?: readonly ArgumentNeed[];
}

export interface ArgumentNeed extends ArgumentPosition {
  readonly isTrue: boolean;
  /** Whether it must be, or must not be, a file that has been opened. */
  readonly isOfFile?: boolean;
  /** What the parameter counts as when it is left out; null where nobody can tell. */
  readonly whenLeftOut: boolean | null;
}

/** What conditions may ask of an argument. `function` marks a function value, with its id where it is in this file. */
export interface ArgumentShape {
  readonly name: string | null;
  /** `*args`, `...args`: any number of them. */
  readonly isSpread?: boolean;
  readonly literal?: string | number | boolean | null;
  /** How the absolute path begins that is put together: `/proc/`. */
  readonly beginning?: string;
  readonly isFunction?: boolean;
  /** The path of a `package.json`. */
  readonly isManifest?: boolean;
  /** A buffer that is read and written like a file: `io.BytesIO()`. */
  readonly isInMemory?: boolean;
  /** The constants that it names, as flags: `os.WNOHANG`, `flags | _NUMERIC_ONLY`. */
  readonly flags?: readonly string[];
  /** What a function argument stands for, or what may be one. */
  readonly reference?: EncodedReference;
}

export interface ClassSummary {
  readonly id: number;
  readonly name: string;
  readonly bases: readonly EncodedReference[];
  readonly interfaces?: readonly EncodedReference[] | undefined;
  readonly signatures?: readonly string[] | undefined;
  /** Method name → function id. */
  readonly methods: Readonly<Record<string, number>>;
  readonly fields: Readonly<Record<string, EncodedReference>>;
}
