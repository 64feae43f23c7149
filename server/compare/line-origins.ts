import {LineMap} from '../evidence/line-map.ts';
import type {LineOrigins} from './compare-runs.ts';

/** The texts of files as they were in the runs of one side, by path. */
export type Texts = ReadonlyMap<string, string>;

/** Looks for each line of the texts before in the texts after. */
export function lineOrigins(before: Texts, after: Texts): LineOrigins {
  const maps = new Map<string, BothWays>();
  const mapOf = (file: string) => {
    let map = maps.get(file);
    if (!map) maps.set(file, (map = bothWays(before.get(file) ?? '', after.get(file) ?? '')));
    return map;
  };
  return {
    knows: file => before.has(file) && after.has(file),
    lineBefore: (file, line) => mapOf(file).back.get(line) ?? null,
    lineAfter: (file, line) => mapOf(file).forth.get(line) ?? null,
  };
}

/** Lines from 1. */
interface BothWays {
  readonly forth: ReadonlyMap<number, {readonly line: number; readonly isEdited: boolean}>;
  readonly back: ReadonlyMap<number, number>;
}

function bothWays(before: string, after: string): BothWays {
  const forth = new Map<number, {readonly line: number; readonly isEdited: boolean}>();
  const back = new Map<number, number>();
  for (const [index, fate] of new LineMap(before, after).fates().entries()) {
    if (fate.kind === 'deleted') continue;
    forth.set(index + 1, {line: fate.line + 1, isEdited: fate.kind === 'edited'});
    back.set(fate.line + 1, index + 1);
  }
  return {forth, back};
}
