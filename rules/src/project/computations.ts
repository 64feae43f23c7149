import type {BlockingApi} from '../catalogue/types.ts';
import type {Confidence} from '../facts/index.ts';
import {isPlainComputation, leastOf, surenessOf, type Effects} from './effects.ts';
import {summaryOf, type FunctionEntity} from './entity.ts';
import type {FileRecord} from './file-records.ts';
import type {Run} from './runs.ts';
import {stronglyConnected} from './strongly-connected.ts';
import type {ArgumentShape, CallSummary, ComputationSummary} from './summary.ts';

/** What computes for long: a loop of so many turns, a loop that looks at a clock (`turns` is null), or an API. */
export type Work =
  | {readonly kind: 'loop'; readonly turns: number | null; readonly in: FunctionEntity; readonly at: ComputationSummary}
  | {readonly kind: 'api'; readonly api: BlockingApi};

/** How a function comes to compute: by itself, or by one of its calls. */
export interface ComputationEffect {
  readonly work: Work;
  readonly confidence: Confidence;
  /** Index in `FunctionSummary.calls`; null when the loop is the function's own. */
  readonly call: number | null;
  /** The function that the call runs; null when the call computes by itself. */
  readonly through: FunctionEntity | null;
  readonly distance: number;
  readonly conditions: number;
}

/** Which functions compute for long when they are called, as far as constants say. */
export class Computations {
  readonly #effects: Effects;

  constructor(effects: Effects) {
    this.#effects = effects;
  }

  /** Whether it is worth asking. */
  mayCompute(fn: FunctionEntity): boolean {
    return this.#effects.mayCompute(fn);
  }

  /** The way to the longest computation, of equally long ones the surest and shortest. */
  of(start: FunctionEntity): ComputationEffect | null {
    if (!this.#effects.mayCompute(start)) return null;
    const known = start.file.computations.get(start.id);
    if (known !== undefined) return known;
    const ways = new Map<FunctionEntity, readonly Way[]>();
    for (const group of stronglyConnected(start, fn => this.#unsettled(fn, ways))) settle(group, ways);
    return start.file.computations.get(start.id) ?? null;
  }

  /** What a call makes the function compute by the constants that it is given. */
  byArguments({args}: Pick<CallSummary, 'args'>, run: Run): ComputationEffect | null {
    if (!this.#effects.mayCompute(run.function)) return null;
    const effects = (summaryOf(run.function)?.computes ?? []).flatMap(at => {
      const turns = at.parameters.length > 0 ? turnsBy(at, args) : null;
      return turns === null ? [] : [ownEffect(run.function, at, turns)];
    });
    return effects.reduce<ComputationEffect | null>((best, effect) => (!best || isBetter(effect, best) ? effect : best), null);
  }

  #unsettled(fn: FunctionEntity, ways: Map<FunctionEntity, readonly Way[]>): FunctionEntity[] {
    const found = this.#waysOf(fn);
    ways.set(fn, found);
    return found.flatMap(({next}) => (next.kind === 'function' && !next.run.function.file.computations.has(next.run.function.id) ? [next.run.function] : []));
  }

  #waysOf(fn: FunctionEntity): Way[] {
    const {calls = [], computes = []} = summaryOf(fn) ?? {};
    const own = computes.flatMap((at): Way[] => (at.parameters.length > 0 ? [] : [{call: null, conditions: 0, next: {kind: 'effect', effect: ownEffect(fn, at, at.turns), through: null}}]));
    return [...own, ...calls.flatMap((call, index) => this.#waysOfCall(fn.file, call, index))];
  }

  #waysOfCall(file: FileRecord, call: CallSummary, index: number): Way[] {
    const {conditions} = call;
    const {api, runs} = this.#effects.ofCall(file, call);
    if (api) return isPlainComputation(api) && api.confidence !== 'possible' ? [{call: index, conditions, next: {kind: 'effect', effect: apiEffect(api), through: null}}] : [];
    return runs.filter(({others, function: callee}) => !others && this.#effects.mayCompute(callee)).flatMap((run): Way[] => {
      const effect = this.byArguments(call, run);
      const byArguments: Way[] = effect ? [{call: index, conditions, next: {kind: 'effect', effect, through: run.function}}] : [];
      return [...byArguments, {call: index, conditions, next: {kind: 'function', run}}];
    });
  }
}

interface Way {
  readonly call: number | null;
  readonly conditions: number;
  readonly next: {readonly kind: 'effect'; readonly effect: ComputationEffect; readonly through: FunctionEntity | null} | {readonly kind: 'function'; readonly run: Run};
}

/** Effects of functions that call each other; all that they lead to is settled. Going on through a call makes no way better, so this ends. */
function settle(group: readonly FunctionEntity[], ways: ReadonlyMap<FunctionEntity, readonly Way[]>): void {
  for (const {file, id} of group) file.computations.set(id, null);
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false;
    for (const fn of group.toReversed()) {
      for (const way of ways.get(fn) ?? []) {
        const found = effectOf(way);
        const known = fn.file.computations.get(fn.id) ?? null;
        if (!found || (known && !isBetter(found, known))) continue;
        fn.file.computations.set(fn.id, found);
        hasChanged = group.length > 1;
      }
    }
  }
}

function effectOf({call, conditions, next}: Way): ComputationEffect | null {
  if (next.kind === 'effect' && call === null) return next.effect;
  const effect = next.kind === 'effect' ? next.effect : next.run.function.file.computations.get(next.run.function.id);
  if (!effect) return null;
  const through = next.kind === 'effect' ? next.through : next.run.function;
  const all = effect.conditions + conditions;
  const known = next.kind === 'effect' ? effect.confidence : leastOf(effect.confidence, next.run.confidence);
  return {work: effect.work, confidence: leastOf(known, surenessOf(all)), call, through, distance: effect.distance + 1, conditions: all};
}

function ownEffect(fn: FunctionEntity, at: ComputationSummary, turns: number | null): ComputationEffect {
  const {mayEndEarly, conditions} = at;
  const confidence = leastOf(mayEndEarly ? 'possible' : 'definite', surenessOf(conditions));
  return {work: {kind: 'loop', turns, in: fn, at}, confidence, call: null, through: null, distance: 0, conditions};
}

function apiEffect(api: BlockingApi): ComputationEffect {
  return {work: {kind: 'api', api}, confidence: api.confidence, call: null, through: null, distance: 0, conditions: 0};
}

/** The turns with what the call gives for each parameter; null when one of them is no number that is written there. */
function turnsBy({turns, parameters}: ComputationSummary, args: readonly ArgumentShape[]): number | null {
  const positional = args.filter(({name}) => name === null);
  let product = turns ?? 1;
  for (const {position, name} of parameters) {
    const literal = (args.find(argument => argument.name === name) ?? positional[position])?.literal;
    if (typeof literal !== 'number' || literal < 0) return null;
    product = Math.min(product * literal, Number.MAX_SAFE_INTEGER);
  }
  return product;
}

function isBetter(a: ComputationEffect, b: ComputationEffect): boolean {
  const [x, y] = [lengthOf(a.work), lengthOf(b.work)];
  if (x !== y) return x > y;
  if (a.confidence !== b.confidence) return leastOf(a.confidence, b.confidence) === b.confidence;
  return a.distance < b.distance;
}

/** In turns. What an API or a clock takes, nobody's threshold is above. */
function lengthOf(work: Work): number {
  return work.kind === 'loop' && work.turns !== null ? work.turns : Infinity;
}
