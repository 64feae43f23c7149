import {memberOfAnything} from '../../catalogue/qualified-name.ts';
import type {Combinator} from '../../catalogue/types.ts';
import {
  bindingOf, calleeName, contains, growthOf, loopsAround, placesOf, placesOfKind, withoutAwait,
  type Argument, type Call, type CollectionValue, type EachValue, type FunctionFacts, type Loop, type Place, type Value,
} from '../../facts/index.ts';
import type {FileAnalysis} from '../../project/analysis.ts';
import {workOf, workOfMapper, type StartedWork} from './started-work.ts';

/** A place where awaitables are started together, one per element of something. */
export interface FanOut {
  /** The combinator, or the call that starts one in a loop. */
  readonly at: Call;
  readonly form: 'combined' | 'started' | 'mapped';
  /** What there is one of per element. */
  readonly over: Value | null;
  /** A loop that fills a list or starts tasks. */
  readonly loop: Place<Loop> | null;
  readonly each: EachValue | null;
  readonly work: StartedWork;
  /** The argument or option by which the combinator can be bounded. */
  readonly limit: string | null;
  /** The call that starts one, where it is not the combinator: `tasks.append(fetch(u))`. */
  readonly starter: Call | null;
}

/** Every fan-out of a function; the tasks that a combinator collects are told once, at the combinator. */
export function fanOutsOf(analysis: FileAnalysis, fn: FunctionFacts): readonly FanOut[] {
  const found: FanOut[] = [];
  for (const call of fn.calls) {
    const combinator = combinatorOf(analysis, call);
    // Most calls are neither, and nothing is made for them.
    if (combinator) found.push(...combinedBy(analysis, call, combinator, fn));
    else if (calleeName(call) === 'forEach') found.push(...forEachAsync(analysis, call, fn));
  }
  if (placesOfKind(fn, 'loop').length === 0) return found;
  const told = new Set(found.flatMap(callsIn));
  for (const place of placesOfKind(fn, 'call')) {
    const started = told.has(place.step) ? null : startedInLoop(analysis, place, fn);
    if (started) found.push(started);
  }
  return found;
}

function callsIn({each, starter}: FanOut): readonly Call[] {
  const element = each?.element;
  return [...(starter ? [starter] : []), ...(element?.kind === 'call' ? [element.call] : [])];
}

function combinatorOf(analysis: FileAnalysis, call: Call): Combinator | null {
  const meaning = analysis.target(call);
  const name = meaning.kind === 'api' ? meaning.name : meaning.kind === 'unknown' ? memberOfAnything(call.callee) : null;
  return (name ? analysis.catalogue.in(analysis.file.language).combinator(name) : null) ?? null;
}

function* combinedBy(analysis: FileAnalysis, call: Call, combinator: Combinator, fn: FunctionFacts): Iterable<FanOut> {
  if (combinator.limit && isGiven(call, combinator.limit)) return;
  switch (combinator.form) {
    case 'spread':
      for (const {isSpread, name, value} of call.args) {
        if (isSpread && name === null) yield* fromCollection(analysis, call, value, fn);
      }
      return;
    case 'iterable':
      if (combinator.name.startsWith('*.')) yield* fromBatch(call, combinator.limit);
      else if (call.args[0]) yield* fromCollection(analysis, call, call.args[0].value, fn);
      return;
    case 'mapped': {
      const [over, mapper] = combinator.name.startsWith('aiometer') ? [call.args[1], call.args[0]] : call.args;
      if (over && mapper) yield {at: call, form: 'mapped', over: over.value, loop: null, each: null, work: workOfMapper(analysis, mapper.value, fn), starter: null, limit: combinator.limit};
    }
  }
}

/** A limit is an argument by its name, or a member of an options record. An options variable may carry one. */
function isGiven(call: Call, limit: string): boolean {
  return call.args.some(argument => argument.name === limit || argument.isSpread || isOptionsWith(argument, limit));
}

function isOptionsWith({name, value}: Argument, limit: string): boolean {
  if (value.kind === 'collection' && value.form === 'record') return value.elements.some(element => element.isSpread || element.name === limit || isLiteral(element.value, limit) || isOptionsWith(element, limit));
  if (value.kind === 'call') return value.call.args.some(argument => argument.name === limit || argument.isSpread || isOptionsWith(argument, limit));
  return name === 'config' || (name === null && value.kind === 'name' && /config|options|opts/i.test(value.binding.name));
}

function isLiteral(value: Value, text: string): boolean {
  return value.kind === 'literal' && value.value === text;
}

/** `chain.abatch(inputs)`: the library itself starts one per input. */
function* fromBatch(call: Call, limit: string | null): Iterable<FanOut> {
  const [over] = call.args;
  if (over && !call.args.some(({name, isSpread}) => name === 'config' || isSpread) && call.args.filter(({name}) => name === null).length < 2) {
    yield {at: call, form: 'mapped', over: over.value, loop: null, each: null, starter: null, limit, work: {kind: 'work', io: 'known', runsIn: 'loop', label: calleeName(call).replace(/^abatch.*/, 'ainvoke'), isRecursive: false}};
  }
}

/** The elements of a combinator: a comprehension or map, a list filled in a loop, or several of these spread into one. */
function* fromCollection(analysis: FileAnalysis, at: Call, collection: Value, fn: FunctionFacts, depth = 0): Iterable<FanOut> {
  const value = withoutCopy(collection);
  switch (value.kind) {
    case 'each':
      yield {at, form: 'combined', over: value.over, loop: null, each: value, work: workOf(analysis, value, fn), starter: null, limit: null};
      return;
    case 'collection':
      yield* fromElements(analysis, at, value, fn, depth);
      return;
    case 'operation':
      if (depth < 4) for (const operand of value.operands) yield* fromCollection(analysis, at, operand, fn, depth + 1);
      return;
    case 'name':
      if (value.binding.kind === 'local' && value.binding.owner === fn && depth < 4) yield* fromName(analysis, at, value, fn, depth);
  }
}

function* fromElements(analysis: FileAnalysis, at: Call, {elements}: CollectionValue, fn: FunctionFacts, depth: number): Iterable<FanOut> {
  for (const element of elements) {
    if (element.isSpread && depth < 4) yield* fromCollection(analysis, at, element.value, fn, depth + 1);
  }
}

function* fromName(analysis: FileAnalysis, at: Call, value: Extract<Value, {kind: 'name'}>, fn: FunctionFacts, depth: number): Iterable<FanOut> {
  const {binding} = value;
  if (binding.values.length === 1 && binding.values[0]) yield* fromCollection(analysis, at, binding.values[0], fn, depth + 1);
  for (const {place, each} of growthOf(binding)) {
    const [loop] = loopsAround(place);
    // A list that is filled in a loop and combined in the same turn is as large as one turn makes it.
    if (!each && (!loop || contains(loop.step.span, at.span))) continue;
    const {element} = place.step;
    const made = bindingOf(element)?.values[0] ?? element;
    yield {at, form: 'combined', over: each ?? loop?.step.over ?? null, loop: each ? null : (loop ?? null), each: null, work: workOf(analysis, made, fn), limit: null, starter: made.kind === 'call' ? made.call : null};
  }
}

/** `list(xs)`, `[...xs]`, `Array.from(xs)` and a filtered map are the same elements. */
function withoutCopy(value: Value): Value {
  const inner = withoutAwait(value);
  if (inner.kind === 'collection' && inner.elements.length === 1 && inner.elements[0]?.isSpread) return withoutCopy(inner.elements[0].value);
  if (inner.kind !== 'call') return inner;
  const {args, receiver} = inner.call;
  const name = calleeName(inner.call);
  if (/^(list|set|tuple|from)$/.test(name) && args.length === 1 && args[0]) return withoutCopy(args[0].value);
  return receiver && /^(flat|filter|reverse|concat)$/.test(name) ? withoutCopy(receiver) : inner;
}

/** `urls.forEach(async url => …)`: nobody waits for any of them. */
function* forEachAsync(analysis: FileAnalysis, call: Call, fn: FunctionFacts): Iterable<FanOut> {
  const [mapper] = call.args;
  if (analysis.file.language !== 'javascript' || calleeName(call) !== 'forEach' || !call.receiver || !mapper) return;
  const made = analysis.functionOf(mapper.value);
  if (made?.summary.isAsync) yield {at: call, form: 'started', over: call.receiver, loop: null, each: null, work: workOfMapper(analysis, mapper.value, fn), starter: null, limit: null};
}

/** A task per turn of a loop, and nobody waits before the next turn. */
function startedInLoop(analysis: FileAnalysis, place: Place<Call>, fn: FunctionFacts): FanOut | null {
  const [loop] = loopsAround(place);
  const call = place.step;
  if (!loop || !isStarter(analysis, call, fn)) return null;
  return {at: call, form: 'started', over: loop.step.over, loop, each: null, work: workOf(analysis, {kind: 'call', call, span: call.span}, fn), limit: null, starter: call};
}

/** A starter of the catalogue whose task is not awaited at once; in JavaScript also a call of an asynchronous function whose promise is dropped. */
function isStarter(analysis: FileAnalysis, call: Call, fn: FunctionFacts): boolean {
  if (call.use.kind === 'awaited' || isAwaitedByName(call, fn)) return false;
  if (isTaskStarter(analysis, call) || isExecutorSubmit(analysis, call)) return true;
  return analysis.file.language === 'javascript' && call.use.kind === 'discarded' && analysis.isAwaitable(call) === 'yes' && !combinatorOf(analysis, call);
}

/** `create_task`, `start_soon`: each call starts one. */
export function isTaskStarter(analysis: FileAnalysis, call: Call): boolean {
  return combinatorOf(analysis, call)?.form === 'starter';
}

function isExecutorSubmit(analysis: FileAnalysis, call: Call): boolean {
  const meaning = analysis.target(call);
  return meaning.kind === 'api' && /^concurrent\.futures\.(Thread|Process)PoolExecutor\(\)\.submit$/.test(meaning.name);
}

/** `task = create_task(f()); …; await task` in the same turn. */
function isAwaitedByName(call: Call, fn: FunctionFacts): boolean {
  const {use} = call;
  if (use.kind !== 'bound') return false;
  const target = bindingOf(use.target);
  const places = placesOf(fn);
  const start = places.find(({step}) => step === call);
  const [loop] = start ? loopsAround(start) : [];
  return target !== null && places.some(place => place.step.kind === 'suspend' && place.step.value !== null && bindingOf(place.step.value) === target && loopsAround(place)[0]?.step === loop?.step);
}
