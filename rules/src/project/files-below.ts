import {languageOfPath} from './file-records.ts';
import {joinPath} from './source-path.ts';
import type {SourceFiles} from './source-files.ts';

export interface FilesBelowOptions {
  readonly files: SourceFiles;
  readonly mostFiles: number;
  /** Names of which the disk must be asked whether they are folders: data may lie in thousands. */
  readonly mostAsked: number;
  /** Whether a folder of the name is looked into. Absent: each is. */
  readonly passes?: (name: string) => boolean;
}

/** The source files below folders, without what is installed and what is hidden. What is known of a folder is kept, as it is a part of those around it. */
export class FilesBelow {
  readonly #options: FilesBelowOptions;
  /** Null: too much is below it. */
  readonly #known = new Map<string, Below | null>();

  constructor(options: FilesBelowOptions) {
    this.#options = options;
  }

  /** Null where there are too many. */
  of(folder: string): readonly string[] | null {
    return this.#below(folder)?.files ?? null;
  }

  /** Files came or went. */
  forget(): void {
    this.#known.clear();
  }

  #below(folder: string): Below | null {
    let below = this.#known.get(folder);
    if (below === undefined) this.#known.set(folder, (below = this.#find(folder)));
    return below;
  }

  #find(folder: string): Below | null {
    const {files, mostFiles, mostAsked, passes} = this.#options;
    const found: string[] = [];
    let asked = 0;
    for (const name of [...files.list(folder)].sort()) {
      const path = joinPath(folder, name);
      if (languageOfPath(path) !== null) found.push(path);
      else if (!/^\.|\.\w+$|^(?:node_modules|__pycache__)$/.test(name) && passes?.(name) !== false) {
        asked++;
        const inside = this.#isFolder(path, folder, name) ? this.#below(path) : NOTHING;
        if (inside === null) return null;
        // Not spread: as arguments, thousands of files could overflow the stack.
        for (const file of inside.files) found.push(file);
        asked += inside.asked;
      }
      if (found.length > mostFiles || asked > mostAsked) return null;
    }
    return {files: found, asked};
  }

  /** A link to a folder is none: what it leads to is looked at where it stands, and it may lead back to where it is. */
  #isFolder(path: string, folder: string, name: string): boolean {
    const {files} = this.#options;
    return files.stat(path)?.kind === 'directory' && files.realPath(path) === joinPath(files.realPath(folder), name);
  }
}

/** The files below a folder, and how many names in it the disk was asked about. */
interface Below {
  readonly files: readonly string[];
  readonly asked: number;
}

const NOTHING: Below = {files: [], asked: 0};
