import type {Edits} from './edits.ts';
import type {FileFacts} from './file.ts';

/**
 * A language: text in, facts and rewrites out. `Tree` is whatever its parser makes; nobody else looks inside.
 * Parsing never throws: what could not be read is in `FileFacts.syntaxErrors`, and the facts are of the rest.
 */
export interface FrontEnd<Tree extends object> {
  parse(source: Source): Tree;
  /**
   * Gives what `parse` gives, of a text of which another version was parsed before. That version's tree and facts are used up: parts of
   * them are in the new one. Absent where nothing is gained.
   */
  parseAgain?(source: Source, before: Tree): Tree;
  /** One walk. Facts are cached on the tree, so asking twice costs nothing. */
  facts(tree: Tree, source: Source): FileFacts;
  edits(facts: FileFacts): Edits;
}

export interface Source {
  /** Absolute path; its extension chooses the dialect (`.tsx`, `.cjs`, `.pyi`). */
  readonly path: string;
  /** Without a byte order mark. */
  readonly text: string;
}
