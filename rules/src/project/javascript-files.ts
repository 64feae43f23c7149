import type {DirectoryListing} from './directory-listing.ts';
import {joinPath} from './source-path.ts';

/** TypeScript is written with the extension of its output: `./db.js` is `db.ts`. Sources come before what is made of them. */
export const WRITTEN_FOR: Readonly<Record<string, string[]>> = {
  '.js': ['.ts', '.tsx', '.js'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
};

export const EXTENSIONS: readonly string[] = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** The file that a path, with an extension or without, means. */
export function findFile(listing: DirectoryListing, path: string): string | null {
  for (const candidate of candidates(path)) if (listing.isFile(candidate)) return candidate;
  if (!listing.isDirectory(path)) return null;
  for (const extension of EXTENSIONS) {
    const index = joinPath(path, `index${extension}`);
    if (listing.isFile(index)) return index;
  }
  return null;
}

function* candidates(path: string): Generator<string> {
  const written = /\.[cm]?jsx?$/.exec(path)?.[0];
  for (const extension of (written !== undefined && WRITTEN_FOR[written]) || []) yield path.slice(0, -(written ?? '').length) + extension;
  yield path;
  for (const extension of EXTENSIONS) yield path + extension;
}
