import {calleeName} from './value-parts.ts';
import type {Value} from './value.ts';

/** Names may be assigned from each other in circles, and expressions nest. */
const MAX_DEPTH = 12;

/** The number that an expression always is: `10 ** 7`, `1_000 * SIZE` of a constant of the file; null for everything else. */
export function constantNumber(value: Value): number | null {
  const number = numberOf(value, 0);
  return number !== null && Number.isFinite(number) ? number : null;
}

function numberOf(value: Value, depth: number): number | null {
  if (depth > MAX_DEPTH) return null;
  switch (value.kind) {
    case 'literal':
      return typeof value.value === 'number' ? value.value : typeof value.value === 'bigint' ? Number(value.value) : null;
    case 'name': {
      const {kind, values} = value.binding;
      return kind === 'local' && values.length === 1 ? numberOf(values[0]!, depth + 1) : null;
    }
    case 'operation': {
      const operation = OPERATIONS[value.operator];
      const numbers = operation ? value.operands.map(operand => numberOf(operand, depth + 1)) : [];
      return operation && numbers.length > 1 && isAllKnown(numbers) ? numbers.reduce(operation) : null;
    }
    case 'call': {
      // `int(1e7)`, `Math.floor(n / 2)`: rounding does not matter here.
      const [first] = value.call.args;
      return first && value.call.args.length === 1 && /^(int|round|floor|ceil|trunc)$/.test(calleeName(value.call)) ? numberOf(first.value, depth + 1) : null;
    }
    default:
      return null;
  }
}

function isAllKnown(numbers: readonly (number | null)[]): numbers is readonly number[] {
  return numbers.every(number => number !== null);
}

const OPERATIONS: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '//': (a, b) => Math.floor(a / b),
  '%': (a, b) => a % b,
  '**': (a, b) => a ** b,
  '<<': (a, b) => a * 2 ** b,
};
