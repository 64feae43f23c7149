import {cacheFolder, diskCache, diskFiles, frontEnds} from '../../rules/src/disk/index.ts';
import {createEngine} from '../../rules/src/engine.ts';
import {configurationFromSettings} from '../lint/configuration.ts';
import {languageOfPath} from '../lint/languages.ts';
import type {Settings} from '../settings.ts';
import {type CheckedFile, foundProblems} from './found.ts';

export interface CheckJob {
  readonly paths: readonly string[];
  readonly root: string;
  readonly settings: Settings;
}

/** Looks at each file in its project. A file that cannot be read is told, not passed over. */
export function* checkFiles({paths, root, settings}: CheckJob): Iterable<CheckedFile> {
  const folder = cacheFolder(root);
  let bug: string | undefined;
  const engine = createEngine({
    frontEnds,
    files: diskFiles,
    cache: folder ? diskCache(folder) : null,
    roots: [root],
    reportBug: ({ruleId, error}) => (bug = `the rule ${ruleId} failed; please report this: ${error instanceof Error ? error.stack : String(error)}`),
  });
  for (const path of paths) {
    const language = languageOfPath(path);
    const text = diskFiles.read(path);
    if (!language || text === null) {
      yield {path, problems: [], syntaxErrors: 0, failure: language ? 'it is unreadable, not text, or larger than 2 MB' : 'it is neither JavaScript, TypeScript nor Python'};
      continue;
    }
    bug = undefined;
    const {reports, syntaxErrors} = engine.lint({path, text, language}, configurationFromSettings(settings, language).lint, 'project');
    yield {path, problems: foundProblems(path, text, reports), syntaxErrors: syntaxErrors.length, ...(bug === undefined ? {} : {failure: bug})};
  }
}
