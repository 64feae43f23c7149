import {readFile, stat} from 'node:fs/promises';
import type {MeasuredFile} from './read-evidence.ts';
import {contentHash} from './source-snapshots.ts';

/** Tells which files of a run are on disk what they were when it was taken. A file is read again when it was written to. */
export class UnchangedFiles {
  readonly #hashes: ReadonlyMap<string, string | null>;
  readonly #known = new Map<string, {readonly changedAtMs: number; readonly isSame: boolean}>();

  constructor(files: readonly MeasuredFile[]) {
    this.#hashes = new Map(files.map(({file, contentHash: hash}) => [file, hash]));
  }

  async has(file: string): Promise<boolean> {
    const hash = this.#hashes.get(file) ?? null;
    const changedAtMs = hash === null ? null : await stat(file).then(({mtimeMs}) => mtimeMs, () => null);
    if (changedAtMs === null) return false;
    const known = this.#known.get(file);
    if (known?.changedAtMs === changedAtMs) return known.isSame;
    const isSame = await readFile(file, 'utf8').then(text => contentHash(text) === hash, () => false);
    this.#known.set(file, {changedAtMs, isSame});
    return isSame;
  }
}
