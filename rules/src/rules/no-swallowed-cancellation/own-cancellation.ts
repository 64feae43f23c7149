import {isPlaceOf, isSamePlace, memberName, placesIn, placesOf, suspensionsIn, withinValue, type Block, type Call, type FunctionFacts, type Value} from '../../facts/index.ts';

/**
 * Whether the code waits for what it has cancelled itself: `task.cancel()`, then `await task`. The cancellation that arrives is then the
 * task's, not its own. The receiver may be a loop variable over the tasks, an attribute that another method cancels, or an alias of one.
 */
export function waitsForCancelled(body: Block, fn: FunctionFacts): boolean {
  const cancelled = cancelCalls(fn).flatMap(call => (call.receiver ? placesNamedIn(call.receiver, fn) : []));
  if (cancelled.length === 0) return false;
  return awaitedValues(body).flatMap(value => placesNamedIn(value, fn)).some(place => cancelled.some(other => isSamePlace(other, place)));
}

/** Whether only tasks and futures made elsewhere are awaited: somebody else may have cancelled them. */
export function waitsForOthersOnly(body: Block): boolean {
  const suspensions = suspensionsIn(body);
  return suspensions.every(suspension => suspension.kind === 'suspend') && awaitedValues(body).every(value => [...withinValue(value)].every(part => part.kind !== 'call' || WAITING.has(memberName(part.call.callee) ?? '')));
}

const WAITING: ReadonlySet<string> = new Set(['wait', 'wait_for', 'gather', 'shield', 'values']);

/** Asks whether this task itself is being cancelled. */
const ASKS: ReadonlySet<string> = new Set(['cancelling', 'uncancel']);

export function asksWhoWasCancelled(fn: FunctionFacts): boolean {
  return fn.calls.some(call => ASKS.has(memberName(call.callee) ?? ''));
}

/** In the function, the functions around it, and the methods of its class where an attribute is cancelled. */
function cancelCalls(fn: FunctionFacts): readonly Call[] {
  const calls: Call[] = [];
  for (let around: FunctionFacts | null = fn; around; around = around.parent) {
    for (const call of around.calls) calls.push(call);
  }
  for (const method of fn.class?.methods.values() ?? []) {
    if (method !== fn) calls.push(...method.calls.filter(call => call.receiver !== null && isOfInstance(call.receiver)));
  }
  return calls.filter(call => memberName(call.callee) === 'cancel');
}

function isOfInstance(value: Value): boolean {
  return value.kind === 'member' && (value.object.kind === 'self' || isOfInstance(value.object));
}

function awaitedValues(body: Block): readonly Value[] {
  return placesIn(body).flatMap(place => {
    if (isPlaceOf(place, 'suspend')) return place.step.value ? [place.step.value] : [];
    if (isPlaceOf(place, 'scope') && place.step.isAsync) return [place.step.resource];
    return isPlaceOf(place, 'loop') && place.step.isAsync && place.step.over ? [place.step.over] : [];
  });
}

const MAX_ALIASES = 20;

/** The names and attributes in a value, and what they are other names of. */
function placesNamedIn(value: Value, fn: FunctionFacts): readonly Value[] {
  const found: Value[] = [];
  const ahead = [value];
  for (let left = MAX_ALIASES, next = ahead.pop(); next && left > 0; left -= 1, next = ahead.pop()) {
    for (const part of withinValue(next)) {
      if (part.kind === 'name' && (part.binding.kind === 'import' || part.binding.kind === 'class')) continue;
      if (part.kind === 'name' || (part.kind === 'member' && isSamePlace(part, part))) found.push(part);
      if (part.kind === 'name') ahead.push(...part.binding.values.filter(isPlace), ...loopsOver(part, fn));
    }
  }
  return found;
}

function isPlace(value: Value): boolean {
  return value.kind === 'name' || value.kind === 'member' || value.kind === 'element';
}

function loopsOver(variable: Extract<Value, {kind: 'name'}>, fn: FunctionFacts): readonly Value[] {
  return [fn, variable.binding.owner].flatMap(placesOf).flatMap(({step}) => (step.kind === 'loop' && step.over && step.targets.includes(variable.binding) ? [step.over] : []));
}
