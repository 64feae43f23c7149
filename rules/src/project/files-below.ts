import {languageOfPath} from './file-records.ts';
import {joinPath} from './source-path.ts';
import type {SourceFiles} from './source-files.ts';

export interface FilesBelowLimits {
  readonly mostFiles: number;
  /** Names of which the disk must be asked whether they are folders: data may lie in thousands. */
  readonly mostAsked: number;
}

/** The source files below a folder, without what is installed and what is hidden; null where there are too many. `passes` says which folders are looked into. */
export function filesBelow(files: SourceFiles, folder: string, {mostFiles, mostAsked}: FilesBelowLimits, passes: (name: string) => boolean): readonly string[] | null {
  const found: string[] = [];
  const folders = [folder];
  let asked = 0;
  // A list is walked in the order of what is added to it, also while it grows.
  for (const at of folders) {
    for (const name of [...files.list(at)].sort()) {
      const path = joinPath(at, name);
      if (languageOfPath(path) !== null) found.push(path);
      else if (!/^\.|\.\w+$|^(?:node_modules|__pycache__)$/.test(name) && passes(name)) {
        asked++;
        // A link to a folder is none: what it leads to is looked at where it stands, and it may lead back to where it is.
        if (files.stat(path)?.kind === 'directory' && files.realPath(path) === joinPath(files.realPath(at), name)) folders.push(path);
      }
      if (found.length > mostFiles || asked > mostAsked) return null;
    }
  }
  return found;
}
