import type {ItemWrite} from '../../catalogue/types.ts';
import {isPlaceOf, lastName, loopOf, mentions, outwards, placesIn, placesOfKind, sizeOf, type Binding, type Call, type Loop, type Place, type Value} from '../../facts/index.ts';

/**
 * The innermost loop that does this write in every turn, to one place, with an item of its own, and waits for nothing else meanwhile:
 * what it writes is in hand already and could be written together. Null for everything else.
 */
export function loopThatWritesEach(call: Call, write: ItemWrite): Place<Loop> | null {
  const place = placesOfKind(call.function, 'call').find(({step}) => step === call);
  const loop = place && innermostLoop(place, write);
  if (!loop || !runsOverItems(loop.step) || waitsForMore(loop.step, call)) return null;
  return isOneTarget(call, write, loop.step) && !isPart(call, loop.step) ? loop : null;
}

/** Null where a condition on the way says that not every item is written: each hundredth, when a buffer is full, when time has passed. */
function innermostLoop(place: Place, {to}: ItemWrite): Place<Loop> | null {
  for (const {place: outer, part} of outwards(place)) {
    if (outer.step.kind === 'loop') return part === 'body' ? (outer as Place<Loop>) : null;
    if (outer.step.kind === 'try' && part !== 'body') return null;
    if (outer.step.kind === 'branch' && (to === 'events' || thins(outer.step.test))) return null;
  }
  return null;
}

function thins(test: Value): boolean {
  return mentions(test, part => part.kind === 'operation' && THINNING.has(part.operator));
}

const THINNING: ReadonlySet<string> = new Set(['%', '<', '<=', '>', '>=', '==']);

/** More items than somebody wrote out one by one. */
const FEW = 16;

/** What a stream gives comes one by one, and a `while` says nothing of how often it turns. */
function runsOverItems({form, isAsync, over}: Loop): boolean {
  if (form !== 'each' || isAsync || !over) return false;
  const size = sizeOf(over);
  return size.kind === 'data' || (size.kind === 'known' && size.count > FEW) || (size.kind === 'bounded' && over.kind === 'range');
}

/** An item that has to be waited for, or that another loop makes, is not in hand; nor is one after which a pause is meant. */
function waitsForMore(loop: Loop, call: Call): boolean {
  return placesIn(loop.body).some(({step}) => {
    if (step.kind === 'suspend') return !(step.value?.kind === 'call' && step.value.call === call);
    if (step.kind === 'scope') return true;
    if (step.kind === 'exit') return step.how === 'yield';
    return step.kind === 'loop' && step.isAsync;
  });
}

/** `appendFile(join(dir, name))`, `files[name].write`: each item has a place of its own. */
function isOneTarget({receiver, args}: Call, {target}: ItemWrite, loop: Loop): boolean {
  const value = target === 'receiver' ? receiver : target === null || target === 'callee' ? null : (args[target.argument]?.value ?? null);
  return value === null || !mentions(value, part => part.kind === 'name' && (loop.targets.includes(part.binding) || isBoundIn(part.binding, loop)));
}

function isBoundIn(binding: Binding, loop: Loop): boolean {
  return placesIn(loop.body).some(place => isPlaceOf(place, 'bind') && place.step.target.kind === 'name' && place.step.target.binding === binding) || loopOf(binding) === loop;
}

/** A part of a large whole is what one ought to write at a time. */
function isPart({args}: Call, loop: Loop): boolean {
  const names = [...loop.targets.map(({name}) => name), ...args.map(({value}) => lastName(value)), loop.over ? lastName(loop.over) : ''];
  return names.some(name => PARTS.test(name)) || args.some(({value}) => isJoined(value) || mentions(value, part => part.kind === 'slice')) || steps(loop);
}

/** Many items in one text: `"".join(rows)`. */
function isJoined(value: Value): boolean {
  return value.kind === 'call' && lastName(value) === 'join';
}

const PARTS = /chunk|block|buf|batch|page|part|segment|piece|slice|frame|packet|section|document|message|file/i;

/** `range(0, length, 65536)` goes by strides. */
function steps({over}: Loop): boolean {
  return over?.kind === 'range' && over.call !== null && over.call.args.length >= 3;
}

/** The number of the turn: `i` of `for i in range(n)`, `for i, x in enumerate(xs)`, `for (const [i, x] of xs.entries())`. */
export function counterOf({over, targets}: Loop): string | null {
  const [first] = targets;
  if (!first || !over) return null;
  if (over.kind === 'range') return first.name;
  return over.kind === 'call' && targets.length > 1 && (/^(enumerate|entries)$/.test(lastName(over))) ? first.name : null;
}
