/** A file as a run names it, with what identifies its content. */
interface Identified {
  readonly file: string;
  readonly contentHash: string | null;
}

/**
 * Finds the file of a run that a document is. The path tells, under any of the document's `names`; where the folder has moved, or the run comes from another
 * machine, the content must be the same to the letter, and no other file of that name may have it. `nameOf` gives a path of the run its one name.
 */
export function measuredFile<File extends Identified>(files: readonly File[], {names, hash}: {readonly names: readonly string[]; readonly hash: string}, nameOf: (path: string) => string): File | null {
  const here = files.find(({file}) => names.includes(nameOf(file)));
  if (here) return here;
  const alike = namesakes(files, names[0] ?? '').filter(({contentHash}) => contentHash === hash);
  return alike.length === 1 ? (alike[0] ?? null) : null;
}

/** The files of a run that are called as a path is, whatever folders they are in. */
export function namesakes<File extends Identified>(files: readonly File[], path: string): File[] {
  return files.filter(({file}) => baseName(file) === baseName(path));
}

function baseName(path: string): string {
  return (path.split(/[\\/]/).at(-1) ?? path).toLowerCase();
}
