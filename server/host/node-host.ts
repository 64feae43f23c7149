import {cacheFolder, diskCache, diskFiles, frontEnds} from '../../rules/src/disk/index.ts';
import {createEngine} from '../../rules/src/engine.ts';
import {eslintConfigurationReader} from './eslint-configuration.ts';
import type {Host} from './host.ts';
import {openFilesOver} from './open-files.ts';
import {listSourceFiles} from './source-file-list.ts';

/** Node as the outside world. `eslintWorkerFile` is the bundle of the worker that reads ESLint configurations. */
export function nodeHost({version, eslintWorkerFile}: {readonly version: string; readonly eslintWorkerFile: string}): Host {
  return {
    version,
    now: () => performance.now(),
    eslint: eslintConfigurationReader(eslintWorkerFile),
    listSourceFiles,
    createEngine({roots, cacheFolder: wanted, openText, reportBug}) {
      const folder = wanted ?? cacheFolder(roots[0] ?? process.cwd());
      return createEngine({
        frontEnds,
        files: openFilesOver(diskFiles, openText),
        cache: folder ? diskCache(folder) : null,
        roots,
        reportBug: ({ruleId, path, error}) => reportBug(`Loopsight's rule ${ruleId} failed on ${path}: ${error instanceof Error ? error.stack : String(error)}`),
      });
    },
  };
}
