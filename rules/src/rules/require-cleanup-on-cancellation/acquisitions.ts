import {memberOfAnything} from '../../catalogue/qualified-name.ts';
import type {Acquirer} from '../../catalogue/types.ts';
import {bindingOf, isSamePlace, memberName, placesOf, placesOfKind, withoutAwait, type Bind, type Binding, type Call, type FunctionFacts, type Place, type Value} from '../../facts/index.ts';
import type {FileAnalysis} from '../../project/analysis.ts';
import {meetsConditions} from '../../project/argument-tests.ts';
import {shapeOfCall} from '../../project/call-summary.ts';

/** A resource that a function has acquired and now answers for. */
export interface Acquisition {
  readonly call: Call;
  readonly acquirer: Acquirer;
  /** The last step of acquiring: from the next one on, it is held. */
  readonly place: Place;
  /** What holds it: the names bound to it, or the receiver whose state it is (`lock` of `lock.acquire()`). */
  readonly holders: readonly Value[];
  /** The names bound to it, where the function bound any. */
  readonly bindings: readonly Binding[];
  /** The one binding step, for rewrites. */
  readonly bind: Bind | null;
}

/** What the function acquires and keeps for itself: results bound to its own names, and receivers that it locks. */
export function acquisitionsOf(analysis: FileAnalysis, fn: FunctionFacts): readonly Acquisition[] {
  const found: Acquisition[] = [];
  for (const call of fn.calls) {
    const acquirer = acquirerOf(analysis, call);
    const acquisition = acquirer && (boundTo(call, acquirer, fn) ?? lockedBy(call, acquirer, fn));
    if (acquisition) found.push(acquisition);
  }
  return found;
}

function acquirerOf(analysis: FileAnalysis, call: Call): Acquirer | null {
  const meaning = analysis.target(call);
  const name = meaning.kind === 'api' ? meaning.name : meaning.kind === 'unknown' ? memberOfAnything(call.callee) : null;
  const acquirer = name ? analysis.catalogue.in(analysis.file.language).acquirer(name) : undefined;
  return acquirer && meetsConditions(acquirer, shapeOfCall(call)) ? acquirer : null;
}

/** `conn = await connect()`, `reader, writer = await open_connection()`, `const {client, release} = await pool.connect()`. */
function boundTo(call: Call, acquirer: Acquirer, fn: FunctionFacts): Acquisition | null {
  const binds = placesOfKind(fn, 'bind').filter(({step}) => isResultOf(step.value, call));
  const last = binds.at(-1);
  const bindings = binds.map(({step}) => bindingOf(step.target));
  if (!last || !bindings.every(binding => binding !== null && binding.kind === 'local' && binding.owner === fn)) return null;
  const holders = [...binds.map(({step}) => step.target), ...receiversOf(call, acquirer)];
  return {call, acquirer, place: openingOf(last, acquirer, fn) ?? last, holders, bindings: bindings.filter(binding => binding !== null), bind: binds.length === 1 ? last.step : null};
}

/** `await runner.connect()`, where it is the first thing that is waited for after `const runner = source.createQueryRunner()`. */
function openingOf({step: {target}, block, index}: Place<Bind>, {opens}: Acquirer, fn: FunctionFacts): Place | null {
  const next = opens === undefined ? undefined : block.slice(index + 1).find(step => step.kind === 'suspend');
  if (next?.kind !== 'suspend' || next.value?.kind !== 'call') return null;
  const {callee, receiver} = next.value.call;
  const isOpening = receiver !== null && isSamePlace(receiver, target) && memberName(callee) === opens;
  return isOpening ? (placesOfKind(fn, 'suspend').find(({step}) => step === next) ?? null) : null;
}

/** The result itself, or one of its elements or members that a pattern took. */
function isResultOf(value: Value, call: Call): boolean {
  let inner = withoutAwait(value);
  if (inner.kind === 'element' || inner.kind === 'member') inner = withoutAwait(inner.object);
  return inner.kind === 'call' && inner.call === call;
}

/** `await lock.acquire()`, with the release on the same receiver. A call whose result is a condition is taken when it holds. */
function lockedBy(call: Call, acquirer: Acquirer, fn: FunctionFacts): Acquisition | null {
  const holders = receiversOf(call, acquirer);
  if (holders.length === 0 || call.use.kind === 'bound') return null;
  const places = placesOf(fn);
  // What the object keeps, it releases.
  if (places.some(({step}) => step.kind === 'bind' && step.target.kind === 'member' && isResultOf(step.value, call))) return null;
  const since = places.findIndex(({step}) => step === call);
  const place = places.slice(since).find(({step}) => (call.use.kind === 'awaited' ? step.kind === 'suspend' && step.value !== null && isResultOf(step.value, call) : step === call));
  return place ? {call, acquirer, place, holders, bindings: [], bind: null} : null;
}

/** `pool` of `conn = await pool.acquire()` … `pool.release(conn)`. */
function receiversOf({receiver}: Call, {releases}: Acquirer): readonly Value[] {
  return receiver && isSamePlace(receiver, receiver) && releases.some(release => release.on === 'receiver') ? [receiver] : [];
}
