import type {Binding, Value} from '../facts/index.ts';

/** What a parameter must count as for a step to run. */
export interface Need {
  readonly parameter: Binding;
  readonly isTrue: boolean;
}

export const NO_NEEDS: readonly Need[] = [];

/** Deeper than any test that a person wrote. */
const MAX_DEPTH = 20;

/** What a test that holds, or does not, says of parameters that still hold what the caller gave: `force and not cached`, `path is not None`. */
export function needsOf(test: Value, holds: boolean, depth = 0): readonly Need[] {
  if (test.kind === 'name') {
    const {binding} = test;
    return binding.kind === 'parameter' && binding.values.every(value => value.span.start > test.span.end) ? [{parameter: binding, isTrue: holds}] : NO_NEEDS;
  }
  if (test.kind !== 'operation' || depth > MAX_DEPTH) return NO_NEEDS;
  const [first, second] = test.operands;
  switch (test.operator) {
    case 'not':
      return first ? needsOf(first, !holds, depth + 1) : NO_NEEDS;
    case 'and':
    case 'or':
      return (test.operator === 'and') === holds ? test.operands.flatMap(operand => needsOf(operand, holds, depth + 1)) : NO_NEEDS;
    case 'is not':
    case '!=':
      return first && isNothing(second) ? needsOf(first, holds, depth + 1) : NO_NEEDS;
    case 'is':
    case '==':
      return first && isNothing(second) ? needsOf(first, !holds, depth + 1) : NO_NEEDS;
    default:
      return NO_NEEDS;
  }
}

function isNothing(value: Value | undefined): boolean {
  return value?.kind === 'literal' && (value.value === null || value.value === undefined);
}

export function joined(needs: readonly Need[], more: readonly Need[]): readonly Need[] {
  return more.length === 0 ? needs : needs.length === 0 ? more : [...needs, ...more];
}
