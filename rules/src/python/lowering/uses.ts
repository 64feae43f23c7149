import type {Call, Use, Value} from '../../facts/index.ts';
import type {Call as CallNode, Expr} from '../ast.ts';
import type {FunctionDraft} from '../drafts.ts';

/** Says what becomes of the value, to the calls that may have made it: `a() or b()` is bound, returned or awaited as either. */
export function setUse(value: Value, use: Use): void {
  for (const call of madeBy(value)) call.use = use;
}

function madeBy(value: Value): readonly Call[] {
  switch (value.kind) {
    case 'call':
      return [value.call];
    case 'each':
    case 'range':
    case 'slice':
      return value.call === null ? [] : [value.call];
    case 'operation':
      if (value.operator === '?:') return value.operands.slice(1).flatMap(madeBy);
      return value.operator === 'or' || value.operator === 'and' ? value.operands.flatMap(madeBy) : [];
    default:
      return [];
  }
}

/** Says of everything in an argument, inside collections and comprehensions too, that it was made for this call. */
export function giveTo(call: Call, value: Value, index: number, name: string | null): void {
  switch (value.kind) {
    case 'collection':
      for (const element of value.elements) giveTo(call, element.value, index, name);
      break;
    case 'each':
      if (value.element) giveTo(call, value.element, index, name);
      setUse(value, {kind: 'argument', of: call, index, name});
      break;
    case 'function': {
      const made = value.function as FunctionDraft;
      made.made ??= {argumentOf: call, index, name};
      if (made.kind === 'lambda') made.name = `callback of ${writtenName((call.node as CallNode).func)}`;
      break;
    }
    default:
      setUse(value, {kind: 'argument', of: call, index, name});
  }
}

function writtenName(callee: Expr): string {
  return callee.type === 'Attribute' ? callee.attr : callee.type === 'Name' ? callee.id : 'a call';
}
