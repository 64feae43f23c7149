import type {BlockingApi} from '../../catalogue/types.ts';
import {isSamePlace, memberName, outwards, placesOfKind, waysOut, type Around, type Call, type Place, type Step, type Value} from '../../facts/index.ts';

/**
 * `while not jobs.empty(): jobs.get()`: what has been asked for is there, unless another thread takes it in that very moment. Tests around the call count,
 * and those in front of it that leave when there is nothing.
 */
export function isTakenFromFilledQueue(call: Call, {name}: BlockingApi): boolean {
  const queue = call.receiver;
  if (queue === null || !GETS.test(name)) return false;
  const place = placesOfKind(call.function, 'call').find(({step}) => step === call);
  if (!place) return false;
  return isBehindExit(place, queue) || [...outwards(place)].some(around => isTested(around, queue) || isBehindExit(around.place, queue));
}

const GETS = /^queue\.(?:Queue|LifoQueue|PriorityQueue|SimpleQueue)\(\)\.get$/;

function isTested({place: {step}, part}: Around, queue: Value): boolean {
  if (step.kind === 'loop') return part === 'body' && step.test !== null && isFilledIf(step.test, true, queue);
  return step.kind === 'branch' && (part === 'then' || part === 'otherwise') && isFilledIf(step.test, part === 'then', queue);
}

/** `if jobs.empty(): return` */
function isBehindExit({block, index}: Place, queue: Value): boolean {
  return block.slice(0, index).some((step: Step) => step.kind === 'branch' && !waysOut(step.then).falls && isFilledIf(step.test, false, queue));
}

/** Whether the queue has something where the test has come out like this. */
function isFilledIf(test: Value, outcome: boolean, queue: Value): boolean {
  if (test.kind === 'call') {
    const {callee, receiver} = test.call;
    return receiver !== null && isSamePlace(receiver, queue) && memberName(callee) === (outcome ? 'qsize' : 'empty');
  }
  if (test.kind !== 'operation') return false;
  const {operator, operands} = test;
  const [left, right] = operands;
  if (operator === 'not') return left !== undefined && isFilledIf(left, !outcome, queue);
  if (operator === (outcome ? 'and' : 'or')) return operands.some(operand => isFilledIf(operand, outcome, queue));
  const isCompared = left?.kind === 'call' && right?.kind === 'literal' && (outcome ? MORE : LESS).get(operator) === right.value;
  return isCompared && isFilledIf(left, true, queue);
}

/** `jobs.qsize() > 0` */
const MORE: ReadonlyMap<string, unknown> = new Map([['>', 0], ['>=', 1], ['!=', 0]]);
const LESS: ReadonlyMap<string, unknown> = new Map([['==', 0], ['<', 1], ['<=', 0]]);
