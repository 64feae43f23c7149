import type {Block, Branch, Call, Step, Try} from '../step.ts';
import type {Value} from '../value.ts';
import {outwards, placesIn, type Place} from './places.ts';
import type {Suspension} from './suspensions.ts';

/** Something that is held from a place on, and how one sees that it is let go. */
export interface Holding {
  /** The call gives it back. */
  isReleasedBy(call: Call): boolean;
  /** The value is the thing held, or is made of it. */
  concerns(value: Value): boolean;
  /** Waiting for this value lets go of it: a task is cancelled along with who awaits it. Absent: never. */
  isLeftTo?(awaited: Value): boolean;
  /** Iterating this value asynchronously, to the end or not, lets go of it. Absent: never. */
  endsWithIteration?(over: Value): boolean;
  /** Leaving a scope of this resource gives it back: `async with conn`, `closing(conn)`. */
  endsWith(resource: Value): boolean;
}

/**
 * The first suspension point that is reached while the thing is still held and where a cancellation would not release it: no
 * `finally`, no scope of the thing itself, no handler that takes cancellations and touches it. Null when there is none.
 */
export function suspensionWhileHeld(since: Place, holding: Holding): Suspension | null {
  if ([...outwards(since)].some(({place, part}) => part === 'body' && isProtected(place.step, holding))) return null;
  let state = follow(since.block, since.index + 1, holding, 0);
  for (const {place, part} of outwards(since)) {
    if (state !== 'held') break;
    state = leave(place, part, holding);
  }
  return typeof state === 'string' ? null : state;
}

/** Where one stands after some steps: a suspension point was reached, or it is still held, or every path has given it back or ended. */
type State = Suspension | 'held' | 'gone';

/** Deeper than any program that a person wrote; what is below counts as gone. */
const MAX_DEPTH = 200;

function follow(block: Block, from: number, holding: Holding, depth: number): State {
  if (depth > MAX_DEPTH) return 'gone';
  for (let index = from; index < block.length; index += 1) {
    const state = after(block[index] as Step, holding, depth + 1);
    if (state !== 'held') return state;
  }
  return 'held';
}

/** From the end of an inner block to the end of the block around it. */
function leave(place: Place, part: string, holding: Holding): State {
  const {step} = place;
  if (step.kind === 'try') {
    if (part === 'body') {
      const state = follow(step.otherwise, 0, holding, 0);
      if (state !== 'held') return state;
    }
    const state = part === 'finalizer' ? 'held' : follow(step.finalizer ?? [], 0, holding, 0);
    if (state !== 'held') return state;
  }
  return follow(place.block, place.index + 1, holding, 0);
}

function after(step: Step, holding: Holding, depth: number): State {
  switch (step.kind) {
    case 'call':
      return holding.isReleasedBy(step) ? 'gone' : 'held';
    case 'suspend':
      return step.value !== null && holding.isLeftTo?.(step.value) ? 'gone' : step;
    case 'exit':
      return step.how === 'yield' ? 'held' : 'gone';
    case 'branch':
      return afterBranch(step, holding, depth);
    case 'loop': {
      if (step.isAsync) return step.over !== null && holding.endsWithIteration?.(step.over) ? 'gone' : step;
      const state = follow(step.body, 0, holding, depth);
      // A body that always gives it back or leaves does so from the first turn on; there may be none.
      return typeof state === 'string' ? follow(step.otherwise, 0, holding, depth) : state;
    }
    case 'scope':
      if (holding.endsWith(step.resource)) return 'gone';
      return step.isAsync ? step : follow(step.body, 0, holding, depth);
    case 'try':
      return afterTry(step, holding, depth);
    default:
      return 'held';
  }
}

/** A side on which the thing was not got (`if conn is None`) holds nothing. */
function afterBranch(step: Branch, holding: Holding, depth: number): State {
  const got = holding.concerns(step.test) ? sideOnWhichItIsThere(step.test) : null;
  const sides = [got === 'otherwise' ? [] : step.then, got === 'then' ? [] : step.otherwise].map(block => follow(block, 0, holding, depth));
  const reached = sides.find(state => typeof state !== 'string');
  if (reached) return reached;
  if (got === 'then') return sides[0] ?? 'held';
  if (got === 'otherwise') return sides[1] ?? 'held';
  return sides.includes('held') ? 'held' : 'gone';
}

function sideOnWhichItIsThere(test: Value): 'then' | 'otherwise' {
  if (test.kind !== 'operation') return 'then';
  const isAgainstNothing = test.operands.some(operand => operand.kind === 'literal' && (operand.value === null || operand.value === undefined || operand.value === false));
  const isNegated = test.operator === 'not' || (isAgainstNothing && (test.operator === 'is' || test.operator === '=='));
  return isNegated ? 'otherwise' : 'then';
}

function afterTry(step: Try, holding: Holding, depth: number): State {
  if (releasesFinally(step, holding)) return 'gone';
  if (!isProtected(step, holding)) {
    const state = follow(step.body, 0, holding, depth);
    if (state !== 'held') return state;
  } else if (placesIn(step.body).some(({step: inner}) => inner.kind === 'call' && holding.isReleasedBy(inner))) {
    return 'gone';
  }
  const otherwise = follow(step.otherwise, 0, holding, depth);
  if (otherwise !== 'held') return otherwise;
  return follow(step.finalizer ?? [], 0, holding, depth);
}

function isProtected(step: Step, holding: Holding): boolean {
  if (step.kind === 'scope') return holding.endsWith(step.resource);
  return step.kind === 'try' && (releasesFinally(step, holding) || step.handlers.some(handler => handler.cancellation !== 'no' && touches(handler.body, holding)));
}

function releasesFinally(step: Try, holding: Holding): boolean {
  return step.finalizer !== null && touches(step.finalizer, holding);
}

/** Cleanup has many forms (`terminate`, `await cleanup(conn)`): in a finalizer, whatever is done with the thing counts. */
function touches(block: Block, holding: Holding): boolean {
  return placesIn(block).some(({step}) => {
    if (step.kind === 'scope') return holding.concerns(step.resource);
    return step.kind === 'call' && (holding.isReleasedBy(step) || (step.receiver !== null && holding.concerns(step.receiver)) || step.args.some(argument => holding.concerns(argument.value)));
  });
}
