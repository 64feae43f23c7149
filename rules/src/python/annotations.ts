import {isSameReference, select, type Reference} from '../facts/index.ts';
import type {Expr, Subscript} from './ast.ts';
import type {Scope} from './scope.ts';

/** Reads an expression out of a string annotation; null when it is none. */
export type ReadExpression = (text: string) => Expr | null;

/**
 * The instance that an annotation promises: `Session()` for `Session`, `Session | None`, `Optional["Session"]`.
 * Null when it promises nothing that can be followed: `None`, `Any`, a union of several types.
 */
export function annotatedInstance(annotation: Expr, scope: Scope, read: ReadExpression): Reference | null {
  const type = typeOf(annotation, {scope, read, depth: 0});
  return type === null || type === 'none' ? null : type;
}

/** Whether the annotation says that the value is to be awaited: `Awaitable[Session]`, `"Coroutine[Any, Any, None]"`. */
export function isAwaitable(annotation: Expr, scope: Scope, read: ReadExpression): boolean {
  const type = annotation.type === 'Constant' && annotation.valueType === 'str' ? read(annotation.value) : annotation;
  const name = type && nameOf(type.type === 'Subscript' ? type.value : type, scope);
  return name !== null && isTyping(name) && AWAITABLES.has(lastWord(name));
}

const AWAITABLES: ReadonlySet<string> = new Set(['Awaitable', 'Coroutine']);

/** The number of elements of `tuple[A, B]`; null for every other annotation. */
export function tupleLength(annotation: Expr): number | null {
  if (annotation.type !== 'Subscript' || !TUPLE.has(annotation.value.type === 'Name' ? annotation.value.id : annotation.value.type === 'Attribute' ? annotation.value.attr : '')) return null;
  const elements = parameters(annotation);
  return elements.some(element => element.type === 'Starred' || (element.type === 'Constant' && element.valueType === 'Ellipsis')) ? null : elements.length;
}

const TUPLE: ReadonlySet<string> = new Set(['tuple', 'Tuple']);

interface Reading {
  readonly scope: Scope;
  readonly read: ReadExpression;
  readonly depth: number;
}

/** What an annotation stands for; `none` is the type of None, which a union may leave out. */
type AnnotatedType = Reference | 'none' | null;

/** Annotations nest as deep as `Annotated[Optional["…"], …]`; deeper ones are generated and say nothing of use. */
const DEEPEST_ANNOTATION = 20;

function typeOf(node: Expr, reading: Reading): AnnotatedType {
  if (reading.depth > DEEPEST_ANNOTATION) return null;
  const inner = {...reading, depth: reading.depth + 1};
  switch (node.type) {
    case 'Name':
    case 'Attribute': {
      const reference = nameOf(node, reading.scope);
      return reference === null || isUninformative(reference) ? null : select(reference, '()');
    }
    case 'Subscript':
      return subscript(node, inner);
    case 'BinOp':
      return node.op === 'BitOr' ? union([typeOf(node.left, inner), typeOf(node.right, inner)]) : null;
    case 'Constant':
      if (node.valueType === 'None') return 'none';
      return node.valueType === 'str' ? quoted(node.value, inner) : null;
    default:
      return null;
  }
}

function quoted(text: string, reading: Reading): AnnotatedType {
  const node = reading.read(text);
  return node === null ? null : typeOf(node, reading);
}

/** A dotted name; null for anything else. */
function nameOf(node: Expr, scope: Scope): Reference | null {
  const path: `.${string}`[] = [];
  let at = node;
  while (at.type === 'Attribute') {
    path.push(`.${at.attr}`);
    at = at.value;
  }
  if (at.type !== 'Name') return null;
  const name = scope.find(at.id);
  const start: Reference = name === undefined ? {root: {kind: 'global', name: at.id}, path: []} : name.reference;
  return start.root.kind === 'unknown' ? null : {root: start.root, path: [...start.path, ...path.reverse()]};
}

function subscript(node: Subscript, reading: Reading): AnnotatedType {
  const generic = nameOf(node.value, reading.scope);
  if (generic === null) return null;
  const word = isTyping(generic) ? lastWord(generic) : '';
  if (word === 'Union') return union(parameters(node).map(parameter => typeOf(parameter, reading)));
  if (word === 'Optional') return typeOf(node.slice, reading);
  const [first] = parameters(node);
  if (TRANSPARENT.has(word)) return first === undefined ? null : typeOf(first, reading);
  if (word === 'Type' || word === 'type') return first === undefined ? null : nameOf(first, reading.scope);
  if (NOT_INSTANCES.has(word)) return null;
  return select(generic, '()');
}

/** What qualifies a type without changing what the value is. */
const TRANSPARENT: ReadonlySet<string> = new Set(['Annotated', 'ClassVar', 'Final', 'InitVar', 'NotRequired', 'ReadOnly', 'Required', 'Unpack']);

/** What a value has to be awaited, called or told apart for, before its type is the parameter's. */
const NOT_INSTANCES: ReadonlySet<string> = new Set(['Awaitable', 'Callable', 'Coroutine', 'Literal', 'TypeGuard', 'TypeIs']);

function parameters({slice}: Subscript): readonly Expr[] {
  return slice.type === 'Tuple' ? slice.elts : [slice];
}

function union(members: readonly AnnotatedType[]): AnnotatedType {
  const types = members.filter(member => member !== 'none');
  const [first] = types;
  if (first === undefined) return 'none';
  return first !== null && types.every(type => type !== null && isSameReference(first, type)) ? first : null;
}

function isTyping({root}: Reference): boolean {
  if (root.kind === 'global') return true;
  return root.kind === 'import' && TYPING_MODULES.has(root.module);
}

const TYPING_MODULES: ReadonlySet<string> = new Set(['typing', 'typing_extensions', 'collections.abc', 'collections', 'dataclasses', 'builtins']);

function lastWord({root, path}: Reference): string {
  const last = path.at(-1);
  return last?.startsWith('.') ? last.slice(1) : root.kind === 'global' ? root.name : '';
}

/** Types that every value has. */
function isUninformative(reference: Reference): boolean {
  const word = lastWord(reference);
  return isTyping(reference) && (word === 'Any' || word === 'object' || word === 'None' || word === 'Self');
}
