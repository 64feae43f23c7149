import type {FunctionFacts} from '../function.ts';
import type {Offset} from '../span.ts';
import {isSamePlace, lastName, withinValue} from '../value-parts.ts';
import type {OperationValue, Value} from '../value.ts';
import {placesOfKind, type Place} from './places.ts';
import {suspensionsIn} from './suspensions.ts';
import type {Loop} from '../step.ts';

/** Whether the number of elements is compared with something before the place: `if (urls.length > 20) throw …`. An empty check bounds nothing. */
export function isLengthGuarded(collection: Value, fn: FunctionFacts, before: Offset): boolean {
  return placesOfKind(fn, 'branch').some(({step}) => step.span.start < before && lengthComparisons(step.test).some(measured => isSamePlace(measured, collection)));
}

/** Whether a loop waits when too much is under way: `if len(tasks) >= 10: await …`, `while (running.size >= n) await …`. */
export function isDrained(loop: Place<Loop>): boolean {
  return placesInLoop(loop).some(step => {
    if (step.kind === 'branch') return isComparison(step.test) && suspensionsIn([...step.then, ...step.otherwise]).length > 0;
    return step.kind === 'loop' && step.test !== null && isComparison(step.test) && suspensionsIn(step.body).length > 0;
  });
}

function placesInLoop({step}: Place<Loop>) {
  return step.body.flatMap(inner => [inner, ...(inner.kind === 'scope' || inner.kind === 'try' ? inner.body : [])]);
}

const COMPARISONS = new Set(['<', '<=', '>', '>=', '==']);

function isComparison(test: Value): boolean {
  for (const part of withinValue(test)) {
    if (part.kind === 'operation' && (COMPARISONS.has(part.operator) || part.operator === '%')) return true;
  }
  return false;
}

/** What is measured in a test that compares a length with more than nothing. */
function lengthComparisons(test: Value): readonly Value[] {
  const measured: Value[] = [];
  for (const part of withinValue(test)) {
    if (part.kind === 'operation' && COMPARISONS.has(part.operator) && !isEmptyCheck(part)) measured.push(...part.operands.flatMap(measuredBy));
  }
  return measured;
}

function isEmptyCheck({operands}: OperationValue): boolean {
  return operands.some(operand => operand.kind === 'literal' && typeof operand.value === 'number' && operand.value <= 1);
}

function measuredBy(operand: Value): readonly Value[] {
  if (operand.kind === 'member' && (operand.name === 'length' || operand.name === 'size')) return [operand.object];
  if (operand.kind === 'call' && lastName(operand) === 'len' && operand.call.args[0]) return [operand.call.args[0].value];
  return [];
}
