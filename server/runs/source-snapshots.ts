import {createHash} from 'node:crypto';
import {mkdir, readFile, stat} from 'node:fs/promises';
import {dirname} from 'node:path';
import {promisify} from 'node:util';
import {gunzip, gzip} from 'node:zlib';
import {isUserFile} from '../profile/file-paths.ts';
import type {Run} from '../profile/run.ts';
import {type RunFolder, writeWhole} from './run-folder.ts';

/** The files that a run names, as they were when it was taken. What had gone by then, or could not be read, is not in it. */
export interface SourceSnapshots {
  readonly version: 1;
  readonly files: readonly SourceSnapshot[];
}

export interface SourceSnapshot {
  /** Absolute, as the run names it. */
  readonly file: string;
  readonly contentHash: string;
  /** Written to after the program had started: nobody knows which of its texts ran, so its lines stand for their functions only. */
  readonly changedDuringRun: boolean;
  /** Whether the text itself is kept as well. Installed packages are not: they do not change under the user's hands. */
  readonly hasText: boolean;
}

/** Longer files are generated ones, which nobody edits. */
const LONGEST_KEPT_BYTES = 5_000_000;

/** SHA-256 of a text as an editor holds it, in hexadecimal: a byte order mark and the kind of line ends do not count. */
export function contentHash(text: string): string {
  return createHash('sha256').update(text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')).digest('hex');
}

/** Keeps the files of a run. `startedAt` is when the program started; throws where the run's folder cannot be written to. */
export async function keepSources(folder: RunFolder, run: Run, startedAt: Date): Promise<SourceSnapshots> {
  const files: SourceSnapshot[] = [];
  for (const file of filesOf(run)) {
    const snapshot = await keepSource(folder, file, startedAt);
    if (snapshot) files.push(snapshot);
  }
  const snapshots: SourceSnapshots = {version: 1, files};
  await writeWhole(folder.sources, `${JSON.stringify(snapshots, null, 2)}\n`);
  return snapshots;
}

/** Null where none were kept, or what was kept cannot be read. */
export async function readSourceSnapshots(folder: RunFolder): Promise<SourceSnapshots | null> {
  try {
    const value = JSON.parse(await readFile(folder.sources, 'utf8')) as SourceSnapshots;
    return value.version === 1 && Array.isArray(value.files) ? value : null;
  } catch {
    return null;
  }
}

/** The texts that a kept run holds of its files, by path; not of those that changed while the program ran. */
export async function textsIn(folder: RunFolder): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const snapshot of (await readSourceSnapshots(folder))?.files ?? []) {
    const text = await textOf(folder, snapshot);
    if (text !== null) texts.set(snapshot.file, text);
  }
  return texts;
}

/** The text that was measured; null where it was not kept, or where nobody can tell which of its texts it was. */
export async function textOf(folder: RunFolder, {contentHash: hash, hasText, changedDuringRun}: SourceSnapshot): Promise<string | null> {
  return hasText && !changedDuringRun ? readSnapshotText(folder, hash) : null;
}

/** The text of a file at the time of the run; null where it was not kept. */
export async function readSnapshotText(folder: RunFolder, hash: string): Promise<string | null> {
  try {
    return (await unpack(await readFile(folder.snapshot(hash)))).toString('utf8');
  } catch {
    return null;
  }
}

const pack = promisify(gzip);
const unpack = promisify(gunzip);

function filesOf({files, lines, functions, stalls}: Run): Set<string> {
  return new Set([...files, ...[...lines, ...functions, ...stalls.flatMap(({culprits}) => culprits)].map(({file}) => file)]);
}

async function keepSource(folder: RunFolder, file: string, startedAt: Date): Promise<SourceSnapshot | null> {
  const read = await readSource(file);
  if (!read) return null;
  const hash = contentHash(read.text);
  const hasText = isUserFile(file) && read.text.length <= LONGEST_KEPT_BYTES;
  if (hasText) {
    const path = folder.snapshot(hash);
    await mkdir(dirname(path), {recursive: true});
    await writeWhole(path, await pack(read.text));
  }
  return {file, contentHash: hash, changedDuringRun: read.changedAtMs > startedAt.getTime(), hasText};
}

async function readSource(file: string): Promise<{readonly text: string; readonly changedAtMs: number} | null> {
  try {
    const {mtimeMs} = await stat(file);
    return {text: await readFile(file, 'utf8'), changedAtMs: mtimeMs};
  } catch {
    return null;
  }
}
