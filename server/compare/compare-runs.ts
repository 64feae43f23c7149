import {type Change, changeOf} from '../profile/change.ts';
import {isUserFile} from '../profile/file-paths.ts';
import type {FunctionCost, LineCost, Run} from '../profile/run.ts';

/** One side: the same program, run once or several times. */
export type Side = readonly [Run, ...Run[]];

/** How lines of the files as they are in the runs after stand to those before. Lines count from 1. */
export interface LineOrigins {
  /** Whether both texts of the file are known; the lines of others are not compared, because a number may have come to mean another line. */
  knows(file: string): boolean;
  /** The line before; null: it is new. */
  lineBefore(file: string, lineAfter: number): number | null;
  /** What has become of a line before; null: it was deleted. */
  lineAfter(file: string, lineBefore: number): {readonly line: number; readonly isEdited: boolean} | null;
}

/** What changed between two sides, the largest differences first. Only the user's own files are told of. */
export interface Comparison {
  readonly runs: {readonly before: number; readonly after: number};
  readonly wall: Change;
  /** All stalls together, start-up left out. */
  readonly stalled: Change;
  readonly longestStall: Change;
  /** How many stalls a run had, on average. */
  readonly stallCount: {readonly before: number; readonly after: number};
  /** By the line that held the loop. */
  readonly stalls: readonly StallChange[];
  readonly lines: readonly LineChange[];
  readonly functions: readonly FunctionChange[];
}

export interface StallChange extends Place {
  readonly function: string;
  readonly api: string | null;
  readonly held: Change;
}

export interface LineChange extends Place {
  readonly self: Change;
  readonly total: Change;
  readonly blocked: Change;
  readonly awaited: Change;
}

export interface FunctionChange extends Place {
  readonly name: string;
  readonly self: Change;
  readonly total: Change;
}

/** Where it is now; where it was, when it has gone. `edited`: what stands on the line now is no longer what was measured before. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly state: 'kept' | 'edited' | 'new' | 'gone';
}

export function compareRuns(before: Side, after: Side, origins: LineOrigins): Comparison {
  const sides = {before, after};
  return {
    runs: {before: before.length, after: after.length},
    wall: changeBetween(sides, run => run.wallMs),
    stalled: changeBetween(sides, run => run.metrics.stallMs),
    longestStall: changeBetween(sides, run => run.metrics.longestStallMs),
    stallCount: {before: average(before, run => run.metrics.stalls), after: average(after, run => run.metrics.stalls)},
    stalls: compareStalls(sides, origins),
    lines: compareLines(sides, origins),
    functions: compareFunctions(sides, origins),
  };
}

interface Sides {
  readonly before: Side;
  readonly after: Side;
}

function changeBetween({before, after}: Sides, of: (run: Run) => number): Change {
  return changeOf(before.map(of), after.map(of));
}

function average(side: Side, of: (run: Run) => number): number {
  return side.reduce((sum, run) => sum + of(run), 0) / side.length;
}

function compareLines(sides: Sides, origins: LineOrigins): LineChange[] {
  const linesOf = ({lines}: Run) => lines.filter(({file}) => origins.knows(file));
  const rows = joined<LineCost>(sides, linesOf, ({file, line}) => keyOf(file, line), ({file, line}) => keyBefore(file, line, origins));
  const compared = rows.map(({now, then, before, after}): LineChange => {
    const change = (of: (cost: LineCost) => number) => changeOf(before.map(cost => (cost ? of(cost) : 0)), after.map(cost => (cost ? of(cost) : 0)));
    return {
      ...placeOf(now, then, origins),
      self: change(cost => cost.selfMs),
      total: change(cost => cost.totalMs),
      blocked: change(cost => cost.blockedMs),
      awaited: change(cost => cost.awaitMs ?? 0),
    };
  });
  return byDifference(compared, ({self, blocked, awaited}) => Math.abs(self.differenceMs) + Math.abs(blocked.differenceMs) + Math.abs(awaited.differenceMs));
}

/** A function keeps its name more often than its line; those of one name are told apart by their order in the file. */
function compareFunctions(sides: Sides, origins: LineOrigins): FunctionChange[] {
  const named = new Map<Run, Map<FunctionCost, string>>([...sides.before, ...sides.after].map(run => [run, keysOfFunctions(run)]));
  const keyIn = (cost: FunctionCost, run: Run) => named.get(run)?.get(cost) ?? keyOf(cost.file, cost.line);
  const rows = joined<FunctionCost>(sides, run => run.functions, keyIn, keyIn);
  const compared = rows.map(({now, then, before, after}): FunctionChange => {
    const {name} = eitherOf(now, then);
    const change = (of: (cost: FunctionCost) => number) => changeOf(before.map(cost => (cost ? of(cost) : 0)), after.map(cost => (cost ? of(cost) : 0)));
    return {...(now ? {file: now.file, line: now.line, state: stateOf(now, then)} : placeOf(now, then, origins)), name, self: change(cost => cost.selfMs), total: change(cost => cost.totalMs)};
  });
  return byDifference(compared, ({self, total}) => Math.abs(self.differenceMs) + Math.abs(total.differenceMs));
}

function keysOfFunctions({functions}: Run): Map<FunctionCost, string> {
  const counts = new Map<string, number>();
  const inOrder = functions.toSorted((a, b) => a.line - b.line);
  return new Map(inOrder.map(cost => {
    const name = `${cost.file}\n${cost.name}`;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return [cost, `${name}\n${count}`];
  }));
}

/** What one line held the loop for, in all stalls of a run. */
interface Held {
  readonly file: string;
  readonly line: number;
  readonly function: string;
  readonly api: string | null;
  readonly ms: number;
}

/** Where lines cannot be compared, the function stands for them. */
function compareStalls(sides: Sides, origins: LineOrigins): StallChange[] {
  const by = ({file, function: name, api}: Held, key: string | null) => (origins.knows(file) ? key && `${key}\n${api ?? ''}` : `${file}\n${name}\n${api ?? ''}`);
  const rows = joined<Held>(sides, heldIn, held => by(held, keyOf(held.file, held.line)) ?? '', held => by(held, keyBefore(held.file, held.line, origins)));
  const compared = rows.map(({now, then, before, after}): StallChange => ({
    ...placeOf(now, then, origins),
    function: eitherOf(now, then).function,
    api: eitherOf(now, then).api,
    held: changeOf(before.map(held => held?.ms ?? 0), after.map(held => held?.ms ?? 0)),
  }));
  return byDifference(compared, ({held}) => Math.abs(held.differenceMs));
}

function heldIn({stalls}: Run): readonly Held[] {
  const held = new Map<string, Held>();
  for (const {culprits} of stalls.filter(({kind}) => kind !== 'startup')) {
    for (const {file, line, function: name, api = null, ms} of culprits) {
      const key = `${keyOf(file, line)}\n${api ?? ''}`;
      held.set(key, {file, line, function: name, api, ms: (held.get(key)?.ms ?? 0) + ms});
    }
  }
  return [...held.values()];
}

/** One thing on both sides: a value per run, null in the runs that do not have it. At least one of `now` and `then` is not null. */
interface Row<T> {
  readonly now: T | null;
  readonly then: T | null;
  readonly before: readonly (T | null)[];
  readonly after: readonly (T | null)[];
}

/** `keyAfter` gives what the thing's key was before; null: there was none. */
function joined<T extends {readonly file: string}>(
  {before, after}: Sides,
  of: (run: Run) => readonly T[],
  keyIn: (item: T, run: Run) => string,
  keyAfter: (item: T, run: Run) => string | null,
): Row<T>[] {
  const itemsBefore = before.map(run => indexed(of(run), item => keyIn(item, run)));
  const itemsAfter = after.map(run => indexed(of(run), item => keyAfter(item, run) ?? `new ${keyIn(item, run)}`));
  const keys = new Set([...itemsAfter, ...itemsBefore].flatMap(items => [...items.keys()]));
  return [...keys].map(key => {
    const valuesBefore = itemsBefore.map(items => items.get(key) ?? null);
    const valuesAfter = itemsAfter.map(items => items.get(key) ?? null);
    return {now: valuesAfter.find(value => value !== null) ?? null, then: valuesBefore.find(value => value !== null) ?? null, before: valuesBefore, after: valuesAfter};
  });
}

function eitherOf<T>(now: T | null, then: T | null): T {
  return (now ?? then) as T;
}

function stateOf(now: unknown, then: unknown): 'kept' | 'new' | 'gone' {
  return now === null ? 'gone' : then === null ? 'new' : 'kept';
}

/** A line that costs nothing any more is not in the run, but it may still be in the file. */
function placeOf(now: Costly | null, then: Costly | null, origins: LineOrigins): Place {
  const {file, line} = eitherOf(now, then);
  if (then === null || !origins.knows(file)) return {file, line, state: stateOf(now, then)};
  const after = origins.lineAfter(file, then.line);
  return after ? {file, line: after.line, state: after.isEdited ? 'edited' : 'kept'} : {file, line: then.line, state: 'gone'};
}

interface Costly {
  readonly file: string;
  readonly line: number;
}

function indexed<T extends {readonly file: string}>(items: readonly T[], keyOfItem: (item: T) => string): Map<string, T> {
  return new Map(items.filter(({file}) => isUserFile(file)).map(item => [keyOfItem(item), item]));
}

function keyOf(file: string, line: number): string {
  return `${file}\n${line}`;
}

function keyBefore(file: string, line: number, origins: LineOrigins): string | null {
  const before = origins.lineBefore(file, line);
  return before === null ? null : keyOf(file, before);
}

function byDifference<T>(rows: readonly T[], sizeOf: (row: T) => number): T[] {
  return rows.toSorted((a, b) => sizeOf(b) - sizeOf(a));
}
