import {cacheFolder, diskCache, diskFiles, frontEnds} from '../../rules/src/disk/index.ts';
import {createEngine} from '../../rules/src/engine.ts';
import {eslintConfigurationReader} from './eslint-configuration.ts';
import type {Host} from './host.ts';
import {whileOptimisingLate} from './late-optimisation.ts';
import {openFilesOver} from './open-files.ts';
import {runJobsInWorkers} from './run-worker.ts';
import {listSourceFiles} from './source-file-list.ts';

/** Node as the outside world. The files are the bundles of its workers: of the one that reads ESLint configurations, and of the one that reads runs. */
export function nodeHost({version, eslintWorkerFile, runWorkerFile}: {readonly version: string; readonly eslintWorkerFile: string; readonly runWorkerFile: string}): Host {
  return {
    version,
    now: () => performance.now(),
    eslint: eslintConfigurationReader(eslintWorkerFile),
    listSourceFiles,
    whileOptimisingLate,
    doRunJob: runJobsInWorkers(runWorkerFile),
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
