import {ResolverFactory} from 'enhanced-resolve';
import type {BuiltSources} from './built-sources.ts';
import type {DirectoryListing} from './directory-listing.ts';
import {EXTENSIONS, WRITTEN_FOR} from './javascript-files.ts';
import type {SourceFiles} from './source-files.ts';

/** Finds the file behind a package's name, by `exports`, `imports`, `main`, and TypeScript's `paths` and `baseUrl`. */
export interface PackageResolver {
  resolve(directory: string, module: string): string | null;
  forget(): void;
}

export function packageResolver(files: SourceFiles, listing: DirectoryListing, sources: BuiltSources): PackageResolver {
  let resolver = createResolver(files, listing, sources);
  return {
    resolve(directory, module) {
      try {
        return resolver.resolveSync({}, directory, module) || null;
      } catch {
        // It throws for what it does not find, and for a broken package.json on the way: either way nothing is known.
        return null;
      }
    },
    forget: () => void (resolver = createResolver(files, listing, sources)),
  };
}

function createResolver(files: SourceFiles, listing: DirectoryListing, sources: BuiltSources) {
  return ResolverFactory.createResolver({
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

type FileSystem = NonNullable<Parameters<typeof ResolverFactory.createResolver>[0]['fileSystem']>;

/** The resolver's view of the files: a built file is there when its source is, so that a workspace need not be built. */
function fileSystemOf(files: SourceFiles, listing: DirectoryListing, sources: BuiltSources): FileSystem {
  const parsed = new Map<string, unknown>();
  const read = (path: string): string => {
    const text = listing.isFile(path) ? files.read(path) : null;
    if (text === null) throw ABSENT;
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
