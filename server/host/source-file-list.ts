import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {languageOfPath} from '../lint/languages.ts';

/** Folders of what others wrote or tools made. */
const NOT_OURS = new Set(['node_modules', 'bower_components', 'dist', 'build', 'out', 'coverage', 'vendor', 'venv', 'env', '__pycache__', 'site-packages', 'target']);

/** Every file below the folders that has a front end, in a stable order. What cannot be read is left out. */
export async function listSourceFiles(roots: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
  const files: string[] = [];
  const folders = [...roots];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    signal.throwIfAborted();
    const entries = await readdir(folder, {withFileTypes: true}).catch(() => []);
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!NOT_OURS.has(entry.name) && !entry.name.startsWith('.')) folders.push(path);
      } else if (entry.isFile() && languageOfPath(path) && !/\.min\.[cm]?js$|\.d\.[cm]?ts$/.test(entry.name)) {
        files.push(path);
      }
    }
  }
  return files.sort();
}
