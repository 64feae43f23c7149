import {access, mkdir, rename, rm, stat, writeFile} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';
import {VIEW_FILE} from '../protocol.ts';

/** Where the parts of one run are. All of it is in one folder, whose name is the run's id; nothing else knows the names of the files. */
export interface RunFolder {
  readonly id: string;
  readonly path: string;
  /** What the agents write: `PID-TID.events.jsonl` and `PID-TID.N.cpuprofile`. */
  readonly events: string;
  /** What the run is: see `RunManifest`. */
  readonly manifest: string;
  /** What was measured: see `Run`. Absent until the program has ended. */
  readonly run: string;
  /** What its views are drawn from: see `ViewData`. */
  readonly view: string;
  /** How far it is while it goes on: see `RunProgress`. */
  readonly progress: string;
  /** Which files the run names, as they were: see `SourceSnapshots`. */
  readonly sources: string;
  /** The text of a file at the time of the run, compressed by gzip; one file may stand for several of the program's. */
  snapshot(contentHash: string): string;
  /** Whoever creates this file asks the command to end the program. */
  readonly stop: string;
}

export function runFolderAt(path: string): RunFolder {
  return {
    id: basename(path),
    path,
    events: join(path, 'events'),
    manifest: join(path, 'manifest.json'),
    run: join(path, 'run.json'),
    view: join(path, VIEW_FILE),
    progress: join(path, 'progress.json'),
    sources: join(path, 'sources.json'),
    snapshot: contentHash => join(path, 'sources', `${contentHash}.gz`),
    stop: join(path, 'stop'),
  };
}

/** The folder of a run that begins, in which nothing is left of a run that was there. Throws where it cannot be made. */
export async function createRunFolder(path: string): Promise<RunFolder> {
  const folder = runFolderAt(path);
  await makeFolder(path);
  // A folder without a manifest is somebody else's, and so is what is in it.
  const wasRun = await access(folder.manifest).then(() => true, () => false);
  if (wasRun) for (const part of [folder.events, folder.run, folder.view, folder.progress, folder.sources, dirname(folder.snapshot('')), folder.stop]) await rm(part, {recursive: true, force: true});
  await mkdir(folder.events, {recursive: true});
  return folder;
}

/** With those that it is in. Node's own way of doing that never ends where a folder lets none be made in it, such as those of the kernel. */
async function makeFolder(path: string): Promise<void> {
  const isFolder = (place: string) => stat(place).then(entry => entry.isDirectory(), () => false);
  if (await isFolder(path)) return;
  if (dirname(path) !== path && !(await isFolder(dirname(path)))) await makeFolder(dirname(path));
  try {
    await mkdir(path);
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if (!(await isFolder(path))) throw error;
  }
}

export async function deleteRunFolder({path}: RunFolder): Promise<void> {
  await rm(path, {recursive: true, force: true, maxRetries: 3});
}

/** Writes a whole file or nothing: who reads it meanwhile sees the old one. */
export async function writeWhole(path: string, data: string | Uint8Array): Promise<void> {
  const unfinished = `${path}.${process.pid}.unfinished`;
  try {
    await writeFile(unfinished, data);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, {force: true});
    throw error;
  }
}
