import {baseNameOf, directoryOf} from './source-path.ts';
import type {SourceFiles} from './source-files.ts';

/** Which files there are, by listing each folder once: imports try many names in few folders. */
export class DirectoryListing {
  readonly #files: SourceFiles;
  readonly #names = new Map<string, ReadonlySet<string>>();
  readonly #kinds = new Map<string, 'file' | 'directory' | null>();

  constructor(files: SourceFiles) {
    this.#files = files;
  }

  isFile(path: string): boolean {
    return this.#kind(path) === 'file';
  }

  isDirectory(path: string): boolean {
    return this.#kind(path) === 'directory';
  }

  names(directory: string): ReadonlySet<string> {
    let names = this.#names.get(directory);
    if (!names) this.#names.set(directory, (names = new Set(this.#files.list(directory))));
    return names;
  }

  forget(): void {
    this.#names.clear();
    this.#kinds.clear();
  }

  #kind(path: string): 'file' | 'directory' | null {
    if (!this.names(directoryOf(path)).has(baseNameOf(path))) return null;
    // Asking for each would cost more than all listings. A folder that is called like this reads as a file without text: nothing is known.
    if (/\.(?:[cm]?[jt]sx?|json|py)$/.test(path)) return 'file';
    let kind = this.#kinds.get(path);
    if (kind === undefined) this.#kinds.set(path, (kind = this.#files.stat(path)?.kind ?? null));
    return kind;
  }
}
