import type {FunctionFacts} from '../function.ts';
import type {Block, Branch, Handler, Loop, Scope, Step, Try} from '../step.ts';

/** A step where it stands: in which block, and inside which other steps. */
export interface Place<S extends Step = Step> {
  readonly step: S;
  readonly block: Block;
  readonly index: number;
  /** The innermost step around it; the next one out is `around.place.around`. */
  readonly around: Around | null;
}

/** A step seen from inside, and the part of it that one is in. */
export interface Around {
  readonly place: Place<Branch> | Place<Loop> | Place<Try> | Place<Scope>;
  readonly part: 'then' | 'otherwise' | 'body' | 'handler' | 'finalizer';
  /** Set when the part is a handler. */
  readonly handler: Handler | null;
}

/** A place of a step of one kind. */
export type PlaceOf<Kind extends Step['kind']> = Place<Extract<Step, {kind: Kind}>>;

/** The places of a function: all, and those of each kind that it has, in running order. */
interface KnownPlaces {
  readonly all: readonly Place[];
  byKind: ReadonlyMap<Step['kind'], readonly Place[]> | null;
}

const known = new WeakMap<FunctionFacts, KnownPlaces>();

function knownPlacesOf(fn: FunctionFacts): KnownPlaces {
  let places = known.get(fn);
  if (!places) known.set(fn, (places = {all: placesIn(fn.body), byKind: null}));
  return places;
}

/** Every step of the function in running order, nested functions left out; walked once. */
export function placesOf(fn: FunctionFacts): readonly Place[] {
  return knownPlacesOf(fn).all;
}

/** The steps of one kind. Most steps are calls and binds, and most rules ask for others. */
export function placesOfKind<Kind extends Step['kind']>(fn: FunctionFacts, kind: Kind): readonly PlaceOf<Kind>[] {
  const places = knownPlacesOf(fn);
  places.byKind ??= byKind(places.all);
  return (places.byKind.get(kind) ?? NO_PLACES) as readonly PlaceOf<Kind>[];
}

const NO_PLACES: readonly never[] = [];

function byKind(places: readonly Place[]): ReadonlyMap<Step['kind'], readonly Place[]> {
  const found = new Map<Step['kind'], Place[]>();
  for (const place of places) {
    const same = found.get(place.step.kind);
    if (same) same.push(place);
    else found.set(place.step.kind, [place]);
  }
  return found;
}

/** Every step of the block and of the blocks inside it. Keeps its own stack, so that no depth of nesting is too deep. */
export function placesIn(block: Block): readonly Place[] {
  const places: Place[] = [];
  const ahead: Visit[] = [{block, around: null, next: 0}];
  for (let current = ahead.at(-1); current; current = ahead.at(-1)) {
    const step = current.block[current.next];
    if (!step) {
      ahead.pop();
      continue;
    }
    const place: Place = {step, block: current.block, index: current.next, around: current.around};
    current.next += 1;
    places.push(place);
    if (HOLDS_BLOCKS.has(step.kind)) enter(place as Around['place'], ahead);
  }
  return places;
}

interface Visit {
  readonly block: Block;
  readonly around: Around | null;
  next: number;
}

/** Puts the blocks of a step before what stands behind it. */
function enter(place: Around['place'], ahead: Visit[]): void {
  const parts = partsOf(place.step);
  for (let index = parts.length - 1; index >= 0; index--) {
    const {part, block, handler} = parts[index]!;
    if (block.length > 0) ahead.push({block, around: {place, part, handler}, next: 0});
  }
}

/** Most steps are none of these. */
const HOLDS_BLOCKS: ReadonlySet<Step['kind']> = new Set(['branch', 'loop', 'scope', 'try']);

interface Part {
  readonly part: Around['part'];
  readonly block: Block;
  readonly handler: Handler | null;
}

function partsOf(step: Around['place']['step']): Part[] {
  switch (step.kind) {
    case 'branch':
      return [part('then', step.then), part('otherwise', step.otherwise)];
    case 'loop':
      return [part('body', step.body), part('otherwise', step.otherwise)];
    case 'scope':
      return [part('body', step.body)];
    case 'try': {
      const handlers = step.handlers.map(handler => part('handler', handler.body, handler));
      return [part('body', step.body), ...handlers, part('otherwise', step.otherwise), part('finalizer', step.finalizer ?? [])];
    }
  }
}

function part(part: Around['part'], block: Block, handler: Handler | null = null): Part {
  return {part, block, handler};
}

export function isPlaceOf<Kind extends Step['kind']>(place: Place, kind: Kind): place is PlaceOf<Kind> {
  return place.step.kind === kind;
}

/** The steps around a place, innermost first. */
export function* outwards(place: Place): Iterable<Around> {
  for (let around = place.around; around; around = around.place.around) yield around;
}

/** The loops that a place runs in, innermost first. What a loop's `else` does runs once. */
export function loopsAround(place: Place): readonly Place<Loop>[] {
  const loops: Place<Loop>[] = [];
  for (let {around} = place; around; around = around.place.around) {
    if (around.part === 'body' && isPlaceOf(around.place, 'loop')) loops.push(around.place);
  }
  return loops;
}

/** What runs after a place when nothing leaves early: the rest of its block, then of each block around it. Loops are left at their end. */
export function restAfter(place: Place): readonly Place[] {
  const rest = [...placesIn(place.block.slice(place.index + 1))];
  for (const {place: outer} of outwards(place)) {
    for (const later of placesIn(outer.block.slice(outer.index + 1))) rest.push(later);
  }
  return rest;
}
