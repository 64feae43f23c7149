import {readFile} from 'node:fs/promises';
import type {Run} from '../profile/run.ts';
import type {RunFolder} from './run-folder.ts';

export type ReadRun = {readonly ok: true; readonly run: Run} | {readonly ok: false; readonly reason: string};

/** What was measured. A long run is tens of megabytes: read it in a thread of its own. */
export async function readRun(folder: RunFolder): Promise<ReadRun> {
  let text: string;
  try {
    text = await readFile(folder.run, 'utf8');
  } catch (error) {
    return {ok: false, reason: (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'Nothing was measured in this run, or its folder has been deleted.' : `The run cannot be read: ${(error as Error).message}.`};
  }
  return parseRun(text);
}

/** The run that is written as JSON, or why it is none. */
export function parseRun(text: string): ReadRun {
  try {
    const value = JSON.parse(text) as Partial<Run> | null;
    if (!value?.version) return {ok: false, reason: 'This is no run, which `loopsight profile` writes with `--json`, or keeps with `--out`.'};
    if (value.version !== 1) return {ok: false, reason: `The run was written by another version of Loopsight (its format is ${String(value.version)}, and this one reads 1).`};
    return isWhole(value) ? {ok: true, run: value} : NOT_WHOLE;
  } catch {
    return NOT_WHOLE;
  }
}

const NOT_WHOLE = {ok: false, reason: 'The run is not whole: the disk was full, or Loopsight was ended while it wrote.'} as const;

function isWhole(value: Partial<Run>): value is Run {
  return [value.command, value.processes, value.stalls, value.lines, value.functions].every(Array.isArray) && typeof value.metrics === 'object';
}

/** What is said of a run that was deleted meanwhile. */
export const NO_RUN = {ok: false, reason: 'There is no such run any more.'} as const;
