/** A file as a run names it, with what identifies its content. */
interface Identified {
  readonly file: string;
  readonly contentHash: string | null;
}

/**
 * Finds the file of a run that a document is. `path` and `hash` are the document's; `nameOf` gives a path its one name. The path tells; where the folder
 * has moved, or the run comes from another machine, the content must be the same to the letter, and no other file may have it.
 */
export function measuredFile<File extends Identified>(files: readonly File[], {path, hash}: {readonly path: string; readonly hash: string}, nameOf: (path: string) => string): File | null {
  const here = files.find(({file}) => nameOf(file) === path);
  if (here) return here;
  const alike = files.filter(({file, contentHash}) => contentHash === hash && baseName(file) === baseName(path));
  return alike.length === 1 ? (alike[0] ?? null) : null;
}

function baseName(path: string): string {
  return (path.split(/[\\/]/).at(-1) ?? path).toLowerCase();
}
