import type {Catalogue, FunctionTaker} from '../catalogue/types.ts';
import {withinValue, type Argument, type Call, type CollectionValue, type FileFacts, type FunctionFacts, type Reference} from '../facts/index.ts';
import type {Place} from './analysis.ts';
import {functionIsAwaitable} from './awaitables.ts';
import {calledInPlace} from './called-in-place.ts';
import {boundFunction, callableReference} from './call-summary.ts';
import {takersOf} from './callbacks.ts';
import {member} from './class-members.ts';
import {decorated} from './decorators.ts';
import {encodeReference} from './encoded-reference.ts';
import type {ClassEntity} from './entity.ts';
import type {FileRecord} from './file-records.ts';
import type {Names} from './names.ts';
import type {EncodedReference} from './summary.ts';

/** Where the functions of one file run. */
export class Places {
  readonly #names: Names;
  readonly #catalogue: Catalogue;
  readonly #record: FileRecord;
  readonly #facts: FileFacts;
  readonly #calleeOf: (call: Call) => EncodedReference;
  readonly #inPlace: ReadonlySet<FunctionFacts>;
  readonly #places = new Map<FunctionFacts, Place>();
  #options: ReadonlyMap<FunctionFacts, MadeFor> | null = null;
  #mentions: ReadonlyMap<number, Mentions> | null = null;

  constructor(names: Names, catalogue: Catalogue, record: FileRecord, facts: FileFacts, calleeOf: (call: Call) => EncodedReference) {
    this.#names = names;
    this.#catalogue = catalogue.in(facts.language);
    this.#record = record;
    this.#facts = facts;
    this.#calleeOf = calleeOf;
    this.#inPlace = calledInPlace(facts);
  }

  of(fn: FunctionFacts): Place {
    // From the outside inwards, as an inner function's place may be its host's; a loop, for nesting may be deep.
    const pending: FunctionFacts[] = [];
    for (let at: FunctionFacts | null = fn; at && !this.#places.has(at); at = at.parent) pending.push(at);
    for (const outer of pending.reverse()) this.#places.set(outer, this.#find(outer));
    return this.#places.get(fn) ?? CALLER;
  }

  #find(fn: FunctionFacts): Place {
    if (fn.kind === 'module') return START_UP;
    if (fn.kind === 'class body') return this.#known(fn.parent);
    const {isOffLoop, isHandler} = decorated(this.#names, this.#catalogue, {kind: 'function', file: this.#record, id: fn.id});
    if (isOffLoop && !fn.isAsync) return OFF_LOOP;
    if (fn.isAsync || isHandler || this.#isLoopMethod(fn)) return {kind: 'loop', host: fn};
    if (this.#inPlace.has(fn)) return this.#known(fn.parent);
    const option = fn.made ? undefined : this.#optionOf(fn);
    const place = fn.made ? this.#ofArgument(fn, fn.made) : option ? this.#ofArgument(fn, option) : this.#ofName(fn);
    return place.kind === 'caller' && this.#givesAwaitable(fn) ? {kind: 'gives awaitable', host: fn} : place;
  }

  /** On every way: `if (cached) return cached; …` may give something else, and a way to the end nothing. */
  #givesAwaitable({id, returned, returnsAwaitable, body}: FunctionFacts): boolean {
    return returned.length > 0 && (returnsAwaitable || body.at(-1)?.kind === 'exit') && functionIsAwaitable(this.#names, this.#catalogue, {kind: 'function', file: this.#record, id}) === 'yes';
  }

  /** A method that overrides one which the loop calls, `data_received` of a protocol, whatever classes of the project lie between. */
  #isLoopMethod({kind, name, class: of, isStatic}: FunctionFacts): boolean {
    if (kind !== 'method' || !of || isStatic || of.bases.length === 0) return false;
    let owner: ClassEntity = {kind: 'class', file: this.#record, id: of.id};
    for (let depth = 0; depth < MOST_OVERRIDES; depth += 1) {
      const overridden = member(this.#names, owner, name.slice(name.lastIndexOf('.') + 1), 'super');
      if (overridden.kind === 'api') return this.#catalogue.isLoopMethod(overridden.name);
      const id = overridden.kind === 'function' ? overridden.file.summary.functions[overridden.id]?.class : null;
      if (overridden.kind !== 'function' || id === null || id === undefined) return false;
      owner = {kind: 'class', file: overridden.file, id};
    }
    return false;
  }

  /** Written as an argument, or as a property of one: the call decides. */
  #ofArgument(fn: FunctionFacts, {argumentOf, index, name}: MadeFor): Place {
    switch (this.#takerOf(argumentOf, index, name)?.runs) {
      case 'here':
        return this.#known(argumentOf.function);
      case 'off loop':
        return OFF_LOOP;
      case 'on loop':
        return {kind: 'loop', host: fn};
      default:
        return CALLER;
    }
  }

  /** Written as a property of an argument, `route({handler() {}})`: what it was made for, as a function that is an argument itself. */
  #optionOf(fn: FunctionFacts): MadeFor | undefined {
    this.#options ??= functionsInOptions(this.#facts);
    return this.#options.get(fn);
  }

  /** Referred to by name: the calls that take it decide, unless something of this file calls it. */
  #ofName(fn: FunctionFacts): Place {
    this.#mentions ??= this.#findMentions();
    const mentions = this.#mentions.get(fn.id);
    if (!mentions || mentions.isCalled) return CALLER;
    if (mentions.runs.has('on loop')) return {kind: 'loop', host: fn};
    return mentions.runs.size === 1 && mentions.runs.has('off loop') ? OFF_LOOP : CALLER;
  }

  #known(fn: FunctionFacts | null): Place {
    return (fn && this.#places.get(fn)) ?? CALLER;
  }

  /** Who takes the argument; in JavaScript one with a name is a property of the object at the index. */
  #takerOf(call: Call, index: number, name: string | null): FunctionTaker | undefined {
    const encoded = this.#calleeOf(call);
    const takers = takersOf(this.#names, this.#catalogue, this.#names.resolve(this.#record, encoded), encoded);
    const isProperty = this.#facts.language === 'javascript';
    return takers.find(({position, keyword}) => (name === null ? position === index : keyword === name && (!isProperty || position === index)));
  }

  #findMentions(): ReadonlyMap<number, Mentions> {
    const found = new Map<number, Mentions>();
    const of = (id: number): Mentions => {
      let mentions = found.get(id);
      if (!mentions) found.set(id, (mentions = {isCalled: false, runs: new Set()}));
      return mentions;
    };
    for (const call of this.#facts.functions.flatMap(fn => fn.calls)) {
      const called = mayBeOfThisFile(call.callee) ? this.#functionId(this.#calleeOf(call)) : null;
      if (called !== null) of(called).isCalled = true;
      // What binds arguments hands nothing over: the call that takes the bound function does.
      if (call.args.length === 0 || boundFunction(call) !== null) continue;
      call.args.forEach((argument, index) => {
        const id = this.#namedFunction(argument, call);
        if (id !== null) of(id).runs.add(this.#takerOf(call, index, argument.name)?.runs ?? 'elsewhere');
        if (argument.value.kind !== 'collection' || argument.value.form !== 'record' || argument.name !== null) return;
        for (const property of argument.value.elements) {
          const named = property.name === null ? null : this.#namedFunction(property, call);
          const taker = named === null ? undefined : this.#takerOf(call, index, property.name);
          if (named !== null && taker) of(named).runs.add(taker.runs);
        }
      });
    }
    return found;
  }

  /** The function of this file that an argument names; one that is written there has its place from the call already. */
  #namedFunction({value}: Argument, call: Call): number | null {
    if (value.kind === 'function') return null;
    const reference = callableReference(value, call.function);
    return reference && mayBeOfThisFile(reference) ? this.#functionId(encodeReference(reference)) : null;
  }

  #functionId(encoded: string): number | null {
    if (encoded.startsWith('unknown') || encoded.startsWith('import') || encoded.startsWith('global')) return null;
    const entity = this.#names.resolve(this.#record, encoded);
    return entity.kind === 'function' && entity.file === this.#record ? entity.id : null;
  }
}

type MadeFor = NonNullable<FunctionFacts['made']>;

/** The functions that objects of options hold, which calls are given, however deep, by the outermost property. */
function functionsInOptions({functions}: FileFacts): ReadonlyMap<FunctionFacts, MadeFor> {
  const found = new Map<FunctionFacts, MadeFor>();
  for (const {calls} of functions) {
    for (const call of calls) {
      for (let index = 0; index < call.args.length; index++) {
        const {value, name} = call.args[index]!;
        if (name === null && value.kind === 'collection' && value.form === 'record') addFunctionsOf(value, call, index, found);
      }
    }
  }
  return found;
}

function addFunctionsOf(options: CollectionValue, call: Call, index: number, found: Map<FunctionFacts, MadeFor>): void {
  for (const {value, name} of options.elements) {
    if (name === null) continue;
    for (const part of withinValue(value)) if (part.kind === 'function') found.set(part.function, {argumentOf: call, index, name});
  }
}

/** Most calls are of what is imported, and need no look-up. */
function mayBeOfThisFile({root: {kind}}: Reference): boolean {
  return kind !== 'import' && kind !== 'global' && kind !== 'unknown';
}

/** Longer lines of overridden methods are circular. */
const MOST_OVERRIDES = 20;

interface Mentions {
  isCalled: boolean;
  readonly runs: Set<FunctionTaker['runs']>;
}

const CALLER: Place = {kind: 'caller'};
const OFF_LOOP: Place = {kind: 'off loop'};
const START_UP: Place = {kind: 'start-up'};
