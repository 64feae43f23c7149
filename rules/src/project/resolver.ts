import {languageOfPath} from './file-records.ts';
import {javascriptResolver} from './javascript-modules.ts';
import {MISSING, type ModuleResolver, type ResolvedModule} from './module-resolution.ts';
import {pythonResolver} from './python-modules.ts';
import {directoryOf} from './source-path.ts';
import type {SourceFiles} from './source-files.ts';

/** Finds the files behind imports, by the rules of the importing file's language; asked once per folder and module. */
export function createResolver(files: SourceFiles, roots: readonly string[]): ModuleResolver {
  const known = new Map<string, Map<string, ResolvedModule>>();
  const resolvers = {javascript: javascriptResolver(files), python: pythonResolver(files, roots)};
  return {
    resolve(from, module) {
      const language = languageOfPath(from);
      if (language === null) return MISSING;
      const directory = directoryOf(from);
      let modules = known.get(directory);
      if (!modules) known.set(directory, (modules = new Map()));
      const key = `${language} ${module}`;
      let resolved = modules.get(key);
      if (!resolved) modules.set(key, (resolved = resolvers[language].resolve(from, module)));
      return resolved;
    },
    forget() {
      known.clear();
      resolvers.javascript.forget();
      resolvers.python.forget();
    },
  };
}
