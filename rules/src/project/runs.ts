import type {Catalogue} from '../catalogue/types.ts';
import type {Confidence} from '../facts/index.ts';
import {runBy} from './callbacks.ts';
import type {CallShape} from './call-summary.ts';
import {decorated, wrappersOf} from './decorators.ts';
import {summaryOf, type Entity, type FunctionEntity, type SignatureEntity} from './entity.ts';
import type {FileRecord} from './file-records.ts';
import type {Names} from './names.ts';
import {PROTOCOLS} from './iteration.ts';
import {implementationsOf, isLeftOpen, overridesOf} from './overrides.ts';
import type {Subclasses} from './subclasses.ts';
import type {ArgumentShape, CallSummary} from './summary.ts';

/** A function that runs during a call, and how sure that is. */
export interface Run {
  readonly function: FunctionEntity;
  readonly confidence: Confidence;
  /** What it is called with, where that is written in the call. */
  readonly args?: readonly ArgumentShape[];
  /** What may run in its place, as nobody knows of which class the object is. Absent: nothing. */
  readonly others?: readonly FunctionEntity[];
  /** The function itself is only declared, or is one of the others: one of those runs. */
  readonly isOpen?: boolean;
}

const NO_FUNCTIONS: readonly FunctionEntity[] = [];
const NO_RUNS: readonly Run[] = [];

/** Which functions of the project run when something is called. */
export class Runs {
  readonly #names: Names;
  readonly #catalogue: Catalogue;
  readonly #subclasses: Subclasses;

  constructor(names: Names, catalogue: Catalogue, subclasses: Subclasses) {
    this.#names = names;
    this.#catalogue = catalogue;
    this.#subclasses = subclasses;
  }

  /** The functions of the project that run, on this thread, before the call returns (or as its result is iterated or entered). */
  of(file: FileRecord, call: CallShape): readonly Run[] {
    if (call.use === 'read') return present(this.#names.getter(file, call.callee)).flatMap(getter => this.#runsIn(getter, call.use));
    if (call.use === 'implied') return present(this.#names.methodOfInstance(file, call.callee)).flatMap(method => this.#runsIn(method, call.use));
    const callee = this.#names.callee(file, call.callee);
    if (callee.kind === 'signature') return this.#runsOfSignature(callee, call);
    const found: Run[] = [];
    for (const fn of this.#calledBy(callee)) for (const run of this.#runsIn(fn, call.use, call.args)) found.push(...this.#amongOverrides(run, call));
    for (const fn of this.#runByUse(callee, call)) for (const run of this.#runsIn(fn, call.use)) found.push(...this.#amongOverrides(run, call));
    for (const fn of runBy(this.#names, this.#catalogue, file, callee, call)) found.push(...this.#runsIn(fn, call.use));
    return found.length === 0 ? NO_RUNS : found;
  }

  /** Whether calling a function runs its body at once, here; of a generator, whether iterating it does. */
  ofFunction(fn: FunctionEntity): Run | null {
    const summary = summaryOf(fn);
    if (!summary || summary.isAsync) return null;
    const {runsHere, confidence} = decorated(this.#names, this.#catalogue, fn);
    return runsHere ? {function: fn, confidence} : null;
  }

  #calledBy(callee: Entity): readonly FunctionEntity[] {
    switch (callee.kind) {
      case 'function':
        return [callee];
      case 'class':
      case 'super':
        return present(this.#names.constructorOf(callee));
      case 'instance': {
        const call = this.#names.select(callee, '.__call__');
        return call.kind === 'function' ? [call] : NO_FUNCTIONS;
      }
      default:
        return NO_FUNCTIONS;
    }
  }

  /** The methods that entering or iterating what the call gives runs, where that is an object of the project. */
  #runByUse(callee: Entity, {use, callee: encoded}: CallShape): readonly FunctionEntity[] {
    if (use !== 'entered' && use !== 'iterated' && use !== 'async iterated') return NO_FUNCTIONS;
    if (callee.kind !== 'function' && callee.kind !== 'class') return NO_FUNCTIONS;
    const {iterator, asyncIterator, scope, next} = PROTOCOLS[callee.file.summary.language];
    const given = this.#names.select(callee, '()');
    if (given.kind !== 'instance' || encoded.endsWith(`|.${asyncIterator}`)) return NO_FUNCTIONS;
    // The object that gives the iterator is asked for it at once; only the items are waited for.
    if (use === 'async iterated') return this.#method(given, asyncIterator);
    if (use === 'entered') return scope.flatMap(name => this.#method(given, name));
    // Where an object is iterated that no call gives, its iterator is what is called.
    if (encoded.endsWith(`|.${iterator}`)) return this.#method(given, next);
    return this.#method(given, iterator).flatMap(method => {
      const iterating = this.#names.select(method, '()');
      return [method, ...(iterating.kind === 'instance' ? this.#method(iterating, next) : NO_FUNCTIONS)];
    });
  }

  #method(of: Entity, name: string): readonly FunctionEntity[] {
    const found = this.#names.select(of, `.${name}`);
    return found.kind === 'function' ? [found] : NO_FUNCTIONS;
  }

  #runsIn(fn: FunctionEntity, use: CallSummary['use'], args?: readonly ArgumentShape[]): Run[] {
    const wrappers = wrappersOf(this.#names, fn).flatMap(wrapper => present(this.ofFunction(wrapper)));
    if (summaryOf(fn)?.isGenerator && use !== 'iterated' && use !== 'entered') return wrappers;
    const run = this.ofFunction(fn);
    if (!run) return wrappers;
    return [args ? {function: fn, confidence: run.confidence, args} : run, ...wrappers];
  }

  /** Nobody knows whether a method runs or one that overrides it; `super().load()` says which. */
  #amongOverrides(run: Run, {callee, use}: CallShape): Run[] {
    const overrides = callee.startsWith('super:') ? NO_FUNCTIONS : overridesOf(this.#names, this.#subclasses, run.function);
    if (overrides.length === 0) return [run];
    const isOpen = isLeftOpen(run.function);
    if (!overrides.every(fn => this.#runsAtOnce(fn, use))) return isOpen ? [] : [{...run, confidence: 'possible'}];
    return [{...run, others: overrides, isOpen}];
  }

  /** Others may implement it of whom nobody here knows. */
  #runsOfSignature(signature: SignatureEntity, {use, args}: CallShape): Run[] {
    const others = implementationsOf(this.#names, this.#subclasses, signature);
    const [first] = others;
    return first && others.every(fn => this.#runsAtOnce(fn, use)) ? [{function: first, confidence: 'probable', args, others, isOpen: true}] : [];
  }

  #runsAtOnce(fn: FunctionEntity, use: CallSummary['use']): boolean {
    return this.ofFunction(fn) !== null && (!summaryOf(fn)?.isGenerator || use === 'iterated' || use === 'entered');
  }
}

/** The functions of which one runs, or more. */
export function alternativesOf({function: fn, others, isOpen}: Run): readonly FunctionEntity[] {
  return others ? (isOpen ? others : [fn, ...others]) : [fn];
}

function present<T>(value: T | null): T[] {
  return value === null ? [] : [value];
}
