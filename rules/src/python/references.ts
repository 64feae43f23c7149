import {isSameReference, select, UNKNOWN, type Call, type ClassFacts, type Reference, type Selector, type SelfValue, type Value} from '../facts/index.ts';

/** `self` and `cls` know their class, which the value that rules see does not say. */
export interface SelfOf extends SelfValue {
  readonly class: ClassFacts;
  readonly isInstance: boolean;
}

/**
 * What a value stands for: the way from a root that the names, members and calls in it make.
 *
 * Three builtin wrappers are looked through, since what they give is called like what they were given: `functools.partial(f, x)`
 * stands for `f`, `super()` for the super class's view of the instance, and `type(self)` for the class.
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
    case 'element':
      return further(referenceOf(value.object), '[]');
    case 'call':
      return ofCall(value.call);
    case 'awaited':
      return further(referenceOf(value.value), 'await');
    case 'slice':
      return referenceOf(value.object);
    case 'function':
      return {root: {kind: 'function', function: value.function}, path: []};
    case 'operation':
      return ofOperation(value.operator, value.operands);
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

function ofCall(call: Call): Reference {
  const [first] = call.args;
  switch (dottedName(call.callee)) {
    case 'functools.partial':
    case 'functools.partialmethod':
      if (first && !first.isSpread && first.name === null) return referenceOf(first.value);
      break;
    case 'super': {
      const from = enclosingClass(call);
      if (from) return {root: {kind: 'super', class: from}, path: []};
      break;
    }
    case 'type':
      if (call.args.length === 1 && first?.value.kind === 'self') return ofClass(first.value as SelfOf);
      break;
  }
  return further(call.callee, '()');
}

function enclosingClass(call: Call): ClassFacts | null {
  for (let fn = call.function as Call['function'] | null; fn; fn = fn.parent) if (fn.class) return fn.class;
  return null;
}

/** A choice between values that stand for the same thing stands for it; None is no choice. */
function ofOperation(operator: string, operands: readonly Value[]): Reference {
  // Paths are joined with a slash, and what they give is a path; on anything else the operator gives nothing that has methods.
  if (operator === '/' && operands[0] !== undefined) return referenceOf(operands[0]);
  const choices = operator === '?:' ? operands.slice(1) : operator === 'or' ? operands : [];
  const [first, ...others] = choices.filter(choice => !isNone(choice)).map(referenceOf);
  return first !== undefined && others.every(other => isSameReference(first, other)) ? first : UNKNOWN;
}

export function isNone(value: Value): boolean {
  return value.kind === 'literal' && value.value === null;
}

/** The dotted name by which modules and builtins are known: `asyncio.CancelledError`, `open`, `anyio.get_cancelled_exc_class()`; null for all else. */
export function dottedName({root, path}: Reference): string | null {
  const start = root.kind === 'import' ? root.module : root.kind === 'global' ? root.name : null;
  return start === null ? null : start + path.join('');
}
