import {readFile, stat} from 'node:fs/promises';
import {basename} from 'node:path';
import {sourcesOnDisk} from '../profile-command/sources-on-disk.ts';
import {analyseForeign} from '../profile/foreign-run.ts';
import {readAnyFormat} from '../profile/formats/any-format.ts';
import {joined, type SampledThread} from '../profile/formats/sampled-threads.ts';
import type {Run} from '../profile/run.ts';
import {sourcePositions} from '../profile/source-positions.ts';
import {readRun} from './read-run.ts';
import {runFolderAt, writeWhole} from './run-folder.ts';
import {sampledThreadsOf} from './run-threads.ts';
import {writeSamples} from './write-samples.ts';

export interface OpenedProfile {
  readonly ok: true;
  /** What the file is, for a person. */
  readonly format: string;
  readonly run: Run;
}

export type OpenProfileResult = OpenedProfile | {readonly ok: false; readonly reason: string};

/**
 * The run behind a file of another tool, or in a folder that `loopsight profile --out` kept; with `exportFile` its samples are written too. Files that it does not
 * name in full are below `directory`.
 */
export async function openProfile(path: string, directory: string, exportFile: string | null): Promise<OpenProfileResult> {
  try {
    const opened = (await stat(path)).isDirectory() ? await openRunFolder(path) : await openForeign(path, directory);
    if (!opened.ok) return opened;
    const {format, run, threads} = opened;
    if (exportFile !== null) {
      const written = writeSamples(threads(), exportFile, basename(path));
      if (!written.ok) return written;
      await writeWhole(exportFile, written.data);
    }
    return {ok: true, format, run};
  } catch (error) {
    return {ok: false, reason: `${path} cannot be opened: ${(error as Error).message}.`};
  }
}

type OpenedWithSamples = (OpenedProfile & {readonly threads: () => readonly SampledThread[]}) | {readonly ok: false; readonly reason: string};

async function openForeign(path: string, directory: string): Promise<OpenedWithSamples> {
  const read = readAnyFormat(await readFile(path), directory);
  if (!read.ok) return {ok: false, reason: `${path} cannot be opened. ${read.reason}`};
  const {foreign} = read;
  const sources = sourcesOnDisk();
  const positions = sourcePositions([], sources.readText);
  const threads = () => foreign.threads.map(({pid, tid, profile}) => ({pid, tid, profile: joined([profile], {positions})}));
  return {ok: true, format: foreign.format, run: analyseForeign(foreign, path, sources), threads};
}

async function openRunFolder(path: string): Promise<OpenedWithSamples> {
  const folder = runFolderAt(path);
  const read = await readRun(folder);
  const threads = await sampledThreadsOf(folder);
  return read.ok ? {ok: true, format: 'a run of Loopsight', run: read.run, threads: () => threads} : read;
}
