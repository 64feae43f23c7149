import {existsSync} from 'node:fs';
import {dirname, join} from 'node:path';

/** Where the summaries of a project are kept between runs: in the caches of its packages, as other tools do; null where it has none. */
export function cacheFolder(directory: string): string | null {
  for (let folder = directory; ; folder = dirname(folder)) {
    const packages = join(folder, 'node_modules');
    if (existsSync(packages)) return join(packages, '.cache', 'loopsight');
    if (dirname(folder) === folder) return null;
  }
}
