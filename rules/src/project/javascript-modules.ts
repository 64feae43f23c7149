import {DirectoryListing} from './directory-listing.ts';
import {MISSING, type ModuleResolver} from './module-resolution.ts';
import {isNodeBuiltin} from './node-builtins.ts';
import {directoryOf, joinPath} from './source-path.ts';
import type {SourceFiles} from './source-files.ts';

/** Imports as Node, TypeScript and bundlers find them. */
export function javascriptResolver(files: SourceFiles, _roots: readonly string[]): ModuleResolver {
  const listing = new DirectoryListing(files);
  return {
    resolve(from, module) {
      if (isRelative(module)) {
        const path = findFile(listing, joinPath(directoryOf(from), module));
        return path === null ? MISSING : {kind: 'file', path};
      }
      return isNodeBuiltin(module) ? {kind: 'external', name: module} : {kind: 'external', name: module};
    },
    forget: () => listing.forget(),
  };
}

function isRelative(module: string): boolean {
  return /^\.{1,2}(?:\/|$)/.test(module);
}

/** TypeScript is written with the extension of its output: `./db.js` is `db.ts`. */
const WRITTEN_FOR: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
};

const EXTENSIONS: readonly string[] = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** The file that a path without or with an extension means; sources before what is made of them. */
export function findFile(listing: DirectoryListing, path: string): string | null {
  const written = /\.[cm]?jsx?$/.exec(path)?.[0];
  const stem = written === undefined ? path : path.slice(0, -written.length);
  const candidates = [
    ...(written === undefined ? [] : (WRITTEN_FOR[written] ?? []).map(extension => stem + extension)),
    path,
    ...EXTENSIONS.map(extension => path + extension),
  ];
  for (const candidate of candidates) if (listing.isFile(candidate)) return candidate;
  if (!listing.isDirectory(path)) return null;
  for (const extension of EXTENSIONS) {
    const index = joinPath(path, `index${extension}`);
    if (listing.isFile(index)) return index;
  }
  return null;
}
