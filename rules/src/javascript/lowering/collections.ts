import type {Call, Grow, Span, Value} from '../../facts/index.ts';
import type {CallStep} from '../drafts.ts';

/** Calls that make one collection from another, or let one grow. */

/** What a call gives where it is a known shape: one element per element (`map`), a part (`slice`), consecutive numbers (`Array(n)`). */
export function collectionCall(call: CallStep, called: Value): Value | null {
  if (called.kind === 'member') {
    if (called.object.kind === 'global' && called.object.name === 'Array' && called.name === 'from') return arrayFrom(call);
    return ofMethod(call, called.name, called.object);
  }
  if (called.kind === 'global' && called.name === 'Array' && call.args.length === 1 && isCount(call.args[0]!.value)) {
    return {kind: 'range', count: call.args[0]!.value, call, span: call.span};
  }
  return null;
}

function isCount(value: Value): boolean {
  return value.kind !== 'literal' || typeof value.value === 'number';
}

function ofMethod(call: CallStep, method: string, object: Value): Value | null {
  const {span} = call;
  const first = call.args[0];
  switch (method) {
    case 'map':
    case 'flatMap':
      if (first === undefined || first.isSpread || !isMapper(first.value)) return null;
      return {kind: 'each', over: object, element: null, mapper: first.value, call, span};
    case 'slice':
    case 'subarray':
      return {kind: 'slice', object, width: sliceWidth(call), call, span};
    case 'splice':
      return {kind: 'slice', object, width: call.args[1]?.value ?? null, call, span};
    case 'fill':
    case 'keys':
      return object.kind === 'range' ? {kind: 'range', count: object.count, call, span} : null;
    default:
      return null;
  }
}

/** A mapper is written here, or named; anything else is some other `map`. */
function isMapper(value: Value): boolean {
  return value.kind === 'function' || value.kind === 'name' || value.kind === 'global' || value.kind === 'member' || value.kind === 'call';
}

/** How many elements `slice(start, end)` has at most. */
function sliceWidth(call: Call): Value | null {
  const [start, end] = call.args.map(({value}) => value);
  if (start === undefined) return null;
  if (end === undefined) {
    // The last so many.
    return start.kind === 'literal' && typeof start.value === 'number' && start.value < 0 ? number(-start.value, call.span) : null;
  }
  if (start.kind === 'literal' && start.value === 0) return end;
  if (start.kind === 'literal' && end.kind === 'literal' && typeof start.value === 'number' && typeof end.value === 'number') {
    return start.value >= 0 === end.value >= 0 ? number(Math.max(0, end.value - start.value), call.span) : null;
  }
  if (end.kind !== 'operation' || end.operator !== '+' || end.operands.length !== 2) return null;
  const [left, right] = end.operands;
  if (isSameVariable(left!, start)) return right!;
  return isSameVariable(right!, start) ? left! : null;
}

function isSameVariable(a: Value, b: Value): boolean {
  if (a.kind === 'name') return b.kind === 'name' && a.binding === b.binding;
  if (a.kind === 'self') return b.kind === 'self';
  return a.kind === 'member' && b.kind === 'member' && a.name === b.name && isSameVariable(a.object, b.object);
}

function number(value: number, span: Span): Value {
  return {kind: 'literal', value, span};
}

/** `Array.from(xs, f)`, `Array.from({length: n})`, `Array.from({length: n}, f)`. */
function arrayFrom(call: CallStep): Value | null {
  const {span} = call;
  const source = call.args[0]?.value;
  const mapper = call.args[1]?.value;
  if (source === undefined) return null;
  const range = asRange(source, mapper === undefined ? call : null);
  if (mapper !== undefined) return {kind: 'each', over: range ?? source, element: null, mapper, call, span};
  return range;
}

function asRange(source: Value, call: Call | null): Value | null {
  if (source.kind === 'range') return {...source, call: call ?? source.call};
  if (source.kind !== 'collection' || source.form !== 'record') return null;
  const length = source.elements.find(({name}) => name === 'length');
  return length === undefined ? null : {kind: 'range', count: length.value, call, span: source.span};
}

const GROWING_METHODS = new Set(['push', 'unshift', 'add']);

/** The elements that a call adds to its receiver. */
export function growth(call: CallStep, called: Value): Grow[] {
  if (called.kind !== 'member' || !GROWING_METHODS.has(called.name)) return [];
  return call.args.map(({value, span}) => ({kind: 'grow', collection: called.object, element: value, call, span}));
}
