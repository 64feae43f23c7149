import {readFile, stat} from 'node:fs/promises';
import {resolve} from 'node:path';
import type {Run} from '../profile/run.ts';
import {parseRun, readRun, type ReadRun} from '../runs/read-run.ts';
import {runFolderAt} from '../runs/run-folder.ts';
import {textsIn} from '../runs/source-snapshots.ts';
import type {ComparedSide} from './compare-sides.ts';
import type {Texts} from './line-origins.ts';

/** The runs of one side, and the texts of their files where those were kept and are the same in all of them. */
export type ReadSide = ({readonly ok: true} & ComparedSide) | {readonly ok: false; readonly reason: string};

/** Reads runs, each named by its folder or by the JSON file that `loopsight profile --json` wrote. */
export async function readSide(names: readonly [string, ...string[]], directory: string): Promise<ReadSide> {
  const runs: Run[] = [];
  const texts = new Map<string, string>();
  const isAmbiguous = new Set<string>();
  for (const name of names) {
    const path = resolve(directory, name);
    const read = await readNamed(path);
    if (!read.ok) return {ok: false, reason: `${name} cannot be compared. ${read.reason}`};
    runs.push(read.run);
    for (const [file, text] of read.texts) {
      if (texts.has(file) && texts.get(file) !== text) isAmbiguous.add(file);
      texts.set(file, text);
    }
  }
  // Repeated runs of different programs have no line numbers in common.
  for (const file of isAmbiguous) texts.delete(file);
  const [first, ...rest] = runs;
  return first ? {ok: true, side: [first, ...rest], texts} : {ok: false, reason: 'There is no run to compare.'};
}

type ReadNamed = {readonly ok: true; readonly run: Run; readonly texts: Texts} | {readonly ok: false; readonly reason: string};

async function readNamed(path: string): Promise<ReadNamed> {
  const isFolder = await stat(path).then(found => found.isDirectory(), () => null);
  if (isFolder === null) return {ok: false, reason: 'There is no such file or folder.'};
  const folder = runFolderAt(path);
  const read = isFolder ? await readRun(folder) : await readJson(path);
  return read.ok ? {ok: true, run: read.run, texts: isFolder ? await textsIn(folder) : new Map()} : read;
}

async function readJson(path: string): Promise<ReadRun> {
  try {
    return parseRun(await readFile(path, 'utf8'));
  } catch (error) {
    return {ok: false, reason: `It cannot be read: ${(error as Error).message}.`};
  }
}
