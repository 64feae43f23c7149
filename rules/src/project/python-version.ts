import type {FileFacts} from '../facts/index.ts';
import {directoriesUpwards, directoryOf, joinPath} from './source-path.ts';
import type {SourceFiles} from './source-files.ts';

type Version = readonly [major: number, minor: number];

/** Which Python a project says it is for. */
export interface PythonVersions {
  /** The oldest one for a file, from the nearest `pyproject.toml` or `setup.cfg` that says so; null where none does. */
  oldestFor(facts: Pick<FileFacts, 'path' | 'language'>): Version | null;
  forget(): void;
}

export function pythonVersions(files: SourceFiles): PythonVersions {
  const known = new Map<string, Version | null>();
  return {
    oldestFor({path, language}) {
      if (language !== 'python') return null;
      const directory = directoryOf(path);
      let version = known.get(directory);
      if (version === undefined) known.set(directory, (version = find(files, directory)));
      return version;
    },
    forget: () => known.clear(),
  };
}

function find(files: SourceFiles, from: string): Version | null {
  for (const directory of directoriesUpwards(from)) {
    for (const {file, said} of DECLARATIONS) {
      const version = oldestIn(said.exec(files.read(joinPath(directory, file)) ?? '')?.[1] ?? '');
      if (version) return version;
    }
  }
  return null;
}

/** Where a project says it: in the standard's words, in Poetry's, and in those of setuptools. */
const DECLARATIONS: readonly {readonly file: string; readonly said: RegExp}[] = [
  {file: 'pyproject.toml', said: /^\s*requires-python\s*=\s*["']([^"'\n]*)["']/m},
  {file: 'pyproject.toml', said: /^\s*python\s*=\s*["']([^"'\n]*)["']/m},
  {file: 'setup.cfg', said: /^\s*python_requires\s*=\s*(.*)$/m},
];

/** `>=3.9,<4`, `^3.11`, `~=3.12.0`, `3.13.*`: the bound from below. */
function oldestIn(specifier: string): Version | null {
  const found = /(?:^|[,\s])(?:>=|~=|==|\^|~|>)?\s*(\d+)\.(\d+)/.exec(specifier);
  return found ? [Number(found[1]), Number(found[2])] : null;
}
