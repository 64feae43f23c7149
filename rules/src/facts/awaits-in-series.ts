import type {FileFacts} from './file.ts';
import type {Binding, FunctionFacts} from './function.ts';
import {loopsAround, placesIn, placesOfKind, type Place} from './paths/index.ts';
import {memberName} from './reference.ts';
import type {Block, Call, Loop, Suspend} from './step.ts';
import {mentions, withoutAwait} from './value-parts.ts';
import type {Value} from './value.ts';

/**
 * Awaits that a loop over elements makes one after the other, though the file shows no reason for it: each is of a call about its own element, no turn
 * hands anything on to the next, and none ends the loop.
 */
export function awaitsInSeries({functions}: FileFacts): Suspend[] {
  return functions.flatMap(fn => placesOfKind(fn, 'suspend').flatMap(place => (isInSeries(place, fn) ? [place.step] : [])));
}

function isInSeries(place: Place<Suspend>, fn: FunctionFacts): boolean {
  const [loop] = loopsAround(place);
  if (!loop || loop.step.form !== 'each' || loop.step.isAsync || place.step.how !== 'await') return false;
  const call = callOf(place.step);
  return call !== null && !isOrdered(call) && isAboutElement(call, loop.step) && !handsOn(loop.step, fn);
}

function callOf({value}: Suspend): Call | null {
  const awaited = value && withoutAwait(value);
  return awaited?.kind === 'call' ? awaited.call : null;
}

function isAboutElement({receiver, args}: Call, {targets}: Loop): boolean {
  const isElement = (part: Value) => part.kind === 'name' && targets.includes(part.binding);
  return [...(receiver ? [receiver] : []), ...args.map(({value}) => value)].some(value => mentions(value, isElement));
}

/** What is written through one stream, queue or connection is meant to arrive in order. */
const ORDERED = /^(write|writelines|put|push|send|sendall|send_\w+|append|add|insert|drain|flush|emit|publish|print|log)$/i;

function isOrdered({callee}: Call): boolean {
  return ORDERED.test(memberName(callee) ?? '');
}

/** Whether a turn has to be over before the next one may begin: it ends the loop early, pauses, or leaves something behind in a name from outside. */
function handsOn(loop: Loop, fn: FunctionFacts): boolean {
  return placesIn(loop.body).some(place => {
    const {step} = place;
    if (step.kind === 'exit') return step.how !== 'continue' && step.how !== 'throw';
    if (step.kind === 'suspend') return !mentionsAny(step.value, boundIn(loop.body, loop.targets));
    if (step.kind !== 'bind') return false;
    if (step.target.kind === 'element') return false;
    return step.target.kind !== 'name' || step.target.binding.owner !== fn || isBoundOutside(step.target.binding, loop);
  });
}

function mentionsAny(value: Value | null, bindings: ReadonlySet<Binding>): boolean {
  return value !== null && mentions(value, part => part.kind === 'name' && bindings.has(part.binding));
}

/** What belongs to one turn: the element, and what is bound on the way. */
function boundIn(body: Block, targets: readonly Binding[]): ReadonlySet<Binding> {
  return new Set([...targets, ...placesIn(body).flatMap(({step}) => (step.kind === 'bind' && step.target.kind === 'name' ? [step.target.binding] : []))]);
}

/** A name that lives outside of the loop carries something through it. */
function isBoundOutside({span}: Binding, loop: Loop): boolean {
  return span.start < loop.span.start || span.end > loop.span.end;
}
