import enhancedResolve from 'enhanced-resolve';
import type {BuiltSources} from './built-sources.ts';
import type {DirectoryListing} from './directory-listing.ts';
import {EXTENSIONS, WRITTEN_FOR} from './javascript-files.ts';
import {directoriesUpwards} from './source-path.ts';
import type {SourceFiles} from './source-files.ts';
import {typescriptConfiguration} from './typescript-configuration.ts';

/** Finds the file behind a package's name, by `exports`, `imports`, `main`, and TypeScript's `paths` and `baseUrl`. */
export interface PackageResolver {
  resolve(directory: string, module: string): string | null;
  forget(): void;
}

export function packageResolver(files: SourceFiles, listing: DirectoryListing, sources: BuiltSources): PackageResolver {
  let resolver = createResolver(files, listing, sources);
  const known = new Map<string, string | null>();
  const anchors = new Map<string, string>();

  const resolveFrom = (directory: string, module: string): string | null => {
    try {
      return resolver.resolveSync({}, directory, module) || null;
    } catch {
      // It throws for what it does not find, and for a broken package.json on the way: either way nothing is known.
      return null;
    }
  };
  const anchorOf = (directory: string): string => {
    let anchor = anchors.get(directory);
    if (anchor === undefined) anchors.set(directory, (anchor = findAnchor(listing, directory)));
    return anchor;
  };

  return {
    resolve(directory, module) {
      if (module.startsWith('.')) return resolveFrom(directory, module);
      const anchor = anchorOf(directory);
      const key = `${anchor} ${module}`;
      let found = known.get(key);
      if (found === undefined) known.set(key, (found = resolveFrom(anchor, module)));
      return found;
    },
    forget() {
      resolver = createResolver(files, listing, sources);
      known.clear();
      anchors.clear();
    },
  };
}

/** The nearest folder that has a say in what a package's name means: all folders below it, up to the next such, agree. */
function findAnchor(listing: DirectoryListing, directory: string): string {
  for (const at of directoriesUpwards(directory)) {
    const names = listing.names(at);
    if (['package.json', 'tsconfig.json', 'node_modules'].some(name => names.has(name))) return at;
  }
  return directory;
}

function createResolver(files: SourceFiles, listing: DirectoryListing, sources: BuiltSources) {
  return enhancedResolve.ResolverFactory.createResolver({
    fileSystem: fileSystemOf(files, listing, sources),
    useSyncFileSystemCalls: true,
    extensions: [...EXTENSIONS],
    extensionAlias: WRITTEN_FOR,
    extensionAliasForExports: true,
    // `source` and `development` are what bundlers take in a workspace; `types` would lead to declarations, which do nothing.
    conditionNames: ['source', 'development', 'import', 'module', 'node', 'require'],
    mainFields: ['source', 'module', 'main'],
    // The caller asks for the real path of what is found, once.
    symlinks: false,
    tsconfig: {references: 'auto'},
  });
}

type FileSystem = NonNullable<Parameters<typeof enhancedResolve.ResolverFactory.createResolver>[0]['fileSystem']>;

/** The resolver's view of the files: a built file is there when its source is, so that a workspace need not be built. */
function fileSystemOf(files: SourceFiles, listing: DirectoryListing, sources: BuiltSources): FileSystem {
  const texts = new Map<string, string>();
  const parsed = new Map<string, unknown>();
  const read = (path: string): string => {
    let text = texts.get(path);
    if (text === undefined) {
      const found = listing.isFile(path) ? files.read(path) : null;
      if (found === null) throw ABSENT;
      texts.set(path, (text = /[\\/]tsconfig\.json$/.test(path) ? typescriptConfiguration(files, path, found) : found));
    }
    return text;
  };
  const fileSystem = {
    statSync(path: string) {
      if (listing.isFile(path)) return FILE;
      if (listing.isDirectory(path)) return DIRECTORY;
      if (/\.[cm]?js$/.test(path) && sources.of(path) !== null) return FILE;
      throw ABSENT;
    },
    readFileSync: read,
    readJsonSync(path: string): unknown {
      if (!parsed.has(path)) parsed.set(path, JSON.parse(read(path)));
      return parsed.get(path);
    },
    readdirSync: (path: string) => [...listing.names(path)],
    readlinkSync(): never {
      throw ABSENT;
    },
  };
  // The sync decorator of the resolver makes the asynchronous functions that its types ask for.
  return fileSystem as unknown as FileSystem;
}

const FILE = {isFile: () => true, isDirectory: () => false};
const DIRECTORY = {isFile: () => false, isDirectory: () => true};

/** One error for all: nobody reads its stack, and making thousands costs more than the look-ups. */
const ABSENT = Object.assign(new Error('There is no such file'), {code: 'ENOENT'});
