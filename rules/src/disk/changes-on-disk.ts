import type {SourceFiles} from '../project/source-files.ts';

/** Files that remember what was read of them, for a host that nobody tells of changes. */
export interface RememberedFiles {
  readonly files: SourceFiles;
  /** The paths whose content is no longer what was read. Asking again soon gives nothing: looking at every file has its price. */
  changes(): readonly string[];
}

/** An editor lints at most so often, and a run over a whole project is over many files in this time. */
const REST_MS = 1000;

/**
 * Lays a memory over the files. ESLint in an editor lives for hours, and has no word for "another file has changed": so the files
 * that the index rests on are looked at again, at most once a second, when something is linted.
 */
export function rememberReads(files: SourceFiles, now: () => number): RememberedFiles {
  const versions = new Map<string, string | null>();
  const versionOf = (path: string) => files.stat(path)?.version ?? null;
  let lookedAt = now();
  return {
    files: {
      ...files,
      read(path) {
        versions.set(path, versionOf(path));
        return files.read(path);
      },
    },
    changes() {
      if (now() - lookedAt < REST_MS) return [];
      const changed = [...versions].filter(([path, version]) => versionOf(path) !== version).map(([path]) => path);
      for (const path of changed) versions.set(path, versionOf(path));
      lookedAt = now();
      return changed;
    },
  };
}
