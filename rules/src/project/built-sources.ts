import type {DirectoryListing} from './directory-listing.ts';
import {findFile} from './javascript-files.ts';
import {parseJsonWithComments} from './json-with-comments.ts';
import {directoriesUpwards, directoryOf, joinPath, relativeTo} from './source-path.ts';
import type {SourceFiles} from './source-files.ts';

/**
 * From what a package publishes to what it is made of: `packages/a/dist/index.js`, which may not be built yet, is
 * `packages/a/src/index.ts`. By the `outDir` and `rootDir` of its TypeScript configuration, else by the usual names of the folders.
 */
export class BuiltSources {
  readonly #files: SourceFiles;
  readonly #listing: DirectoryListing;
  readonly #found = new Map<string, string | null>();
  readonly #folders = new Map<string, string | null>();
  readonly #layouts = new Map<string, Layout>();

  constructor(files: SourceFiles, listing: DirectoryListing) {
    this.#files = files;
    this.#listing = listing;
  }

  /** The source of a built file; null when it has none in the project. */
  of(built: string): string | null {
    let source = this.#found.get(built);
    if (source === undefined) this.#found.set(built, (source = this.#find(built)));
    return source;
  }

  /** The same, of a file that is there, where it lies in a folder that is usually written by a build. */
  ofBuilt(path: string): string | null {
    return isInstalled(path) || BUILT.test(path) ? this.of(path) : null;
  }

  forget(): void {
    this.#found.clear();
    this.#folders.clear();
    this.#layouts.clear();
  }

  #find(built: string): string | null {
    const path = this.#outsideOfNodeModules(built);
    const folder = path && this.#packageFolder(path);
    const relative = folder && relativeTo(path, folder);
    if (!folder || !relative) return null;
    for (const candidate of candidates(relative.replace(/\.d(?=\.[cm]?ts$)/, ''), this.#layoutOf(folder))) {
      const made = joinPath(folder, candidate);
      // A source may be built into several formats, each with an extension of its own.
      const source = findFile(this.#listing, made) ?? findFile(this.#listing, made.replace(/\.[cm]?jsx?$/, ''));
      if (source !== null && source !== path) return source;
    }
    return null;
  }

  /** A workspace's package is linked into `node_modules`; where the link leads is where its source is. */
  #outsideOfNodeModules(path: string): string | null {
    const [, linked, rest] = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)([\\/].*)$/.exec(path) ?? [];
    if (linked === undefined || rest === undefined) return path;
    const real = this.#files.realPath(linked);
    return isInstalled(real) ? null : real + rest;
  }

  #packageFolder(path: string): string | null {
    // The folder is asked for each file of it; the answer is the same for all of one folder.
    const directory = directoryOf(path);
    let folder = this.#folders.get(directory);
    if (folder === undefined) this.#folders.set(directory, (folder = this.#findPackageFolder(directory)));
    return folder;
  }

  #findPackageFolder(start: string): string | null {
    for (const directory of directoriesUpwards(start)) {
      const names = this.#listing.names(directory);
      if (names.has('package.json') || names.has('tsconfig.json')) return directory;
    }
    return null;
  }

  #layoutOf(folder: string): Layout {
    let layout = this.#layouts.get(folder);
    if (!layout) this.#layouts.set(folder, (layout = this.#readLayout(folder)));
    return layout;
  }

  #readLayout(folder: string): Layout {
    let outDir: string | null = null;
    let rootDir: string | null = null;
    let config: string | null = this.#listing.isFile(joinPath(folder, 'tsconfig.build.json')) ? 'tsconfig.build.json' : 'tsconfig.json';
    for (let extended = 0; config !== null && extended < MOST_EXTENDED; extended++) {
      const directory = directoryOf(joinPath(folder, config));
      const options = readOptions(this.#files.read(joinPath(folder, config)));
      outDir ??= options.outDir && within(folder, joinPath(directory, options.outDir));
      rootDir ??= options.rootDir && within(folder, joinPath(directory, options.rootDir));
      // Only a configuration of the same folder says where this folder's output goes.
      config = options.extended !== null && /^\.\/[^/]+$/.test(options.extended) ? options.extended.replace(/(?:\.json)?$/, '.json') : null;
    }
    return {outDir, rootDir: rootDir ?? (this.#listing.isDirectory(joinPath(folder, 'src')) ? 'src' : '')};
  }
}

/** Files of installed packages, of which only the catalogue knows something. */
export function isInstalled(path: string): boolean {
  return /[\\/]node_modules[\\/]/.test(path);
}

const BUILT = /[\\/](?:dist|lib|build|out|output|esm|cjs|es)[\\/].*\.[cm]?jsx?$/;

interface Layout {
  readonly outDir: string | null;
  readonly rootDir: string;
}

const MOST_EXTENDED = 5;

function readOptions(text: string | null): {outDir: string | null; rootDir: string | null; extended: string | null} {
  const config = record(text === null ? null : parseJsonWithComments(text));
  const options = record(config['compilerOptions']);
  return {outDir: textOf(options['outDir']), rootDir: textOf(options['rootDir']), extended: textOf(config['extends'])};
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value.replace(/^\$\{configDir\}/, '.') : null;
}

function within(folder: string, path: string): string | null {
  return relativeTo(path, folder);
}

/** Where the source may be, most likely first. */
function* candidates(built: string, {outDir, rootDir}: Layout): Generator<string> {
  if (outDir !== null && outDir !== '' && built.startsWith(`${outDir}/`)) yield `${rootDir}/${built.slice(outDir.length + 1)}`;
  const [, first, second, rest] = /^(dist|lib|build|out|output|esm|cjs|es)\/((?:esm|cjs|es|node|commonjs|module|src)\/)?(.*)$/.exec(built) ?? [];
  if (first === undefined || rest === undefined) return;
  yield `src/${second ?? ''}${rest}`;
  if (second !== undefined) yield `src/${rest}`;
}
