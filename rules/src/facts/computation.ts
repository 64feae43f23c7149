import {constantNumber} from './constants.ts';
import type {Binding, FunctionFacts} from './function.ts';
import {isPlaceOf, loopsAround, outwards, placesOf, type Place} from './paths/places.ts';
import {isSuspension} from './paths/suspensions.ts';
import {sizeOf} from './sizes.ts';
import type {Span} from './span.ts';
import type {Call, Loop, Step} from './step.ts';
import {calleeName, isSamePlace} from './value-parts.ts';
import type {Value} from './value.ts';

/** A loop, or a call that is one, which goes round as often as constants and the function's own parameters say, without a suspension point. */
export interface Computation {
  readonly step: Loop | Call;
  /** The header of the loop, or the call. */
  readonly span: Span;
  /** How often the innermost of its loops goes round, without the share of the parameters. */
  readonly turns: number;
  /** The parameters by which that is multiplied; one may be there twice. */
  readonly parameters: readonly Binding[];
  /** It may be left before its end. */
  readonly mayEndEarly: boolean;
}

/** The outermost loops of a function that go round as often as is known. */
export function computationsOf(fn: FunctionFacts): readonly Computation[] {
  let found = known.get(fn);
  if (!found) known.set(fn, (found = findComputations(fn)));
  return found;
}

const known = new WeakMap<FunctionFacts, readonly Computation[]>();

const NONE: readonly Computation[] = [];

function findComputations(fn: FunctionFacts): readonly Computation[] {
  const places = placesOf(fn);
  const rounds = places.filter(place => isRound(place.step));
  if (rounds.length === 0) return NONE;
  const suspending = suspendingLoops(places);
  const early = loopsLeftEarly(places);
  const inside = new Map<Step, Weight[]>();
  const found: Computation[] = [];
  // From the inside outwards: what is written later is never around what is written before.
  for (const place of rounds.toReversed()) {
    const step = place.step as Loop | Call;
    const own = step.kind === 'loop' ? turnsOfLoop(step, fn) : turnsOfCall(step);
    const mayEndEarly = step.kind === 'loop' ? early.has(step) : EARLY_METHODS.test(calleeName(step));
    const weights = (inside.get(step) ?? [ONCE]).map(weight => times(weight, own, place, mayEndEarly));
    if (suspending.has(step)) {
      found.push(...told(inside.get(step)));
      continue;
    }
    const outer = loopsAround(place)[0]?.step;
    if (outer) inside.set(outer, heaviest([...(inside.get(outer) ?? []), ...weights]));
    else found.push(...told(weights));
  }
  return found;
}

function isRound(step: Step): boolean {
  return (step.kind === 'loop' && !step.isAsync) || (step.kind === 'call' && turnsOfCall(step) !== null);
}

/** A number of turns, and the outermost place of which something is known. */
interface Weight {
  readonly place: Place | null;
  readonly turns: number;
  readonly parameters: readonly Binding[];
  readonly mayEndEarly: boolean;
}

const ONCE: Weight = {place: null, turns: 1, parameters: [], mayEndEarly: false};

/** How often a loop goes round: a number, as often as a parameter says; null where nobody knows. */
type Turns = number | Binding | null;

/** Of a loop of which nothing is known, at least one turn is taken to be made. */
function times(weight: Weight, own: Turns, place: Place, mayEndEarly: boolean): Weight {
  if (own === null) return weight;
  const ends = weight.mayEndEarly || mayEndEarly;
  if (typeof own === 'number') return {place, turns: Math.min(weight.turns * own, Number.MAX_SAFE_INTEGER), parameters: weight.parameters, mayEndEarly: ends};
  return {place, turns: weight.turns, parameters: [...weight.parameters, own], mayEndEarly: ends};
}

/** The one with the most turns, with and without parameters. */
function heaviest(weights: readonly Weight[]): Weight[] {
  const most = (of: readonly Weight[]) => of.reduce<Weight | null>((a, b) => (a && a.turns >= b.turns ? a : b), null);
  return [most(weights.filter(({parameters}) => parameters.length === 0)), most(weights.filter(({parameters}) => parameters.length > 0))].filter(weight => weight !== null);
}

function told(weights: readonly Weight[] = []): Computation[] {
  return weights.flatMap(({place, turns, parameters, mayEndEarly}) => {
    const step = place?.step;
    if (step?.kind !== 'loop' && step?.kind !== 'call') return [];
    return [{step, span: step.kind === 'loop' ? step.header : step.span, turns, parameters, mayEndEarly}];
  });
}

/** A turn with a suspension point, or a generator's `yield`, lets others run. */
function suspendingLoops(places: readonly Place[]): ReadonlySet<Step> {
  const found = new Set<Step>();
  for (const place of places) {
    if (!isSuspension(place.step) && !(place.step.kind === 'exit' && place.step.how === 'yield')) continue;
    for (const {step} of loopsAround(place)) found.add(step);
  }
  return found;
}

/** Loops with a `break` of their own, or a `return` inside. */
function loopsLeftEarly(places: readonly Place[]): ReadonlySet<Step> {
  const found = new Set<Step>();
  for (const place of places) {
    if (!isPlaceOf(place, 'exit') || (place.step.how !== 'break' && place.step.how !== 'return')) continue;
    for (const {place: {step}} of outwards(place)) {
      if (step.kind !== 'loop') continue;
      found.add(step);
      if (place.step.how === 'break' && place.step.label === null) break;
    }
  }
  return found;
}

/** How often a loop goes round, where constants say so. */
export function constantTurns(loop: Loop, fn: FunctionFacts): number | null {
  const turns = loop.isAsync ? null : turnsOfLoop(loop, fn);
  return typeof turns === 'number' ? turns : null;
}

function turnsOfLoop(loop: Loop, fn: FunctionFacts): Turns {
  return loop.over ? turnsOver(loop.over, fn, 0) : turnsOfWhile(loop, fn);
}

const MAX_DEPTH = 8;

function turnsOver(over: Value, fn: FunctionFacts, depth: number): Turns {
  if (depth > MAX_DEPTH) return null;
  switch (over.kind) {
    case 'range':
      return over.count && countOf(over.count, fn);
    case 'name':
      return over.binding.kind === 'local' && over.binding.values.length === 1 ? turnsOver(over.binding.values[0]!, fn, depth + 1) : null;
    case 'call': {
      const [first] = over.call.args;
      return first && /^(enumerate|reversed|list|tuple|tqdm|trange)$/.test(calleeName(over.call)) ? turnsOver(first.value, fn, depth + 1) : null;
    }
    default:
      return null;
  }
}

function countOf(count: Value, fn: FunctionFacts): Turns {
  const number = constantNumber(count);
  if (number !== null) return number;
  return count.kind === 'name' && count.binding.kind === 'parameter' && count.binding.owner === fn && count.binding.values.length === 0 ? count.binding : null;
}

/** `i = 0; while i < n: …; i += 1`. */
function turnsOfWhile({test, body}: Loop, fn: FunctionFacts): Turns {
  if (test?.kind !== 'operation' || (test.operator !== '<' && test.operator !== '<=')) return null;
  const [counter, limit] = test.operands;
  if (counter?.kind !== 'name' || !limit) return null;
  const assignments = body.filter(step => step.kind === 'bind' && isSamePlace(step.target, counter));
  const step = assignments.length === 1 && assignments[0]?.kind === 'bind' ? stepOf(assignments[0].value, counter) : null;
  const starts = counter.binding.values.flatMap(value => (value.kind === 'literal' && typeof value.value === 'number' ? [value.value] : []));
  const turns = step === null || starts.length !== 1 ? null : countOf(limit, fn);
  return typeof turns === 'number' ? Math.max(0, (turns - starts[0]!) / step!) : turns;
}

/** `k` of `i + k`. */
function stepOf(value: Value, counter: Value): number | null {
  if (value.kind !== 'operation' || value.operator !== '+' || value.operands.length !== 2) return null;
  const [left, right] = value.operands as [Value, Value];
  const step = isSamePlace(left, counter) ? constantNumber(right) : isSamePlace(right, counter) ? constantNumber(left) : null;
  return step !== null && step > 0 ? step : null;
}

/** `sum(range(n))`, `xs.map(f)` of a range, `Array.from({length: n}, f)`: a call that goes round by itself. */
function turnsOfCall(call: Call): number | null {
  const name = calleeName(call);
  const [first, second] = call.args;
  if (call.receiver === null) return first?.value.kind === 'range' && CONSUMERS.test(name) && first.value.count ? constantNumber(first.value.count) : null;
  if (name === 'from' && second && first?.value.kind === 'collection') {
    const length = first.value.elements.find(element => element.name === 'length');
    return length ? constantNumber(length.value) : null;
  }
  if (!ITERATING_METHODS.test(name) || !first) return null;
  return turnsOfReceiver(call.receiver);
}

function turnsOfReceiver(receiver: Value): number | null {
  const range = receiver.kind === 'each' ? receiver.over : receiver;
  if (range.kind === 'range') return range.count && constantNumber(range.count);
  if (range.kind !== 'collection' || !range.elements.some(({isSpread}) => isSpread)) return null;
  const size = sizeOf(range);
  return size.kind === 'known' ? size.count : null;
}

const CONSUMERS = /^(sum|max|min|sorted)$/;

const ITERATING_METHODS = /^(map|forEach|filter|reduce|reduceRight|flatMap|some|every|find|findIndex)$/;

const EARLY_METHODS = /^(some|every|find|findIndex)$/;
