import type {Binding, FunctionFacts} from './function.ts';
import type {Reference} from './reference.ts';
import type {Span} from './span.ts';
import type {Argument, Value} from './value.ts';

/**
 * What a function does, in the order in which the program does it. Every expression's calls and awaits stand before the step that
 * uses their value; an expression that never runs a step (a bare name) leaves none.
 */
export type Step = Call | Suspend | Bind | Grow | Branch | Loop | Try | Scope | Exit | Nested;

export type Block = readonly Step[];

declare const handle: unique symbol;

/** The syntax node behind a step. Only the front end that made it may open it; everyone else hands it back to Edits. */
export type Handle = object & {readonly [handle]?: never};

export interface Call {
  readonly kind: 'call';
  readonly span: Span;
  /** The callee as written, without its arguments: `fs.readFileSync`. */
  readonly calleeSpan: Span;
  readonly callee: Reference;
  /** `x` of `x.f()`; null for a plain call. */
  readonly receiver: Value | null;
  readonly args: readonly Argument[];
  readonly isNew: boolean;
  /** `f?.()`, `a?.f()`. */
  readonly isOptional: boolean;
  /** What becomes of the result. Filled in by the step around it, therefore not readonly. */
  use: Use;
  /** Whether the call can be rewritten into an awaited one where it stands: false in a default argument, a class body, a synchronous callback or generator expression. */
  readonly canAwait: boolean;
  readonly function: FunctionFacts;
  readonly node: Handle;
}

/** What becomes of a call's result. */
export type Use =
  | {readonly kind: 'discarded'}
  | {readonly kind: 'awaited'}
  | {readonly kind: 'returned'}
  | {readonly kind: 'yielded'}
  /** Bound to a name or stored into a member: `x = f()`, `self.x = f()`. */
  | {readonly kind: 'bound'; readonly target: Value}
  /** Given to another call, directly or inside a collection, comprehension or spread of its argument. `index` counts positions; keywords have their name. */
  | {readonly kind: 'argument'; readonly of: Call; readonly index: number; readonly name: string | null}
  /** `with f()`, `async with f()`, `using x = f()`. */
  | {readonly kind: 'entered'; readonly isAsync: boolean}
  /** `for x in f()`. */
  | {readonly kind: 'iterated'; readonly isAsync: boolean}
  /** The object of a member access or call: `f().g`. `by` is the call of that member, where it is called at once. */
  | {readonly kind: 'receiver'; readonly member: string; readonly by: Call | null}
  /** The thing called: `f()()`. */
  | {readonly kind: 'callee'}
  /** An operand, a condition, an element of a collection that is bound: read, but not followed. */
  | {readonly kind: 'read'};

/** A suspension point: other tasks may run, and a cancellation may arrive here. The suspension of `async for` and `async with` is in their own steps. */
export interface Suspend {
  readonly kind: 'suspend';
  /** `yield` only in async generators; a synchronous generator's `yield` is no suspension point and is lowered as an `Exit` of kind `yield`. */
  readonly how: 'await' | 'yield';
  readonly value: Value | null;
  readonly span: Span;
  readonly node: Handle;
}

/** A name, member or element is written. Patterns are flattened into one Bind per name, whose value is then `unknown` or an element or member of the source. */
export interface Bind {
  readonly kind: 'bind';
  readonly target: Value;
  readonly value: Value;
  readonly span: Span;
  /** The whole statement, for edits around it. */
  readonly node: Handle;
}

/** An element joins a collection: `xs.append(v)`, `xs.push(v)`, `xs.add(v)`, `xs[k] = v`, `xs += [v]`. The Call itself stands before it. */
export interface Grow {
  readonly kind: 'grow';
  readonly collection: Value;
  readonly element: Value;
  readonly call: Call | null;
  readonly span: Span;
}

export interface Branch {
  readonly kind: 'branch';
  readonly test: Value;
  /** A test that says where the code runs, recognised by the front end. */
  readonly guard: 'entry point' | 'type checking' | 'worker' | null;
  /** `match` and `switch` are chains of branches; `a and f()`, `a ? f() : g()` are branches too when a side has steps. */
  readonly then: Block;
  readonly otherwise: Block;
  readonly span: Span;
}

export interface Loop {
  readonly kind: 'loop';
  readonly form: 'each' | 'while' | 'comprehension';
  readonly isAsync: boolean;
  /** What `each` and `comprehension` loops run over. A counted `for (let i = 0; i < n; i++)` is an `each` over a range of n. */
  readonly over: Value | null;
  /** The names bound in each turn. */
  readonly targets: readonly Binding[];
  /** The condition of a `while`; null for `each`; a literal `true` for endless loops. */
  readonly test: Value | null;
  /** Steps that run before each test (`while (await next())`), in body order. */
  readonly body: Block;
  /** Python's `else` of a loop. */
  readonly otherwise: Block;
  /** `for x in xs`, without the body. */
  readonly header: Span;
  readonly span: Span;
  readonly node: Handle;
}

export interface Try {
  readonly kind: 'try';
  readonly body: Block;
  readonly handlers: readonly Handler[];
  /** Python's `else`. */
  readonly otherwise: Block;
  readonly finalizer: Block | null;
  readonly span: Span;
  readonly node: Handle;
}

/** An `except` or `catch` clause, and a promise's `.catch(handler)` that is awaited. */
export interface Handler {
  /** The caught types as written; empty for a bare `except:` and for JavaScript's `catch`. */
  readonly types: readonly Reference[];
  /**
   * Whether a cancellation lands here: `named` (its type is written), `broad` (everything is caught, so it is too), `no`.
   * JavaScript has no filtered `catch`, so its catch is always `broad`; what it tests for is in its body's branches.
   */
  readonly cancellation: 'named' | 'broad' | 'no';
  /** `except*`. */
  readonly isGroup: boolean;
  readonly name: Binding | null;
  readonly body: Block;
  /** `except asyncio.CancelledError:` without its body; `catch (error)`. */
  readonly header: Span;
  readonly node: Handle;
}

/** `with`, `async with`, `using`, `await using`: entered, body, left on every way out. */
export interface Scope {
  readonly kind: 'scope';
  readonly isAsync: boolean;
  readonly resource: Value;
  readonly bound: Binding | null;
  readonly body: Block;
  /** `async with lock` without the body. */
  readonly header: Span;
  readonly span: Span;
  readonly node: Handle;
}

export interface Exit {
  readonly kind: 'exit';
  /** `throw` with a null value re-raises what is being handled (Python's bare `raise`). `process` ends the program (`sys.exit`, `process.exit`). `yield` is a synchronous generator's. */
  readonly how: 'return' | 'throw' | 'break' | 'continue' | 'process' | 'yield';
  readonly value: Value | null;
  /** JavaScript's labelled break and continue. */
  readonly label: string | null;
  readonly span: Span;
}

/** A function is made here: declared, or written as an argument. It does not run by this step; `FunctionFacts.made` says what it is made for. */
export interface Nested {
  readonly kind: 'nested';
  readonly function: FunctionFacts;
  readonly span: Span;
}
