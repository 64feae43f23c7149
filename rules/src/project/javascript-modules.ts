import {BuiltSources, isInstalled} from './built-sources.ts';
import {DirectoryListing} from './directory-listing.ts';
import {findFile} from './javascript-files.ts';
import {MISSING, type ModuleResolver, type ResolvedModule} from './module-resolution.ts';
import {isNodeBuiltin} from './node-builtins.ts';
import {packageResolver} from './package-resolution.ts';
import {directoryOf, joinPath} from './source-path.ts';
import type {SourceFiles} from './source-files.ts';

/** Imports as Node, TypeScript and bundlers find them. */
export function javascriptResolver(files: SourceFiles): ModuleResolver {
  const listing = new DirectoryListing(files);
  const sources = new BuiltSources(files, listing);
  const packages = packageResolver(files, listing, sources);

  const ofPackage = (from: string, module: string): ResolvedModule => {
    const found = packages.resolve(directoryOf(from), module);
    if (found === null) return MISSING;
    const path = sources.ofBuilt(found) ?? files.realPath(found);
    return isInstalled(path) ? MISSING : {kind: 'file', path};
  };

  return {
    resolve(from, module) {
      if (isNodeBuiltin(module)) return {kind: 'external', name: module};
      if (isRelative(module)) {
        const path = joinPath(directoryOf(from), module);
        const found = findFile(listing, path) ?? sources.of(path);
        return found === null ? ofPackage(from, module) : {kind: 'file', path: sources.ofBuilt(found) ?? found};
      }
      const resolved = ofPackage(from, module);
      return resolved.kind === 'missing' && isPackageName(module) ? {kind: 'external', name: module} : resolved;
    },
    forget() {
      listing.forget();
      sources.forget();
      packages.forget();
    },
  };
}

function isRelative(module: string): boolean {
  return /^\.{1,2}(?:\/|$)/.test(module);
}

/** `lodash`, `@scope/name/sub`; not `#internal`, nor a path. */
function isPackageName(module: string): boolean {
  return /^[@\w]/.test(module);
}
