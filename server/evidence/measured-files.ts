/** A file as a run names it, with what identifies its content. */
interface Identified {
  readonly file: string;
  readonly contentHash: string | null;
}

/** What is known of the paths of a run on this machine. */
export interface RunPaths {
  /** Gives a path of the run its one name. */
  nameOf(path: string): string;
  /** Whether no file is there any more, or never was: the folder has moved, or the run comes from another machine. */
  isGone(path: string): boolean;
}

/** The file of a run that a document is, or one that it may be, though nobody can tell. */
export type FoundFile<File> = {readonly isProven: boolean; readonly file: File};

/**
 * Finds the file of a run that a document is. The path tells, under any of the document's `names`. Where the path leads nowhere, the content must be the same
 * to the letter, and no other such file may have it.
 */
export function measuredFile<File extends Identified>(files: readonly File[], {names, hash}: {readonly names: readonly string[]; readonly hash: string}, {nameOf, isGone}: RunPaths): FoundFile<File> | null {
  const here = files.find(({file}) => names.includes(nameOf(file)));
  if (here) return {isProven: true, file: here};
  const gone = namesakes(files, names[0] ?? '').filter(({file}) => isGone(file));
  const alike = gone.filter(({contentHash}) => contentHash === hash);
  if (alike.length === 1 && alike[0]) return {isProven: true, file: alike[0]};
  const likely = gone.find(({file}) => lastParts(file) === lastParts(names[0] ?? ''));
  return likely ? {isProven: false, file: likely} : null;
}

/** The files of a run that are called as a path is, whatever folders they are in. */
export function namesakes<File extends Identified>(files: readonly File[], path: string): File[] {
  return files.filter(({file}) => lastParts(file, 1) === lastParts(path, 1));
}

/** The name with that of its folder: files called `index.js` in folders of other names have little to do with each other. */
function lastParts(path: string, count = 2): string {
  return path.split(/[\\/]/).slice(-count).join('/').toLowerCase();
}
