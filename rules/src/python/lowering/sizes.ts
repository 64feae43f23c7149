import type {Span, Value} from '../../facts/index.ts';

/** How many elements `[from:to]` has at most: `[:n]`, `[2:5]`, `[-n:]`, `[i:i + n]`, `[i * n:(i + 1) * n]`; null when nothing bounds it. */
export function widthOfSlice(text: string, from: Value | null, to: Value | null): Value | null {
  const [start, end] = [from === null ? 0 : integerOf(from), to === null ? null : integerOf(to)];
  if (to === null) return start !== null && start < 0 ? {kind: 'literal', value: -start, span: from!.span} : null;
  if (start !== null && end !== null) return start < 0 === end < 0 ? {kind: 'literal', value: Math.max(0, end - start), span: to.span} : null;
  if (from === null) return to;
  const isFrom = (value: Value) => textOf(text, value) === textOf(text, from);
  return otherTerm(endOf(to), isFrom) ?? chunkWidth(text, from, to);
}

/** `end` of `end = start + width`; a name with several meanings stands for itself. */
function endOf(to: Value): Value {
  return to.kind === 'name' && to.binding.values.length === 1 ? to.binding.values[0]! : to;
}

function otherTerm(sum: Value, isOne: (value: Value) => boolean): Value | null {
  if (sum.kind !== 'operation' || sum.operator !== '+') return null;
  const [left, right] = sum.operands;
  if (!left || !right) return null;
  return isOne(left) ? right : isOne(right) ? left : null;
}

/** `i * n` to `(i + 1) * n` is n wide. */
function chunkWidth(text: string, from: Value, to: Value): Value | null {
  if (from.kind !== 'operation' || to.kind !== 'operation' || from.operator !== '*' || to.operator !== '*') return null;
  const [index, width] = from.operands;
  const [next, same] = to.operands;
  if (!index || !width || !next || !same || textOf(text, width) !== textOf(text, same)) return null;
  const added = otherTerm(next, value => textOf(text, value) === textOf(text, index));
  return added !== null && integerOf(added) === 1 ? width : null;
}

/** How many numbers `range(…)` gives, as far as its arguments say. */
export function countOfRange([first, second, third]: readonly Value[], span: Span): Value | null {
  if (first === undefined || second === undefined) return first ?? null;
  const [from, to, step] = [integerOf(first), integerOf(second), third === undefined ? 1 : integerOf(third)];
  if (from !== null && to !== null && step !== null && step !== 0) return {kind: 'literal', value: Math.max(0, Math.ceil((to - from) / step)), span};
  const width: Value = from === 0 ? second : {kind: 'operation', operator: '-', operands: [second, first], span};
  return third === undefined ? width : {kind: 'operation', operator: '//', operands: [width, third], span};
}

function integerOf(value: Value): number | null {
  return value.kind === 'literal' && typeof value.value === 'number' ? value.value : null;
}

function textOf(text: string, {span}: Value): string {
  return text.slice(span.start, span.end);
}
