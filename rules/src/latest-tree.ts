import type {FrontEnd, Source} from './facts/index.ts';

/**
 * The front end, which gives the same tree for the same text when nothing else was parsed in between. After each keystroke a host asks
 * what has changed for other files, and then for the problems: both are about one text, whose facts are kept with its tree.
 */
export function rememberingLatest<Tree extends object>(frontEnd: FrontEnd<Tree>): FrontEnd<Tree> {
  let latest: (Source & {readonly tree: Tree}) | null = null;
  return {
    ...frontEnd,
    parse({path, text}) {
      if (latest?.path === path && latest.text === text) return latest.tree;
      // Given up before, not after: two trees at a time would cost the garbage collector more than it saves.
      latest = null;
      latest = {path, text, tree: frontEnd.parse({path, text})};
      return latest.tree;
    },
  };
}
