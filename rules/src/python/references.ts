import {isSameReference, memberName, select, UNKNOWN, type Call, type ClassFacts, type Reference, type Selector, type SelfValue, type UnknownValue, type Value} from '../facts/index.ts';

/** `self` and `cls` know their class, which the value that rules see does not say. */
export interface SelfOf extends SelfValue {
  readonly class: ClassFacts;
  readonly isInstance: boolean;
}

/** What a name holds in each turn of a loop: an element of what that runs over, of which rules know nothing more. */
export interface TurnOf extends UnknownValue {
  readonly turnOf: Value;
}

/**
 * What a value stands for: the way from a root that the names, members and calls in it make.
 *
 * Wrappers that give what they were given are looked through: `functools.partial(f, x)` stands for `f`, `super()` for the super
 * class's view of the instance, `type(self)` for the class, `typing.cast(C, x)` for an instance of C, an exit stack's
 * `enter_context(x)` for x, and the awaited result of `asyncio.wait_for(x, 5)` or `asyncio.to_thread(f)` for that of x or f.
 */
export function referenceOf(value: Value): Reference {
  switch (value.kind) {
    case 'name':
      return value.binding.reference;
    case 'global':
      return {root: {kind: 'global', name: value.name}, path: []};
    case 'self':
      return ofSelf(value as SelfOf);
    case 'member':
      return value.name === '__class__' && value.object.kind === 'self' ? ofClass(value.object as SelfOf) : further(referenceOf(value.object), `.${value.name}`);
    case 'element': {
      const entry = ofEntry(value.object);
      return entry === UNKNOWN ? further(referenceOf(value.object), '[]') : entry;
    }
    case 'call':
      return ofCall(value.call);
    case 'awaited':
      return ofAwaited(value.value);
    case 'slice':
      return referenceOf(value.object);
    case 'function':
      return {root: {kind: 'function', function: value.function}, path: []};
    case 'operation':
      return ofOperation(value.operator, value.operands);
    case 'unknown':
      return 'turnOf' in value ? ofEntry((value as TurnOf).turnOf) : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

/** Longer ways are not followed: nobody names an API by them, and a chain of thousands of calls would cost its square. */
const LONGEST_PATH = 24;

function further(reference: Reference, selector: Selector): Reference {
  return reference.path.length >= LONGEST_PATH ? UNKNOWN : select(reference, selector);
}

function ofSelf(self: SelfOf): Reference {
  return {root: {kind: self.isInstance ? 'self' : 'class', class: self.class}, path: []};
}

function ofClass(self: SelfOf): Reference {
  return {root: {kind: 'class', class: self.class}, path: []};
}

/** Once awaited, these give the awaited result of their argument. */
const AWAITED_FOR_ARGUMENT: ReadonlySet<string> = new Set(['asyncio.create_task', 'asyncio.ensure_future', 'asyncio.shield', 'asyncio.wait_for']);

/** Once awaited, these give the result of calling their argument. */
const CALLED_IN_THREAD: ReadonlySet<string> = new Set(['anyio.to_thread.run_sync', 'asyncio.to_thread', 'trio.to_thread.run_sync']);

function ofAwaited(value: Value): Reference {
  const call = value.kind === 'call' ? value.call : null;
  const first = call && firstPosition(call);
  if (!call || !first) return further(referenceOf(value), 'await');
  if (memberName(call.callee) === 'enter_async_context') return referenceOf(first);
  const second = call.args[1]?.value;
  if (memberName(call.callee) === 'run_in_executor' && second) return further(referenceOf(second), '()');
  const name = dottedName(call.callee) ?? '';
  if (CALLED_IN_THREAD.has(name)) return further(referenceOf(first), '()');
  return further(referenceOf(AWAITED_FOR_ARGUMENT.has(name) ? first : value), 'await');
}

function firstPosition({args: [first]}: Call): Value | null {
  return first && !first.isSpread && first.name === null ? first.value : null;
}

function ofCall(call: Call): Reference {
  const first = firstPosition(call);
  if (first && memberName(call.callee) === 'enter_context') return referenceOf(first);
  switch (dottedName(call.callee)) {
    case 'functools.partial':
    case 'functools.partialmethod':
      if (first) return referenceOf(first);
      break;
    case 'typing.cast':
      if (first) return further(referenceOf(first), '()');
      break;
    case 'super': {
      const from = enclosingClass(call);
      if (from) return {root: {kind: 'super', class: from}, path: []};
      break;
    }
    case 'next':
    case 'min':
    case 'max': {
      const entry = first ? ofEntry(first) : UNKNOWN;
      if (entry !== UNKNOWN) return entry;
      break;
    }
    case 'type':
      if (call.args.length === 1 && first?.kind === 'self') return ofClass(first as SelfOf);
      break;
  }
  return further(call.callee, '()');
}

/** An entry of a listed folder: what `path.glob(…)` gives are paths, also when they are sorted, copied or chosen from. Of other collections nothing is known. */
function ofEntry(collection: Value): Reference {
  let listed: Value | null = collection;
  for (let copies = 0; copies < MOST_COPIES; copies += 1) {
    if (listed?.kind === 'name' && listed.binding.values.length === 1) listed = listed.binding.values[0]!;
    else if (listed?.kind === 'call' && KEEPS_ENTRIES.has(dottedName(listed.call.callee) ?? '')) listed = firstPosition(listed.call);
    else break;
  }
  if (listed?.kind === 'each' && listed.element?.kind === 'name') return listed.element.binding.reference;
  return listed?.kind === 'call' && LISTS_FOLDER.test(memberName(listed.call.callee) ?? '') ? further(further(listed.call.callee, '()'), '[]') : UNKNOWN;
}

const LISTS_FOLDER = /^(?:glob|iterdir|rglob|scandir)$/;
const KEEPS_ENTRIES: ReadonlySet<string> = new Set(['frozenset', 'iter', 'list', 'reversed', 'set', 'sorted', 'tuple']);
const MOST_COPIES = 8;

function enclosingClass(call: Call): ClassFacts | null {
  for (let fn = call.function as Call['function'] | null; fn; fn = fn.parent) if (fn.class) return fn.class;
  return null;
}

/** A choice between values that stand for the same thing stands for it; None is no choice. */
function ofOperation(operator: string, operands: readonly Value[]): Reference {
  // Paths are joined with a slash, and what they give is a path; on anything else the operator gives nothing that has methods.
  if (operator === '/' && operands[0] !== undefined) return referenceOf(operands[0]);
  if (operator === '|') return ofPiped(operands);
  const choices = operator === '?:' ? operands.slice(1) : operator === 'or' ? operands : [];
  const [first, ...others] = choices.filter(choice => !isNone(choice)).map(referenceOf);
  return first !== undefined && others.every(other => isSameReference(first, other)) ? first : UNKNOWN;
}

/** `prompt | model` is what one of the two makes of the other: `model.__ror__(prompt)`. Of other operands nobody knows what that is. */
function ofPiped([left, right]: readonly Value[]): Reference {
  if (!left || !right) return UNKNOWN;
  const [first, second] = [referenceOf(left), referenceOf(right)];
  if (second.root.kind === 'import') return further(further(second, '.__ror__'), '()');
  return first.root.kind === 'import' ? further(further(first, '.__or__'), '()') : UNKNOWN;
}

export function isNone(value: Value): boolean {
  return value.kind === 'literal' && value.value === null;
}

/** The dotted name by which modules and builtins are known: `asyncio.CancelledError`, `open`, `anyio.get_cancelled_exc_class()`; null for all else. */
export function dottedName({root, path}: Reference): string | null {
  const start = root.kind === 'import' ? root.module : root.kind === 'global' ? root.name : null;
  return start === null ? null : start + path.join('');
}
