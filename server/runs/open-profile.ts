import {createReadStream} from 'node:fs';
import {readFile, stat} from 'node:fs/promises';
import {basename} from 'node:path';
import {sourcesOnDisk} from '../profile-command/sources-on-disk.ts';
import {analyseForeign} from '../profile/foreign-run.ts';
import {foreignOfV8, readAnyFormat} from '../profile/formats/any-format.ts';
import {CpuProfileScanner} from '../profile/formats/cpu-profile-scanner.ts';
import type {ReadForeign} from '../profile/formats/foreign.ts';
import {joined, type SampledThread} from '../profile/formats/sampled-threads.ts';
import {collectViewData} from '../report/collect.ts';
import type {ViewData} from '../report/view-data.ts';
import {relativePath} from '../profile/file-paths.ts';
import type {Run} from '../profile/run.ts';
import {summarise} from '../profile/summary.ts';
import {sourcePositions} from '../profile/source-positions.ts';
import {readRun} from './read-run.ts';
import {createRunFolder, runFolderAt, writeWhole} from './run-folder.ts';
import {writeManifest} from './manifest.ts';
import {sampledThreadsOf} from './run-threads.ts';
import {keepSources} from './source-snapshots.ts';
import {writeSamples} from './write-samples.ts';

/** What is to be done with a profile; the folders and files are absolute. */
export interface OpenProfileJob {
  /** A file of another tool, or a folder that `loopsight profile --out` kept. */
  readonly path: string;
  /** Files that the profile does not name in full are below it. */
  readonly directory: string;
  /** Where the samples go, in the format that the name stands for. */
  readonly exportFile: string | null;
  /** Where the run goes as JSON; `-` gives it back. */
  readonly jsonFile: string | null;
  /** The folder in which the run is kept like one that was measured here. */
  readonly runFolder: string | null;
}

export interface OpenedProfile {
  readonly ok: true;
  /** What the file is, for a person. */
  readonly format: string;
  /** The run in words. The run itself may be large, and stays in the thread that read it. */
  readonly summary: string;
  readonly json: string | null;
}

export type OpenProfileResult = OpenedProfile | {readonly ok: false; readonly reason: string};

/** Reads a profile, writes what was asked for, and tells of it. */
export async function openProfile({path, directory, exportFile, jsonFile, runFolder}: OpenProfileJob): Promise<OpenProfileResult> {
  try {
    const opened = (await stat(path)).isDirectory() ? await openRunFolder(path) : await openForeign(path, directory);
    if (!opened.ok) return opened;
    const {format, run, threads, view} = opened;
    if (exportFile !== null) {
      const written = writeSamples(threads(), exportFile, basename(path));
      if (!written.ok) return written;
      await writeWhole(exportFile, written.data);
    }
    const json = jsonFile === null ? null : `${JSON.stringify(run, null, 2)}\n`;
    if (json !== null && jsonFile !== null && jsonFile !== '-') await writeWhole(jsonFile, json);
    if (runFolder !== null) await keepAsRun({run, view: view()}, path, directory, runFolder);
    return {ok: true, format, summary: summarise(run, directory) + messagesOf(run, directory), json: jsonFile === '-' ? json : null};
  } catch (error) {
    const {code, path: missing, message} = error as NodeJS.ErrnoException;
    return {ok: false, reason: code === 'ENOENT' && missing === path ? `There is no file or folder ${path}.` : `${path} cannot be opened: ${message}.`};
  }
}

function messagesOf({messages = []}: Run, directory: string): string {
  return messages.length === 0 ? '' : `\nWhat the log says:\n${messages.map(({file, line, text}) => `  ${relativePath(file, directory)}:${line}  ${text}\n`).join('')}`;
}

/** Files that were changed since the profile was written are noted as such: nobody knows whether its lines are theirs. */
async function keepAsRun({run, view}: {readonly run: Run; readonly view: ViewData | null}, path: string, directory: string, runFolder: string): Promise<void> {
  const folder = await createRunFolder(runFolder);
  const {mtime} = await stat(path);
  await writeWhole(folder.run, `${JSON.stringify(run)}\n`);
  if (view) await writeWhole(folder.view, JSON.stringify(view));
  await keepSources(folder, run, mtime);
  const {stalls, longestStallMs} = run.metrics;
  await writeManifest(folder, {
    version: 1, id: folder.id, label: basename(path), startedAt: mtime.toISOString(), command: run.command, cwd: directory, state: 'ended', exit: null, pid: process.pid, git: null, isKept: false,
    measured: {wallMs: run.wallMs, stalls, longestStallMs},
  });
}

type OpenedWithSamples = {readonly ok: true; readonly format: string; readonly run: Run; readonly threads: () => readonly SampledThread[]; readonly view: () => ViewData | null} | {readonly ok: false; readonly reason: string};

async function openForeign(path: string, directory: string): Promise<OpenedWithSamples> {
  const read = await readProfile(path, directory);
  if (!read.ok) return {ok: false, reason: `${path} cannot be opened. ${read.reason}`};
  const {foreign} = read;
  const sources = sourcesOnDisk();
  const positions = sourcePositions([], sources.readText);
  const threads = () => foreign.threads.map(({pid, tid, profile}) => ({pid, tid, profile: joined([profile], {positions})}));
  const {run, timelines, start} = analyseForeign(foreign, path, sources);
  return {ok: true, format: foreign.format, run, threads, view: () => collectViewData(run, timelines, {title: basename(path), runStart: start})};
}

/** Of a CPU profile this long no text is made. */
const LONG_BYTES = 64 * 1024 * 1024;

/** Longer texts there are none. */
const LONGEST_TEXT_BYTES = 500_000_000;

async function readProfile(path: string, directory: string): Promise<ReadForeign> {
  const {size} = await stat(path);
  if (size < LONG_BYTES) return readAnyFormat(await readFile(path), directory);
  let scanner: CpuProfileScanner;
  try {
    scanner = new CpuProfileScanner(size);
  } catch {
    return {ok: false, reason: `The file is too large for this machine's memory: ${Math.round(size / 1024 / 1024)} MB.`};
  }
  for await (const piece of createReadStream(path, {highWaterMark: 1 << 20})) scanner.push(piece as Uint8Array);
  const read = scanner.finish();
  if (read.ok) return foreignOfV8(read.profile);
  if (scanner.hasNodes) return read;
  if (size < LONGEST_TEXT_BYTES) return readAnyFormat(await readFile(path), directory);
  return {ok: false, reason: `Of ${Math.round(size / 1e6)} MB it can be opened only as a CPU profile of V8, and it is none.`};
}

async function openRunFolder(path: string): Promise<OpenedWithSamples> {
  const folder = runFolderAt(path);
  const read = await readRun(folder);
  const threads = await sampledThreadsOf(folder);
  return read.ok ? {ok: true, format: 'a run of Loopsight', run: read.run, threads: () => threads, view: () => null} : read;
}
