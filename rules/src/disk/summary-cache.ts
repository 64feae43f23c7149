import {randomUUID} from 'node:crypto';
import {existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {SummaryCache} from '../project/source-files.ts';

/**
 * One file per summary in a folder that several processes share. A file is written under a name of its own and then renamed, so
 * that nobody ever reads half of one; whatever goes wrong is a miss, because everything here can be computed again.
 */
export function diskCache(folder: string): SummaryCache {
  let isWritable = true;
  const made = new Set<string>();
  const pathOf = (key: string) => join(folder, key.slice(0, 2), `${key}.json`);
  const makeFolder = (name: string) => {
    if (made.has(name)) return;
    mkdirSync(join(folder, name), {recursive: true});
    made.add(name);
  };
  return {
    read(key) {
      const path = pathOf(key);
      // A project that is new has a miss for each file, and an exception is a dear way to tell of one.
      if (!existsSync(path)) return null;
      try {
        return readFileSync(path, 'utf8');
      } catch {
        return null;
      }
    },
    write(key, value) {
      if (!isWritable) return;
      const path = pathOf(key);
      const draft = `${path}.${randomUUID()}`;
      try {
        makeFolder(key.slice(0, 2));
        writeFileSync(draft, value);
        renameSync(draft, path);
      } catch {
        isWritable = false;
        rmSync(draft, {force: true});
      }
    },
  };
}
