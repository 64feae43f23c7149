import type {Binding, ClassFacts, FunctionFacts} from './function.ts';
import type {Call} from './step.ts';
import type {Span} from './span.ts';

/**
 * What an expression computes, in symbols. Rules ask values where data comes from (a literal, a parameter, a call) and how many
 * elements there are; they never evaluate. Everything a front end does not follow is `unknown`.
 */
export type Value =
  | LiteralValue
  | CollectionValue
  | NameValue
  | GlobalValue
  | SelfValue
  | MemberValue
  | ElementValue
  | SliceValue
  | CallValue
  | AwaitedValue
  | FunctionValue
  | EachValue
  | RangeValue
  | OperationValue
  | UnknownValue;

/** A constant. `null` is also Python's `None`; a regular expression or bytes literal is `unknown`. */
export interface LiteralValue { readonly kind: 'literal'; readonly value: string | number | bigint | boolean | null | undefined; readonly span: Span }

/** A list, tuple, set, dictionary or object written out; a spread element may hold any number of elements. */
export interface CollectionValue {
  readonly kind: 'collection';
  readonly form: 'list' | 'set' | 'record';
  readonly elements: readonly Argument[];
  /** The functions and objects that a record holds by name, as a class holds static members, where somebody may ask for them. Absent: there are none, or nobody may. */
  readonly members?: ClassFacts;
  readonly span: Span;
}

/** A name that the file binds (imports, parameters, locals, functions, classes). */
export interface NameValue { readonly kind: 'name'; readonly binding: Binding; readonly span: Span }

/** A name that the file binds nowhere. */
export interface GlobalValue { readonly kind: 'global'; readonly name: string; readonly span: Span }

/** `this`, `self`, `cls`. */
export interface SelfValue { readonly kind: 'self'; readonly span: Span }

/** `object.name`, also `object['name']`. */
export interface MemberValue { readonly kind: 'member'; readonly object: Value; readonly name: string; readonly span: Span }

/** `object[index]` with a computed index. */
export interface ElementValue { readonly kind: 'element'; readonly object: Value; readonly index: Value; readonly span: Span }

/** A part of a sequence: `xs[i:i + 10]`, `xs.slice(i, i + 10)`. `width` is the number of elements at most, null when nothing bounds it. */
export interface SliceValue { readonly kind: 'slice'; readonly object: Value; readonly width: Value | null; readonly call: Call | null; readonly span: Span }

export interface CallValue { readonly kind: 'call'; readonly call: Call; readonly span: Span }

export interface AwaitedValue { readonly kind: 'awaited'; readonly value: Value; readonly span: Span }

/** A function written here: lambda, arrow, function expression. A function referred to by name is a `name`. */
export interface FunctionValue { readonly kind: 'function'; readonly function: FunctionFacts; readonly span: Span }

/**
 * One element per element of `over`: a comprehension, `xs.map(f)`, `map(f, xs)`, `Array.from(xs, f)`. Either the `element` is written
 * here (comprehension) or `mapper` makes it (a function value or name). `call` is the mapping call, where there is one.
 */
export interface EachValue {
  readonly kind: 'each';
  readonly over: Value;
  readonly element: Value | null;
  readonly mapper: Value | null;
  readonly call: Call | null;
  /** Comprehensions nest: `[f(x, y) for x in xs for y in ys]` is an `each` over xs whose element is an `each` over ys. */
  readonly span: Span;
}

/** Consecutive numbers: `range(n)`, `Array(n)`, `Array.from({length: n})`, `Array(n).keys()`. `count` is null when not known. */
export interface RangeValue { readonly kind: 'range'; readonly count: Value | null; readonly call: Call | null; readonly span: Span }

/**
 * Operators, conditionals, comparisons, templates, over their operands. The operator is the language-neutral sign: `+ - * / // % **`,
 * `== != === !== < <= > >=`, `in`, `instanceof`, `is`, `is not`, `not in`, `and`, `or`, `not`, `??`, `?:` (operands: test, then, else), `template`, `typeof`.
 * Python's `isinstance(x, C)` is `instanceof`; JavaScript's `===` is `==`, `!==` is `!=`, `&&` is `and`, `||` is `or`, `!` is `not`.
 */
export interface OperationValue { readonly kind: 'operation'; readonly operator: string; readonly operands: readonly Value[]; readonly span: Span }

/** Anything else; `reads` are the values inside it, so that "does this mention x?" still works. */
export interface UnknownValue { readonly kind: 'unknown'; readonly reads: readonly Value[]; readonly span: Span }

/** An argument of a call, or an element of a collection. */
export interface Argument {
  /** Keyword, or property name of a record; null for positions. */
  readonly name: string | null;
  /** `*xs`, `**xs`, `...xs`. */
  readonly isSpread: boolean;
  readonly value: Value;
  readonly span: Span;
}
