import {readdirSync, readFileSync, realpathSync, statSync} from 'node:fs';
import type {SourceFiles} from '../project/source-files.ts';

/** Larger files are generated, as `LONGEST_TEXT` of the engine says; what imports one knows nothing of it. */
const LARGEST_FILE_BYTES = 2_000_000;

/** The files of the disk. What cannot be read is as if it were not there: a missing permission must not end a lint run. */
export const diskFiles: SourceFiles = {
  read(path) {
    try {
      return statSync(path).size > LARGEST_FILE_BYTES ? null : decoded(readFileSync(path, 'utf8'));
    } catch {
      return null;
    }
  },
  stat(path) {
    try {
      const stats = statSync(path, {throwIfNoEntry: false});
      if (stats?.isFile()) return {kind: 'file', version: `${stats.mtimeMs}:${stats.size}`};
      return stats?.isDirectory() ? {kind: 'directory', version: `${stats.mtimeMs}`} : null;
    } catch {
      return null;
    }
  },
  list(directory) {
    try {
      return readdirSync(directory);
    } catch {
      return [];
    }
  },
  realPath(path) {
    try {
      return realpathSync.native(path);
    } catch {
      return path;
    }
  },
};

/** Null for what is not text. Invalid UTF-8 is replaced, not refused: positions stay those of the decoded text, as in the editor. */
function decoded(text: string): string | null {
  if (text.slice(0, 8192).includes('\0')) return null;
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}
