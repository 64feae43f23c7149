import {changeOf, differenceOf} from '../profile/change.ts';
import {duration} from '../profile/durations.ts';
import {stallsCounted} from '../profile/stall-words.ts';
import type {DocumentEvidence} from './document-evidence.ts';
import {type FunctionEvidence, NO_COST} from './file-evidence.ts';

/** What stands above a function. */
export interface FunctionLens {
  /** From 0. */
  readonly line: number;
  readonly text: string;
}

/** Less of the run is not worth a line of its own. */
const LEAST_SHARE = 0.01;
const LEAST_MS = 5;
const LEAST_SELF_MS = 1;

/** More would pull the code apart. */
const MOST_LENSES = 30;

/** Functions with what they cost, the time of lines included that have been edited or deleted since; compared with another run, with what has changed. */
export function functionLenses(document: DocumentEvidence): FunctionLens[] {
  const {busyMs} = document.run;
  return placedFunctions(document)
    .filter(({cost, then}) => isWorthwhile(cost, busyMs) || (then && isWorthwhile(then, busyMs)))
    .sort((a, b) => most(b, ({stalls}) => stalls.ms) - most(a, ({stalls}) => stalls.ms) || most(b, ({totalMs}) => totalMs) - most(a, ({totalMs}) => totalMs))
    .slice(0, MOST_LENSES)
    .map(({line, cost, then}) => ({line, text: then ? changed(cost, then) : costly(cost)}))
    .sort((a, b) => a.line - b.line);
}

interface PlacedFunction {
  /** In the document, from 0. */
  readonly line: number;
  readonly cost: FunctionEvidence;
  /** In the run that is compared with; absent where there is none. */
  readonly then: FunctionEvidence | undefined;
}

/** The functions of the run, where they begin in the document: a function that was renamed is still the same. */
function placedFunctions({evidence: {functions, earlier}, fates}: DocumentEvidence): PlacedFunction[] {
  const before = new Map(earlier?.functions.map(cost => [cost.line, cost]));
  const costly = new Set(functions.map(({line}) => line));
  const free = [...before.values()].filter(({line}) => !costly.has(line)).map(({name, line}): FunctionEvidence => ({...NO_COST, name, line}));
  return [...functions, ...free].flatMap(cost => {
    const fate = fates[cost.line - 1];
    return !fate || fate.kind === 'deleted' ? [] : [{line: fate.line, cost, then: before.get(cost.line)}];
  });
}

function most({cost, then}: PlacedFunction, of: (cost: FunctionEvidence) => number): number {
  return Math.max(of(cost), then ? of(then) : 0);
}

function isWorthwhile({stalls, totalMs}: FunctionEvidence, busyMs: number): boolean {
  return stalls.ms >= LEAST_MS || totalMs >= Math.max(LEAST_MS, busyMs * LEAST_SHARE);
}

function costly({selfMs, totalMs, stalls}: FunctionEvidence): string {
  return [
    `${duration(totalMs)} total`,
    ...(selfMs >= LEAST_SELF_MS ? [`${duration(selfMs)} self`] : []),
    ...(stalls.ms >= LEAST_MS ? [`${duration(stalls.ms)} in ${stallsCounted(stalls.count)}`] : []),
  ].join(' · ');
}

function changed(cost: FunctionEvidence, then: FunctionEvidence): string {
  const change = changeOf([then.totalMs], [cost.totalMs]);
  if (change.verdict === 'none') return `${costly(cost)} · no difference beyond noise`;
  const stalled = changeOf([then.stalls.ms], [cost.stalls.ms]);
  return [
    differenceOf(change),
    `${duration(change.beforeMs)} → ${duration(change.afterMs)} total`,
    ...(stalled.verdict === 'none' ? [] : [`${duration(stalled.beforeMs)} → ${duration(stalled.afterMs)} in stalls`]),
  ].join(' · ');
}
