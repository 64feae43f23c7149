import type {ThreadLock} from '../../catalogue/types.ts';
import {isPlaceOf, isSamePlace, memberName, mentions, placesIn, placesOf, placesOfKind, type Call, type FunctionFacts, type Place, type Scope, type Span, type Value} from '../../facts/index.ts';
import type {FileAnalysis} from '../../project/analysis.ts';
import {referenceOfValue} from '../../project/value-reference.ts';

/** A place at which a function takes a thread lock: the scope that enters it, or the call of `acquire`. */
export interface Taking {
  readonly lock: ThreadLock;
  readonly value: Value;
  readonly place: Place;
  /** What runs inside of the scope; null where the lock is taken by a call, and given back by another. */
  readonly within: readonly Place[] | null;
  readonly waits: 'for ever' | 'for a time';
  /** The function has made it itself, so that nobody has taken it yet. */
  readonly isFresh: boolean;
  readonly span: Span;
}

/** Without those that never wait (`blocking=False`), and locks that no other function can see. */
export function takingsIn(analysis: FileAnalysis, fn: FunctionFacts): readonly Taking[] {
  const found: Taking[] = [];
  for (const place of placesOf(fn)) {
    const taking = isPlaceOf(place, 'scope') ? enteredAt(analysis, fn, place) : isPlaceOf(place, 'call') ? acquiredAt(analysis, fn, place) : null;
    if (taking && !(taking.isFresh && isKeptToItself(taking.value, fn))) found.push(taking);
  }
  return found;
}

function enteredAt(analysis: FileAnalysis, fn: FunctionFacts, place: Place<Scope>): Taking | null {
  const {isAsync, resource, body} = place.step;
  const lock = isAsync ? undefined : lockOf(analysis, fn, resource);
  return lock ? {lock, value: resource, place, within: placesIn(body), waits: 'for ever', isFresh: isMadeHere(resource, fn), span: resource.span} : null;
}

function acquiredAt(analysis: FileAnalysis, fn: FunctionFacts, place: Place<Call>): Taking | null {
  const {receiver, callee, use, span} = place.step;
  if (!receiver || memberName(callee) !== 'acquire' || use.kind === 'awaited') return null;
  const waits = waitOf(place.step);
  const lock = waits && lockOf(analysis, fn, receiver);
  return lock ? {lock, value: receiver, place, within: null, waits, isFresh: isMadeHere(receiver, fn), span} : null;
}

function lockOf(analysis: FileAnalysis, fn: FunctionFacts, value: Value): ThreadLock | undefined {
  const meaning = analysis.meaning(referenceOfValue(value, fn));
  return meaning.kind === 'api' ? analysis.catalogue.in(analysis.file.language).threadLock(meaning.name) : undefined;
}

/** `acquire(blocking=True, timeout=-1)`; null when it gives up at once. */
function waitOf({args}: Call): Taking['waits'] | null {
  const argument = (index: number, name: string) => (args.find(given => given.name === name) ?? args.filter(given => given.name === null)[index])?.value;
  const blocking = argument(0, 'blocking') ?? argument(0, 'block');
  const timeout = argument(1, 'timeout');
  if (blocking?.kind === 'literal' && !blocking.value) return null;
  if (!timeout || (timeout.kind === 'literal' && (timeout.value === null || timeout.value === -1))) return 'for ever';
  return timeout.kind === 'literal' && timeout.value === 0 ? null : 'for a time';
}

/** A lock of one call alone: a name of the function's own, bound to what the function makes. */
function isMadeHere(value: Value, fn: FunctionFacts): boolean {
  if (value.kind !== 'name') return false;
  const {kind, owner, values} = value.binding;
  return kind === 'local' && owner === fn && values.some(made => made.kind === 'call' && made.call.function === fn && made.call.receiver?.kind !== 'self');
}

/** Neither captured nor handed on, so that nobody else can take it. */
function isKeptToItself(value: Value, fn: FunctionFacts): boolean {
  if (value.kind !== 'name' || value.binding.capturedBy.length > 0) return false;
  const isIt = (part: Value) => part.kind === 'name' && part.binding === value.binding;
  return !placesOfKind(fn, 'bind').some(({step}) => mentions(step.value, isIt)) && !fn.calls.some(call => call.args.some(argument => mentions(argument.value, isIt)));
}

export function isReleaseOf(call: Call, lock: Value): boolean {
  return call.receiver !== null && memberName(call.callee) === 'release' && isSamePlace(call.receiver, lock);
}
