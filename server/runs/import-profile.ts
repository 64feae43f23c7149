import {stat} from 'node:fs/promises';
import {basename, join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import type {DoRunJob} from '../host/run-worker.ts';
import type {ImportProfileParams} from '../protocol.ts';
import {deleteRunFolder, type RunFolder, runFolderAt} from './run-folder.ts';
import {claimRunFolder, deleteOldRuns, listRuns} from './stored-runs.ts';

export type Imported = {readonly ok: true; readonly folder: RunFolder} | {readonly ok: false; readonly reason: string};

interface Surroundings {
  readonly doRunJob: DoRunJob;
  /** The run that is shown: it stays, however old it is. */
  readonly shownRun: string | null;
}

/** Keeps a profile of another tool as a run. One that was kept already, and has not been written since, is not read again. Aborted, it leaves nothing behind. */
export async function importProfile(runsFolder: string, {file, directory, mostRuns}: ImportProfileParams, {doRunJob, shownRun}: Surroundings, signal?: AbortSignal): Promise<Imported> {
  const known = await findImported(runsFolder, file);
  if (known) return {ok: true, folder: known};
  await untilTold(file);
  const folder = await claimRunFolder(runsFolder, basename(file), new Date());
  const opened = await doRunJob({kind: 'open', path: file, directory, exportFile: null, jsonFile: null, runFolder: folder.path}, signal);
  if (!opened.ok) {
    await deleteRunFolder(folder);
    return opened;
  }
  await deleteOldRuns(runsFolder, mostRuns - 1, [shownRun, folder.id]);
  return {ok: true, folder};
}

/** The command of an imported run is the file alone, and it was taken when that was written. */
async function findImported(runsFolder: string, file: string): Promise<RunFolder | null> {
  const writtenAt = await stat(file).then(({mtime}) => mtime.toISOString(), () => null);
  const known = (await listRuns(runsFolder)).find(({command, startedAt}) => command.length === 1 && command[0] === file && startedAt === writtenAt);
  return known ? runFolderAt(join(runsFolder, known.id)) : null;
}

/** Until whoever writes the file once more gives it another time, which a file system tells apart by some milliseconds: else that would be taken for what is kept. */
async function untilTold(file: string): Promise<void> {
  const ageMs = await stat(file).then(({mtimeMs}) => Date.now() - mtimeMs, () => TOLD_APART_MS);
  if (ageMs >= 0 && ageMs < TOLD_APART_MS) await wait(TOLD_APART_MS - ageMs);
}

/** Linux gives files the time of its last tick, which is 1 to 10 ms ago. */
const TOLD_APART_MS = 20;
