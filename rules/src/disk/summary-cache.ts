import {randomUUID} from 'node:crypto';
import {mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {SummaryCache} from '../project/source-files.ts';

/**
 * One file per summary in a folder that several processes share. A file is written under a name of its own and then renamed, so
 * that nobody ever reads half of one; whatever goes wrong is a miss, because everything here can be computed again.
 */
export function diskCache(folder: string): SummaryCache {
  let isWritable = true;
  const pathOf = (key: string) => join(folder, key.slice(0, 2), `${key}.json`);
  return {
    read(key) {
      try {
        return readFileSync(pathOf(key), 'utf8');
      } catch {
        return null;
      }
    },
    write(key, value) {
      if (!isWritable) return;
      const path = pathOf(key);
      const draft = `${path}.${randomUUID()}`;
      try {
        mkdirSync(join(folder, key.slice(0, 2)), {recursive: true});
        writeFileSync(draft, value);
        renameSync(draft, path);
      } catch {
        isWritable = false;
        rmSync(draft, {force: true});
      }
    },
  };
}
