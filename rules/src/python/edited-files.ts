import type {Source} from '../facts/index.ts';
import type {Module} from './ast.ts';
import {parseAgain, parsePython, type ReadPieces} from './parse.ts';

/** Who edits goes to and fro between few files; each costs some megabytes. */
const MOST_EDITED = 4;

/**
 * Parses files of which most come once and some, being edited, again and again: of those, what was read of the last version is kept.
 * A file read for the first time costs nothing more.
 */
export class EditedFiles {
  /** Path → what was read of its last version; the file that was parsed last comes last. */
  readonly #pieces = new Map<string, ReadPieces>();

  parse({path, text}: Source): Module {
    const before = this.#pieces.get(path);
    this.#pieces.delete(path);
    if (before === undefined) {
      this.#keep(path, new Map());
      return parsePython(text).tree;
    }
    const {tree, pieces} = parseAgain(text, before);
    this.#keep(path, pieces);
    return tree;
  }

  get remembered(): number {
    return this.#pieces.size;
  }

  #keep(path: string, pieces: ReadPieces): void {
    this.#pieces.set(path, pieces);
    const [oldest] = this.#pieces.keys();
    if (this.#pieces.size > MOST_EDITED && oldest !== undefined) this.#pieces.delete(oldest);
  }
}
