import type {Binding, FunctionFacts} from './function.ts';
import {placesOfKind, type Place} from './paths/places.ts';
import {memberName} from './reference.ts';
import type {Grow, Loop} from './step.ts';
import type {Value} from './value.ts';

/** An element joins a collection. `each` is what the callback around it runs over: `urls.forEach(url => requests.push(…))`. */
export interface Growth {
  readonly place: Place<Grow>;
  readonly each: Value | null;
}

/** Where elements join the collection that a name holds, in its own function and in those that capture it. */
export function growthOf(binding: Binding): readonly Growth[] {
  return [binding.owner, ...binding.capturedBy].flatMap(fn => (growthsIn(fn).get(binding) ?? []).map(place => ({place, each: fn === binding.owner ? null : eachOf(fn)})));
}

/** What a callback is called for each element of. */
function eachOf({made}: FunctionFacts): Value | null {
  return made?.argumentOf.receiver && /^(forEach|map|flatMap)$/.test(memberName(made.argumentOf.callee) ?? '') ? made.argumentOf.receiver : null;
}

const growths = new WeakMap<FunctionFacts, ReadonlyMap<Binding, readonly Place<Grow>[]>>();

function growthsIn(fn: FunctionFacts): ReadonlyMap<Binding, readonly Place<Grow>[]> {
  const known = growths.get(fn);
  if (known) return known;
  const found = new Map<Binding, Place<Grow>[]>();
  for (const place of placesOfKind(fn, 'grow')) {
    if (place.step.collection.kind !== 'name') continue;
    const {binding} = place.step.collection;
    found.set(binding, [...(found.get(binding) ?? []), place]);
  }
  growths.set(fn, found);
  return found;
}

/** The loop whose turns bind the name. */
export function loopOf(binding: Binding): Loop | undefined {
  return loopsByTarget(binding.owner).get(binding);
}

const loops = new WeakMap<FunctionFacts, ReadonlyMap<Binding, Loop>>();

function loopsByTarget(fn: FunctionFacts): ReadonlyMap<Binding, Loop> {
  let found = loops.get(fn);
  if (!found) {
    found = new Map(placesOfKind(fn, 'loop').flatMap(({step}) => step.targets.map(target => [target, step] as const)));
    loops.set(fn, found);
  }
  return found;
}
