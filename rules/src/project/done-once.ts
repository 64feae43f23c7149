import type {BlockingApi} from '../catalogue/types.ts';
import {calleeName, isSamePlace, placesOf, type Bind, type Block, type Branch, type FunctionFacts, type Step, type Value} from '../facts/index.ts';
import {classAround} from './function-around.ts';

/** Who keeps what is made the first time: the program, or an object, a closure or a table, of which there may be several. */
export type Keeper = 'program' | 'object';

/** As many conditions it counts for: what is done for the first caller only is a special case of its callers, as what stands behind several of them is. */
export const DONE_ONCE = 2;

/** `if (!shared) shared = make()`, `shared ||= make()`: who keeps what this side of a branch makes; null: it is made each time. */
export function keeperOfSide({test, then, otherwise}: Branch, holds: boolean, fn: FunctionFacts): Keeper | null {
  const block = holds ? then : otherwise;
  return block.length === 0 ? null : keeperOf(missingWhere(test, holds), block, fn, true);
}

/** `if (shared) return shared; …; shared = make();`: who keeps what is made from there on in the block, behind a branch that has left. */
export function keeperOfRest({test, otherwise}: Branch, block: Block, from: number, fn: FunctionFacts): Keeper | null {
  return otherwise.length > 0 ? null : keeperOf(missingWhere(test, false), from === 0 ? block : block.slice(from), fn, false);
}

/**
 * What an object keeps is worth a report where it is asked for from another machine, which is why the function is asynchronous at all; a file that
 * is read once for each object, a table that is made in one, or a command that is run, is not.
 */
export function isSpentOnce({kind, name}: BlockingApi): boolean {
  return kind === 'file' || kind === 'process' || name.startsWith('sqlite3.');
}

function keeperOf(missing: Missing | null, block: Block, fn: FunctionFacts, mayDepend: boolean): Keeper | null {
  if (missing === null) return null;
  const lasting = keeperOfPlace(missing.place, fn);
  const keeper = lasting === 'program' && missing.isEntry ? 'object' : lasting;
  if (keeper === 'program') return fills(block, missing.place, false, true) ? keeper : null;
  // `if (this.isSaving) return; this.isSaving = true; …` keeps nothing: it says what goes on, and is taken back. So does `if (this.file) return; … if (isUpload) this.file = open();`.
  if (keeper === null) return null;
  return fills(block, missing.place, true, mayDepend) || isFlagThatStays(missing, block, fn) ? keeper : null;
}

/** `if (this.isReady) return; …; this.isReady = true;`, where the class assigns it nothing else but when an object of it begins. */
function isFlagThatStays({place, isEntry}: Missing, block: Block, fn: FunctionFacts): boolean {
  const of = classAround(fn);
  if (isEntry || of === null || place.kind !== 'member' || place.object.kind !== 'self') return false;
  const isSet = (step: Step) => isAssignedTo(step, place) && isTrue(step.value);
  const mayTakeBack = (step: Step) => isAssignedTo(step, place) && !isTrue(step.value);
  return block.some(isSet) && ![...of.methods.values()].some(method => !isBeginning(method) && withNested(method).some(inner => placesOf(inner).some(({step}) => mayTakeBack(step))));
}

function isBeginning({kind, name}: FunctionFacts): boolean {
  return kind === 'constructor' || name.endsWith('.__init__');
}

function withNested(fn: FunctionFacts): readonly FunctionFacts[] {
  const all = [fn];
  // A list is walked in the order of what is added to it, also while it grows.
  for (const at of all) all.push(...at.nested);
  return all;
}

function isAssignedTo(step: Step, place: Value): step is Bind {
  return step.kind === 'bind' && isSamePlace(step.target, place);
}

function isTrue(value: Value): boolean {
  return value.kind === 'literal' && value.value === true;
}

/** What has nothing in it: a place, or an entry of the table that is there. */
interface Missing {
  readonly place: Value;
  readonly isEntry: boolean;
}

/** What has nothing in it where a test holds, or does not; null: it may have something. */
function missingWhere(test: Value, holds: boolean, depth = 0): Missing | null {
  if (test.kind !== 'operation') return holds ? null : askedFor(test);
  if (depth > MAX_DEPTH) return null;
  const [first, second] = test.operands;
  switch (test.operator) {
    case 'not':
      return first ? missingWhere(first, !holds, depth + 1) : null;
    case 'and':
    case 'or':
      return (test.operator === 'and') === holds ? firstOf(test.operands, operand => missingWhere(operand, holds, depth + 1)) : null;
    case '==':
    case 'is':
      return holds && first && isNothing(second) ? askedFor(first) : null;
    case '!=':
    case 'is not':
      return !holds && first && isNothing(second) ? askedFor(first) : null;
    case 'in':
      return holds ? null : entryOf(second ?? null);
    case 'not in':
      return holds ? entryOf(second ?? null) : null;
    default:
      return null;
  }
}

/** Deeper than any test that a person wrote. */
const MAX_DEPTH = 20;

function firstOf<Found>(values: readonly Value[], find: (value: Value) => Found | null): Found | null {
  for (const value of values) {
    const found = find(value);
    if (found) return found;
  }
  return null;
}

function isNothing(value: Value | undefined): boolean {
  return value?.kind === 'literal' && (value.value === null || value.value === undefined);
}

/** The place, or the table, that is asked: `this.page`, `pages` of `pages[name]`, `pages.has(name)` and of a name that was given `pages.get(name)`. */
function askedFor(value: Value): Missing | null {
  switch (value.kind) {
    case 'member':
      return {place: value, isEntry: false};
    case 'name':
      return firstOf(value.binding.values, lookedUp) ?? {place: value, isEntry: false};
    default:
      return lookedUp(value);
  }
}

/** The table of a look-up, and the attribute that `hasattr(self, "page")` asks for. */
function lookedUp(value: Value): Missing | null {
  if (value.kind === 'element') return entryOf(value.object);
  if (value.kind !== 'call') return null;
  const {receiver, args: [object, name]} = value.call;
  const asked = calleeName(value.call);
  if (receiver) return LOOKS_UP.test(asked) ? entryOf(receiver) : null;
  const isAttribute = (asked === 'hasattr' || asked === 'getattr') && name?.value.kind === 'literal' && typeof name.value.value === 'string';
  return object && isAttribute ? {place: {kind: 'member', object: object.value, name: String(name.value.value), span: value.span}, isEntry: false} : null;
}

function entryOf(table: Value | null): Missing | null {
  return table && {place: table, isEntry: true};
}

const LOOKS_UP = /^(?:get|has|includes|peek)$/;

function keeperOfPlace(place: Value, fn: FunctionFacts, depth = 0): Keeper | null {
  switch (place.kind) {
    case 'name': {
      const {kind, owner} = place.binding;
      if (owner.kind === 'module') return kind === 'local' ? 'program' : null;
      // What an asynchronous function captures is made for each call of it.
      return owner !== fn && !owner.isAsync && owner.kind !== 'class body' ? 'object' : null;
    }
    case 'member':
      return isClass(place.object) ? 'program' : isLasting(place.object, fn, depth) ? 'object' : null;
    default:
      return null;
  }
}

function isClass(value: Value): boolean {
  return value.kind === 'name' && value.binding.kind === 'class';
}

/** An object that is there before the function is called and after: also one that it takes from a table that is. */
function isLasting(object: Value, fn: FunctionFacts, depth: number): boolean {
  // `at = at.next` leads to itself.
  if (depth > MAX_DEPTH) return false;
  if (object.kind === 'self' || object.kind === 'global') return true;
  if (object.kind === 'name' && object.binding.kind === 'import') return true;
  const kept = keeperOfPlace(object, fn, depth + 1);
  const asked = kept === null ? askedFor(object)?.place : undefined;
  return kept !== null || (asked !== undefined && asked !== object && keeperOfPlace(asked, fn, depth + 1) !== null);
}

/** Whether something is put into the place, or into the table: more than a flag, and on every way unless that may depend on further conditions. */
function fills(block: Block, place: Value, withMoreThanFlags: boolean, mayDepend: boolean): boolean {
  const ahead = [...block];
  for (let at = ahead.pop(); at; at = ahead.pop()) {
    if (isFilledBy(at, place, withMoreThanFlags)) return true;
    if (at.kind !== 'branch' || mayDepend) ahead.push(...stepsIn(at));
    else if (at.then.length > 0 && at.otherwise.length > 0 && [at.then, at.otherwise].every(side => side.some(step => isFilledBy(step, place, withMoreThanFlags)))) return true;
  }
  return false;
}

function isFilledBy(step: Step, place: Value, withMoreThanFlags: boolean): boolean {
  switch (step.kind) {
    case 'bind':
      return isSamePlace(step.target, place) ? !withMoreThanFlags || step.value.kind !== 'literal' : step.target.kind === 'element' && isSamePlace(step.target.object, place);
    case 'grow':
      // A set of names, `inProgress.add(name)`, holds nothing that was made.
      return isSamePlace(step.collection, place) && (!withMoreThanFlags || (step.call === null && step.element.kind !== 'literal'));
    case 'call':
      return step.receiver !== null && PUTS.test(calleeName(step)) && isSamePlace(step.receiver, place) && step.args.at(-1)?.value.kind !== 'literal';
    default:
      return false;
  }
}

const PUTS = /^(?:set|put|setdefault|update)$/;

function stepsIn(step: Step): Block {
  switch (step.kind) {
    case 'branch':
      return [...step.then, ...step.otherwise];
    case 'loop':
      return [...step.body, ...step.otherwise];
    case 'try':
      return [...step.body, ...step.handlers.flatMap(({body}) => body), ...step.otherwise, ...(step.finalizer ?? [])];
    case 'scope':
      return step.body;
    default:
      return NO_STEPS;
  }
}

const NO_STEPS: Block = [];
