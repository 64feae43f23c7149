import type {FrontEnd, Source} from './facts/index.ts';

/** Who edits goes to and fro between few files; each costs some megabytes. */
const MOST_EDITED = 4;

/** The last version of a file that was parsed. */
interface Version<Tree> {
  readonly text: string;
  readonly tree: Tree;
  /** Whether the one before it was at hand; the next one is likely to come. */
  readonly isEdited: boolean;
}

/**
 * The front end, which gives the same tree for the same text when nothing else was parsed in between. After each keystroke a host asks
 * what has changed for other files, and then for the problems: both are about one text, whose facts are kept with its tree. Of few
 * files that are being edited the last tree is kept longer, where the front end makes the next one out of it.
 */
export function rememberingLatest<Tree extends object>(frontEnd: FrontEnd<Tree>): FrontEnd<Tree> {
  /** By path; the one that was parsed last comes last. */
  const versions = new Map<string, Version<Tree>>();

  const parseNext = (source: Source): Tree => {
    const before = frontEnd.parseAgain ? versions.get(source.path)?.tree : undefined;
    versions.delete(source.path);
    forgetUnedited(versions);
    const tree = before && frontEnd.parseAgain ? frontEnd.parseAgain(source, before) : frontEnd.parse(source);
    versions.set(source.path, {text: source.text, tree, isEdited: before !== undefined});
    return tree;
  };

  return {
    ...frontEnd,
    parse(source) {
      const latest = versions.get(source.path);
      return latest?.text === source.text ? latest.tree : parseNext(source);
    },
  };
}

/** Given up before the next tree is made, not after: two trees at a time would cost the garbage collector more than it saves. */
function forgetUnedited(versions: Map<string, Version<object>>): void {
  for (const [path, {isEdited}] of versions) if (!isEdited || versions.size >= MOST_EDITED) versions.delete(path);
}
