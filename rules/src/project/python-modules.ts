import {DirectoryListing} from './directory-listing.ts';
import {MISSING, type ModuleResolver, type ResolvedModule} from './module-resolution.ts';
import {directoriesUpwards, directoryOf, isWithin, joinPath} from './source-path.ts';
import type {SourceFiles} from './source-files.ts';

/** Imports as Python finds them, in the project's own folders; everything else is installed, and known by its name alone. */
export function pythonResolver(files: SourceFiles, roots: readonly string[]): ModuleResolver {
  const listing = new DirectoryListing(files);
  return {
    resolve(from, module) {
      const dots = /^\.*/.exec(module)?.[0].length ?? 0;
      const parts = module.slice(dots).split('.').filter(part => part !== '');
      if (dots > 0) return find(listing, joinPath(directoryOf(from), '../'.repeat(dots - 1)), parts) ?? MISSING;
      return findAbsolute(listing, from, parts, roots) ?? {kind: 'external', name: module};
    },
    forget: () => listing.forget(),
  };
}

/** Regular modules of any folder come before namespace packages of all, as on `sys.path`. */
function findAbsolute(listing: DirectoryListing, from: string, parts: readonly string[], roots: readonly string[]): ResolvedModule | null {
  let namespace: ResolvedModule | null = null;
  for (const directory of searchPath(listing, from, roots)) {
    const found = find(listing, directory, parts);
    if (found?.kind === 'file') return found;
    if (found?.kind === 'namespace' && holdsModules(listing, found.directory)) namespace ??= found;
  }
  return namespace;
}

/** The folders around the file, up to the root of its project, and their `src`; a package's own folder is not one to import from. */
function* searchPath(listing: DirectoryListing, from: string, roots: readonly string[]): Generator<string> {
  const own = roots.filter(root => isWithin(from, root));
  for (const directory of directoriesUpwards(directoryOf(from))) {
    const names = listing.names(directory);
    if (!names.has('__init__.py')) yield* withSource(directory, names);
    if (own.length > 0 ? own.includes(directory) : isProjectRoot(names)) break;
  }
  for (const root of roots) {
    if (!own.includes(root)) yield* withSource(root, listing.names(root));
  }
}

function* withSource(directory: string, names: ReadonlySet<string>): Generator<string> {
  yield directory;
  if (names.has('src')) yield joinPath(directory, 'src');
}

function isProjectRoot(names: ReadonlySet<string>): boolean {
  return ['pyproject.toml', 'setup.py', 'setup.cfg', '.git'].some(name => names.has(name));
}

/** Follows a dotted name from a folder. Stub files say nothing of what a call does and are left out. */
function find(listing: DirectoryListing, directory: string, parts: readonly string[]): ResolvedModule | null {
  let at = directory;
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const next = joinPath(at, part);
    if (listing.isDirectory(next)) {
      if (isLast && listing.isFile(joinPath(next, '__init__.py'))) return {kind: 'file', path: joinPath(next, '__init__.py')};
      const module = `${next}.py`;
      if (isLast && listing.isFile(module)) return {kind: 'file', path: module};
      at = next;
      continue;
    }
    const module = `${next}.py`;
    return isLast && listing.isFile(module) ? {kind: 'file', path: module} : null;
  }
  const initializer = joinPath(at, '__init__.py');
  return listing.isFile(initializer) ? {kind: 'file', path: initializer} : {kind: 'namespace', directory: at};
}

/** Any folder could be a namespace package; one without Python below it (`docs`, `redis`) must not hide an installed module. */
function holdsModules(listing: DirectoryListing, directory: string): boolean {
  const names = [...listing.names(directory)];
  return names.some(name => name.endsWith('.py')) || names.some(name => !name.includes('.') && listing.names(joinPath(directory, name)).has('__init__.py'));
}
