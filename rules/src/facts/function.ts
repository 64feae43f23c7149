import type {Reference} from './reference.ts';
import type {Span} from './span.ts';
import type {Block, Call, Handle} from './step.ts';
import type {Value} from './value.ts';

/** What `FunctionFacts.name` says of a function that has no name, and is not made for a call that would give it one. */
export const ANONYMOUS = 'anonymous function';

/** A function of one file; the module's own top level is one too (`kind: 'module'`, always `functions[0]`). */
export interface FunctionFacts {
  /** Index in `FileFacts.functions`. */
  readonly id: number;
  /** As a reader would say it: `load`, `Store.load`, `module`, `callback of map`. */
  readonly name: string;
  readonly kind: 'module' | 'function' | 'method' | 'constructor' | 'getter' | 'setter' | 'lambda' | 'class body';
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  readonly isStatic: boolean;
  readonly parent: FunctionFacts | null;
  readonly class: ClassFacts | null;
  /** What a namespace of the same name adds to it: `namespace load { export function all() {} }`. Absent: nothing. */
  readonly namespace?: ClassFacts;
  readonly parameters: readonly Parameter[];
  readonly decorators: readonly Decorator[];
  /** The annotated result: what a call of it gives, so for an async function what awaiting gives. */
  readonly returns: Reference | null;
  /** Whether its annotation says `Promise<…>` or `Awaitable[…]`, which `returns` leaves out. Absent: no. */
  readonly returnsAwaitable?: boolean;
  /** Every value that a `return` gives back; an arrow's expression body is one. */
  readonly returned: readonly Value[];
  /** What the function was made for: the argument of a call, or null when it is declared or bound. */
  readonly made: {readonly argumentOf: Call; readonly index: number; readonly name: string | null} | null;
  readonly body: Block;
  /** Everything called in the body, not in nested functions, in running order. */
  readonly calls: readonly Call[];
  /** Functions whose parent is this one. */
  readonly nested: readonly FunctionFacts[];
  readonly span: Span;
  /** From the first keyword to before the body: `async def load(path)`. */
  readonly header: Span;
  /** The name as written; the header where there is none. */
  readonly nameSpan: Span;
  readonly node: Handle;
}

export interface Parameter {
  readonly binding: Binding;
  readonly isRest: boolean;
  readonly hasDefault: boolean;
  /** Whether what it holds when a call leaves it out counts as true; null where it must be given, or nobody can tell. */
  readonly whenLeftOut: boolean | null;
  /** How many elements its annotation gives it: 2 for `pair: [string, string]` or `pair: tuple[str, str]`; null where the annotation leaves it open. */
  readonly length: number | null;
  /** Whether its annotation says that it is no function: `string`, `string[]`. */
  readonly isData: boolean;
}

/** `@name` or `@name(args)`; `call` is the latter's call. */
export interface Decorator {
  readonly reference: Reference;
  readonly call: Call | null;
  readonly span: Span;
}

/** A name in a scope. Two bindings of one name in different scopes are different objects. */
export interface Binding {
  readonly name: string;
  readonly kind: 'parameter' | 'local' | 'import' | 'function' | 'class' | 'exception' | 'loop';
  /** The function in whose scope the name lives. */
  readonly owner: FunctionFacts;
  /** Everything ever assigned to it; `unknown` for what is not followed (loop variables, patterns, augmented assignment). */
  readonly values: readonly Value[];
  /** The annotated type's instance: `Session()` for `s: Session`. */
  readonly annotation: Reference | null;
  /** What the name stands for when all that is assigned agrees; otherwise unknown. */
  readonly reference: Reference;
  /** Inner functions that read or write it. */
  readonly capturedBy: readonly FunctionFacts[];
  readonly span: Span;
}

export interface ClassFacts {
  /** Index in `FileFacts.classes`. */
  readonly id: number;
  readonly name: string;
  readonly bases: readonly Reference[];
  /** The interfaces that it says it implements; absent: none. */
  readonly interfaces?: readonly Reference[];
  /** Methods that it declares and leaves to others to write: of an interface, or abstract. Python's have a body, and are among `methods`. Absent: none. */
  readonly signatures?: ReadonlySet<string>;
  /** By name; setters by `setterName`. */
  readonly methods: ReadonlyMap<string, FunctionFacts>;
  /** What each attribute holds, from assignments (`self.x = C()`), annotations and constructor parameters. More than one entry: they disagree. */
  readonly fields: ReadonlyMap<string, readonly Reference[]>;
  readonly decorators: readonly Decorator[];
  readonly isExported: boolean;
  readonly span: Span;
  readonly header: Span;
}

/** A getter and a setter share their name in the source. No member that is written out has this one. */
export function setterName(member: string): string {
  return `${member}=`;
}
