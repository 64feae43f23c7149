import type {BlockingApi, Catalogue, QualifiedName} from '../catalogue/types.ts';
import type {Confidence} from '../facts/index.ts';
import {asCalled, isWithheld, meetsConditions} from './argument-tests.ts';
import type {CallShape} from './call-summary.ts';
import {isMemoised} from './decorators.ts';
import {DONE_ONCE, isSpentOnce} from './done-once.ts';
import {summaryOf, type Entity, type FunctionEntity} from './entity.ts';
import type {FileRecord} from './file-records.ts';
import type {Names} from './names.ts';
import {alternativesOf, type Run, type Runs} from './runs.ts';
import {stronglyConnected} from './strongly-connected.ts';
import type {CallSummary, EncodedReference, FunctionSummary} from './summary.ts';

/** How a function comes to block: by which of its calls, and through which function. */
export interface Effect {
  readonly api: BlockingApi;
  readonly confidence: Confidence;
  /** The same for an object that was made just before, and so has kept nothing yet. */
  readonly confidenceWhenNew: Confidence;
  /** Index in `FunctionSummary.calls`. */
  readonly call: number;
  /** The function that the call runs; null when the call blocks by itself. */
  readonly through: FunctionEntity | null;
  /** Number of calls to the API. */
  readonly distance: number;
  /** How many conditions must hold on the way. */
  readonly conditions: number;
  /** How many branches on the way may have left a function before: each says that the rest is one case of several. */
  readonly exits: number;
}

/** The API that a call calls, where it holds the thread by itself; and what runs during it, where it does not or nobody cares. */
export interface CallEffect {
  readonly api: BlockingApi | null;
  readonly runs: readonly Run[];
}

const NO_RUNS: readonly Run[] = [];
const NO_EFFECT: CallEffect = {api: null, runs: NO_RUNS};

/** Which functions hold the thread when they are called. Unresolved calls and asynchronous callees have no effect. */
export class Effects {
  readonly #names: Names;
  readonly #catalogue: Catalogue;
  readonly runs: Runs;

  constructor(names: Names, catalogue: Catalogue, runs: Runs) {
    this.#names = names;
    this.#catalogue = catalogue;
    this.runs = runs;
  }

  /** The surest, then shortest way from a function's body to a blocking API; of a generator, the way taken when it is iterated. */
  of(start: FunctionEntity): Effect | null {
    const known = start.file.effects.get(start.id);
    if (known !== undefined) return known;
    const ways = new Map<FunctionSummary, readonly Way[]>();
    const ahead = this.#unsettled(start, ways);
    // Most functions call what is settled, and need no order.
    if (ahead.length === 0) this.#settle([start], ways);
    else for (const group of stronglyConnected(start, fn => (fn === start ? ahead : this.#unsettled(fn, ways)))) this.#settle(group, ways);
    return start.file.effects.get(start.id) ?? null;
  }

  /** Whether a function may compute for long: by itself, for some arguments, or by whatever it calls. Hardly any does, and nobody need look for the way. */
  mayCompute(fn: FunctionEntity): boolean {
    if (!isSettled(fn)) this.of(fn);
    return fn.file.computing.has(fn.id);
  }

  /** The API that a call calls, where the call itself holds the thread. */
  blockingApi(file: FileRecord, call: CallShape): BlockingApi | null {
    const name = calledApi(this.#names.callee(file, call.callee), call.callee);
    const api = name === null ? undefined : this.#catalogue.in(file.summary.language).blocking(name);
    return api && meetsConditions(api, call) && !isRefused(call, api) && !(this.#isAwaited(file, call) && givesAwaitable(file, api)) ? asCalled(api, call) : null;
  }

  /** What a call of a summary does; ways to blocking and ways to computing both lead over it. */
  ofCall(file: FileRecord, call: CallSummary): CallEffect {
    let effect = file.calls.get(call);
    if (!effect) {
      const api = call.use === 'read' || call.use === 'implied' ? null : this.blockingApi(file, call);
      const runs = api && spreads(api) ? NO_RUNS : this.runs.of(file, call);
      effect = api || runs.length > 0 ? {api, runs} : NO_EFFECT;
      if (this.#names.isWhole) file.calls.set(call, effect);
    }
    return effect;
  }

  /** Also one whose awaitable goes straight into `gather`, `create_task` and their like. */
  #isAwaited(file: FileRecord, {handedTo, use}: CallShape): boolean {
    if (use === 'awaited') return true;
    if (handedTo === null) return false;
    const receiver = this.#names.resolve(file, handedTo);
    return receiver.kind === 'api' && this.#catalogue.in(file.summary.language).combinator(receiver.name) !== undefined;
  }

  /** The functions that a function's effect still waits for. */
  #unsettled(fn: FunctionEntity, ways: Map<FunctionSummary, readonly Way[]>): FunctionEntity[] {
    const summary = summaryOf(fn);
    if (!summary) return [];
    const found = this.#waysOf(fn, summary);
    ways.set(summary, found);
    const unsettled: FunctionEntity[] = [];
    for (const {next} of found) {
      if (!('function' in next)) continue;
      for (const fn of alternativesOf(next)) if (!isSettled(fn)) unsettled.push(fn);
    }
    return unsettled;
  }

  #waysOf(fn: FunctionEntity, {calls}: FunctionSummary): readonly Way[] {
    if (calls.length === 0) return NO_WAYS;
    const {file} = fn;
    // A function that remembers its results runs for the first caller only, so that blocking is a special case of its callers.
    const own = isMemoised(this.#names, fn) ? DONE_ONCE : 0;
    const knowsLoops = calls.some(({callee}) => ASKS_FOR_LOOP.test(callee));
    const ways: Way[] = [];
    for (let index = 0; index < calls.length; index++) {
      const call = calls[index]!;
      const {api, runs} = this.ofCall(file, call);
      // What stands behind a condition may be what is done where no loop runs.
      const conditions = own + (api?.kind === 'event loop' ? 2 * call.conditions : call.conditions);
      if (api?.kind === 'event loop' && knowsLoops) continue;
      const isKept = call.isKept === true;
      const {exits = 0} = call;
      if (api && spreads(api)) ways.push({call: index, conditions, exits, isKept, next: {api}});
      else for (const run of runs) ways.push({call: index, conditions, exits, isKept, next: run});
    }
    return ways;
  }

  /** All that it calls is settled, but for what calls it in turn. */
  #computes(fn: FunctionEntity): boolean {
    const {calls = [], computes = []} = summaryOf(fn) ?? {};
    return computes.length > 0 || calls.some(call => {
      const {api, runs} = this.ofCall(fn.file, call);
      return (api !== null && isPlainComputation(api)) || runs.some(({function: callee}) => callee.file.computing.has(callee.id));
    });
  }

  /** Effects of functions that call each other in a circle (mostly there is one, and no circle); all that they lead to is settled. */
  #settle(group: readonly FunctionEntity[], ways: ReadonlyMap<FunctionSummary, readonly Way[]>): void {
    for (const {file, id} of group) file.effects.set(id, null);
    if (group.some(fn => this.#computes(fn))) for (const {file, id} of group) file.computing.add(id);
    // Callees come late in a group, so that the way back through it needs few turns. An effect is only replaced by a better one, and
    // there are finitely many that are better: this ends.
    for (let hasChanged = true; hasChanged; ) {
      hasChanged = false;
      for (const fn of group.toReversed()) {
        const summary = summaryOf(fn);
        const known = fn.file.effects.get(fn.id) ?? null;
        const found = best((summary && ways.get(summary)) ?? []);
        if (found && (!known || isBetter(found, known))) {
          fn.file.effects.set(fn.id, found);
          hasChanged = group.length > 1;
        }
      }
    }
  }
}

/** Computation that has no asynchronous twin. */
export function isPlainComputation({kind, rewrite}: BlockingApi): boolean {
  return kind === 'computation' && (rewrite.kind === 'message only' || rewrite.kind === 'move off loop');
}

/** Asking which loop runs in the thread. Who asks does what is right in either case. */
const ASKS_FOR_LOOP = /\|\.(_?get_running_loop|is_running|current_async_library)$/;

/** A call that may block: by itself, or by a function that it runs. */
interface Way {
  readonly call: number;
  readonly conditions: number;
  readonly exits: number;
  /** An object keeps what the call gives. */
  readonly isKept: boolean;
  readonly next: {readonly api: BlockingApi} | Run;
}

const NO_WAYS: readonly Way[] = [];

function best(ways: readonly Way[]): Effect | null {
  let found: Effect | null = null;
  for (const way of ways) {
    const effect = effectOf(way);
    if (effect && (!found || isBetter(effect, found))) found = effect;
  }
  return found;
}

function effectOf({call, conditions, exits, isKept, next}: Way): Effect | null {
  if ('api' in next) {
    const {api} = next;
    const confidenceWhenNew = leastOf(api.confidence, surenessOf(conditions));
    return {api, confidence: isKept && isSpentOnce(api) ? 'possible' : confidenceWhenNew, confidenceWhenNew, call, through: null, distance: 0, conditions, exits};
  }
  const taken = takenBy(next, fn => fn.file.effects.get(fn.id) ?? null);
  if (!taken) return null;
  const {effect, function: through} = taken;
  const all = effect.conditions + conditions;
  const confidence = isKept && isSpentOnce(effect.api) ? 'possible' : leastOf(taken.confidence, surenessOf(all));
  return {api: effect.api, confidence, confidenceWhenNew: leastOf(effect.confidenceWhenNew, surenessOf(all)), call, through, distance: effect.distance + 1, conditions: all, exits: effect.exits + exits};
}

/** The function that a run comes to block by. */
export interface Taken {
  readonly function: FunctionEntity;
  readonly effect: Effect;
  readonly confidence: Confidence;
}

/** Where several functions may run, they block surely only if all of them do; else the one that is written there may. */
export function takenBy(run: Run, effectOfFunction: (fn: FunctionEntity) => Effect | null): Taken | null {
  const alternatives = alternativesOf(run);
  const taken = alternatives.flatMap(fn => {
    const effect = effectOfFunction(fn);
    return effect ? [{function: fn, effect, confidence: sureness(run, fn, effect)}] : [];
  });
  const [first] = taken;
  if (!first || alternatives.length === 1) return first ?? null;
  const shortest = taken.reduce((a, b) => (b.effect.distance < a.effect.distance ? b : a));
  if (taken.length === alternatives.length) return {...shortest, confidence: taken.map(({confidence}) => confidence).reduce(leastOf)};
  const own = run.isOpen ? undefined : taken.find(({function: fn}) => fn === run.function);
  return own ? {...own, confidence: 'possible'} : null;
}

/** How sure it is that a function that is run takes this way: hardly, where the call does not give it what the way needs. */
function sureness({confidence, args}: Run, fn: FunctionEntity, effect: Effect): Confidence {
  const needs = summaryOf(fn)?.calls[effect.call]?.needs;
  if (needs && args && needs.some(need => isWithheld(need, args))) return 'possible';
  if (LOG_LINE.test(summaryOf(fn)?.name ?? '')) return 'possible';
  return leastOf(effect.confidence, confidence);
}

/** A line of a log file is short, and where there is one, each logger of the language's own writes it on the loop too. */
const LOG_LINE = /Log(?:ger)?\.(?:trace|debug|verbose|info|notice|warn|warning|error|critical|fatal|exception|success|log)$/;

function isSettled({file, id}: FunctionEntity): boolean {
  return file.effects.has(id);
}

/** The name of what is called; of a receiver of which nothing is known, by a member that says what it does: `*.readFileSync`. */
function calledApi(callee: Entity, encoded: EncodedReference): QualifiedName | null {
  if (callee.kind === 'api') return callee.name;
  return callee.kind === 'unknown' && encoded.endsWith('Sync') && encoded.includes('|.') ? `*${encoded.slice(encoded.lastIndexOf('|.') + 1)}` : null;
}

/** What has no descriptor to ask, a process or a line of input, waits whatever the code expects. */
function isRefused({refusesToWait}: CallShape, {kind}: BlockingApi): boolean {
  return refusesToWait === true && (kind === 'network' || kind === 'file' || kind === 'lock' || kind === 'wait');
}

/**
 * What is awaited gives an awaitable, whatever its name says: the receiver is not what it seems to be. The exception is
 * JavaScript's `await readFileSync()`, which awaits a value that has been waited for already.
 */
function givesAwaitable(file: FileRecord, {confidence}: BlockingApi): boolean {
  return file.summary.language === 'python' || confidence !== 'definite';
}

/**
 * Whether callers of a function care: cheap look-ups have a rule of their own, a helper's lock is free most of the time, and
 * computation counts where it can be moved.
 */
function spreads(api: BlockingApi): boolean {
  if (api.confidence === 'possible' || api.kind === 'metadata' || api.kind === 'lock') return false;
  return api.kind !== 'computation' || api.rewrite.kind !== 'message only';
}

/** The surest way, of equally sure ones that with the fewest ways out before, then the shortest. Going on through a call makes no way surer or shorter, so ways never run in circles. */
function isBetter(a: Effect, b: Effect): boolean {
  if (a.confidence !== b.confidence) return SURENESS[a.confidence] > SURENESS[b.confidence];
  if (a.exits !== b.exits) return a.exits < b.exits;
  if (a.distance !== b.distance) return a.distance < b.distance;
  return a.call < b.call;
}

/** One condition is a cache or an early way out; behind several, the blocking call is a special case of some of the callers. */
export function surenessOf(conditions: number): Confidence {
  return conditions === 0 ? 'definite' : conditions === 1 ? 'probable' : 'possible';
}

const SURENESS: Readonly<Record<Confidence, number>> = {possible: 0, probable: 1, definite: 2};

export function leastOf(a: Confidence, b: Confidence): Confidence {
  return SURENESS[a] < SURENESS[b] ? a : b;
}
