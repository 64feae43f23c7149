import {bindingOf, calleeName, contains, isSamePlace, mentions, partsOfValue, withinValue, type Binding, type Call, type Confidence, type FunctionFacts, type Loop, type Value} from '../facts/index.ts';
import type {FileAnalysis} from '../project/analysis.ts';
import {isClock, type IdleLoop} from './idle-loop.ts';

/** What an idle loop looks at, turn after turn. */
export interface Polled {
  readonly what: 'clock' | 'state';
  readonly value: Value;
  /** How sure it is that somebody here changes it, who could as well say so. */
  readonly confidence: Confidence;
}

/** Null where nothing is looked at that could change by itself: a counter, a constant. */
export function polledBy(analysis: FileAnalysis, fn: FunctionFacts, loop: Loop, idle: IdleLoop): Polled | null {
  // Without a pause, a loop over something ends by itself.
  if (idle.pauses.length === 0 && (loop.form !== 'while' || isGettingOn(analysis, idle))) return null;
  const looked = idle.tests.flatMap(test => assignedValues(test, idle));
  if (sleepsForWhatIsLeft(idle, looked)) return null;
  const states = looked.flatMap(value => stateIn(analysis, fn, loop, idle, value) ?? []);
  const surest = CONFIDENCES.map(confidence => states.find(state => state.confidence === confidence)).find(state => state !== undefined);
  if (surest) return surest;
  const clock = looked.flatMap(value => [...withinValue(value)]).find(part => part.kind === 'call' && isClock(analysis, part.call));
  return clock && !idle.isTalking && idle.tests.every(test => isOfTime(analysis, test, idle)) && !looked.some(isSinceMoment) ? {what: 'clock', value: clock, confidence: 'probable'} : null;
}

const CONFIDENCES: readonly Confidence[] = ['definite', 'probable', 'possible'];

/** `await sleep(end - now)`: it sleeps once, unless the end moves meanwhile. */
function sleepsForWhatIsLeft({pauses}: IdleLoop, looked: readonly Value[]): boolean {
  const names = looked.flatMap(value => [...withinValue(value)]).flatMap(part => bindingOf(part) ?? []);
  return pauses.some(({step: {value}}) => value !== null && mentions(value, part => part.kind === 'operation' && mentions(part, inner => names.includes(bindingOf(inner) as Binding))));
}

/** `while (node.next) node = node.next`: without a pause, what its turns assign is what it is about, unless that is the time. */
function isGettingOn(analysis: FileAnalysis, {tests, assigned}: IdleLoop): boolean {
  return assigned.some(({target, value}) => tests.some(test => mentions(test, part => isSamePlace(part, target))) && !mentions(value, part => part.kind === 'call' && isClock(analysis, part.call)));
}

/** The test, and what its turns assign to the names in it: `state = self.state; if state == DONE: break`. */
function assignedValues(test: Value, {assigned}: IdleLoop): readonly Value[] {
  const names = [...withinValue(test)].flatMap(part => (part.kind === 'name' ? [part.binding] : []));
  return [test, ...assigned.flatMap(({target, value}) => (target.kind === 'name' && names.includes(target.binding) ? [value] : []))];
}

function stateIn(analysis: FileAnalysis, fn: FunctionFacts, loop: Loop, idle: IdleLoop, test: Value): Polled | null {
  // Parts are looked at from the outside inwards, so that `self.queue` is told and not `self`.
  const ahead: Value[] = [test];
  for (let part = ahead.pop(); part; part = ahead.pop()) {
    const confidence = confidenceOf(analysis, fn, loop, idle, part, test);
    if (confidence) return {what: 'state', value: part, confidence};
    if (part.kind !== 'member' && part.kind !== 'element') ahead.push(...partsOfValue(part).toReversed());
  }
  return null;
}

function confidenceOf(analysis: FileAnalysis, fn: FunctionFacts, loop: Loop, {assigned}: IdleLoop, part: Value, test: Value): Confidence | null {
  if (assigned.some(({target}) => mentions(part, inner => isSamePlace(inner, target)))) return null;
  if (loop.targets.some(target => mentions(part, inner => bindingOf(inner) === target)) || isMoment(part, test)) return null;
  switch (part.kind) {
    case 'member':
    case 'element':
      return isConstant(part) ? null : ownershipOf(part, loop);
    case 'name':
      return isReassignedElsewhere(part.binding, fn) ? 'probable' : null;
    case 'call':
      return confidenceOfCall(analysis, loop, part.call);
    default:
      return null;
  }
}

/** `now - self.last_seen > timeout`: who waits for a time without events has no event to wait for. */
function isMoment(part: Value, test: Value): boolean {
  return mentions(test, operation => operation.kind === 'operation' && operation.operator === '-' && operation.operands.some(operand => isSamePlace(operand, part)));
}

/** Whether a test asks for the time, and so a sleep of its own could answer it. */
function isOfTime(analysis: FileAnalysis, test: Value, idle: IdleLoop): boolean {
  return assignedValues(test, idle).some(value => mentions(value, part => part.kind === 'call' && isClock(analysis, part.call)));
}

/** Somebody else says from when on the time is counted. */
function isSinceMoment(test: Value): boolean {
  return mentions(test, part => (part.kind === 'member' || part.kind === 'element') && isMoment(part, test));
}

/** `event.is_set()`, `len(tasks)`: questions whose answer changes while the loop sleeps. */
function confidenceOfCall(analysis: FileAnalysis, loop: Loop, call: Call): Confidence | null {
  const target = analysis.target(call);
  const [argument] = call.args;
  if (target.kind === 'api') {
    // What another thread or process sets cannot be awaited as it is.
    if (/^(threading|multiprocessing|queue|concurrent\.futures)\./.test(target.name)) return 'possible';
    if (/^(asyncio|anyio|trio)\..*\.(is_set|done|empty|full|qsize|locked|cancelled)$/.test(target.name)) return 'definite';
    return target.name === 'builtins.len' && argument ? ofCollection(argument.value, loop) : null;
  }
  if (!call.receiver || !/^(is_?set|done|empty|full|qsize|locked|is_?empty|has|get|includes)$/.test(calleeName(call))) return null;
  return ofCollection(call.receiver, loop);
}

function ofCollection(value: Value, loop: Loop): Confidence | null {
  if (value.kind === 'name') return isModule(value.binding) || (isOfLoop(value.binding, loop) && value.binding.kind !== 'loop') ? null : 'probable';
  return value.kind === 'member' || value.kind === 'element' ? ownershipOf(value, loop) : null;
}

/** Certain of one's own members and names; what belongs to somebody else may have no event to wait for. */
function ownershipOf(value: Value, loop: Loop): Confidence | null {
  let depth = 0;
  let at: Value = value;
  for (; at.kind === 'member' || at.kind === 'element'; at = at.object) depth += 1;
  if (at.kind === 'self') return depth === 1 || isMeasure(value) ? 'probable' : 'possible';
  if (at.kind === 'name') {
    if (isOfLoop(at.binding, loop)) return null;
    return isMeasure(value) && depth === 1 && at.binding.kind === 'local' ? 'probable' : 'possible';
  }
  return at.kind === 'global' ? 'possible' : null;
}

/** `queue.length` of a collection is as much one's own as the collection. */
function isMeasure(value: Value): boolean {
  return value.kind === 'member' && /^(length|size)$/.test(value.name);
}

/** A name that a function inside, or the one around, gives another value meanwhile. */
function isReassignedElsewhere(binding: Binding, fn: FunctionFacts): boolean {
  if (binding.kind !== 'local' || isConstantName(binding.name)) return false;
  return binding.values.length > 1 && (binding.owner !== fn || binding.capturedBy.length > 0);
}

function isOfLoop(binding: Binding, loop: Loop): boolean {
  return contains(loop.span, binding.span);
}

function isModule({kind}: Binding): boolean {
  return kind === 'import' || kind === 'class';
}

/** `Status.DONE`, `config.MAX_SIZE`: what is written in capitals does not change. */
function isConstant(value: Value): boolean {
  return value.kind === 'member' && isConstantName(value.name);
}

function isConstantName(name: string): boolean {
  return /^_*[A-Z][A-Z0-9_]*$/.test(name) && name.length > 1;
}
