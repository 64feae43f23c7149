import {languageOfPath, type FileRecord, type FileRecords} from './file-records.ts';
import type {ClassEntity} from './entity.ts';
import {FilesBelow} from './files-below.ts';
import type {Names} from './names.ts';
import {directoriesUpwards, directoryOf, isWithin} from './source-path.ts';
import type {SourceFiles} from './source-files.ts';

/** Where a class is looked for that extends another: in the widest folder around it with no more files than this. */
const MOST_FILES = 300;

/** And with no more names in it of which the disk must be asked whether they are folders: data may lie in thousands. */
const MOST_ASKED = 3000;

/** Bundles say what they extend a thousand times; nobody's subclass is in one. */
const LONGEST_TEXT = 500_000;

export interface SubclassesOptions {
  readonly files: SourceFiles;
  readonly records: FileRecords;
  readonly names: Names;
  /** Only the file's own folder is searched where none of these is around it. */
  readonly roots: readonly string[];
}

/**
 * The classes that extend or implement a class: in its own file, and in files near it. Which files those are depends on where they stand and not on
 * which of them somebody has opened, so that the same project always gives the same answer. Of their texts only the headers of classes are read,
 * until one of them names the class.
 */
export class Subclasses {
  readonly #options: SubclassesOptions;
  readonly #below: FilesBelow;
  /** Path → the names that headers of classes mention behind the class's own. */
  readonly #mentioned = new Map<string, ReadonlySet<string>>();
  /** Name of a class → the files that declare one of that name whose subclasses were asked for. */
  readonly #asked = new Map<string, Set<string>>();

  constructor(options: SubclassesOptions) {
    this.#options = options;
    this.#below = new FilesBelow({files: options.files, mostFiles: MOST_FILES, mostAsked: MOST_ASKED});
  }

  /** Those that name the class itself, not those that extend them in turn. */
  of(base: ClassEntity): readonly ClassEntity[] {
    const {records, names} = this.#options;
    const {name = ''} = base.file.summary.classes[base.id] ?? {};
    if (name === '') return [];
    this.#remember(name, base.file.path);
    const language = languageOfPath(base.file.path);
    const near = this.#near(base.file.path).filter(path => path !== base.file.path && languageOfPath(path) === language && this.#mentions(path).has(name));
    const others = near.flatMap(path => {
      const record = records.of(path);
      if (record) records.restOn(base.file.path, path);
      return record ? [record] : [];
    });
    return [base.file, ...others].flatMap(file => subclassesIn(names, file, base));
  }

  /** A file changed, came or went: the files that declare a class of which it now has a subclass more, or fewer. */
  changed(path: string): readonly string[] {
    if (this.#asked.size === 0) return [];
    const before = this.#mentioned.get(path) ?? NONE;
    this.#mentioned.delete(path);
    const after = this.#mentions(path);
    if (before.size === 0 && after.size > 0) this.#below.forget();
    const different = [...before].filter(name => !after.has(name)).concat([...after].filter(name => !before.has(name)));
    const concerned = different.flatMap(name => [...(this.#asked.get(name) ?? [])]);
    return [...new Set(concerned)].filter(declaring => declaring !== path);
  }

  #remember(name: string, path: string): void {
    const known = this.#asked.get(name);
    if (known) known.add(path);
    else this.#asked.set(name, new Set([path]));
  }

  #near(path: string): readonly string[] {
    const own = directoryOf(path);
    let near: readonly string[] = [];
    for (const folder of directoriesUpwards(own)) {
      const below = folder === own || this.#options.roots.some(root => isWithin(folder, root)) ? this.#below.of(folder) : null;
      if (below === null) break;
      near = below;
    }
    return near;
  }

  #mentions(path: string): ReadonlySet<string> {
    let mentioned = this.#mentioned.get(path);
    if (!mentioned) this.#mentioned.set(path, (mentioned = namesInHeaders(this.#options.files.read(path) ?? '')));
    return mentioned;
  }
}

/** The classes of a file that name the class as a base or interface. */
export function subclassesIn(names: Names, file: FileRecord, base: ClassEntity): readonly ClassEntity[] {
  return file.summary.classes.flatMap(({id, bases, interfaces = []}): ClassEntity[] => {
    const isSubclass = [...bases, ...interfaces].some(reference => {
      const entity = names.resolve(file, reference);
      return entity.kind === 'class' && entity.file === base.file && entity.id === base.id;
    });
    return isSubclass ? [{kind: 'class', file, id}] : [];
  });
}

const NONE: ReadonlySet<string> = new Set();

/** `Storage` of `class Disk implements Storage {` and of `class Disk(base.Storage):`. */
function namesInHeaders(text: string): ReadonlySet<string> {
  if (text.length > LONGEST_TEXT) return NONE;
  return new Set([...text.matchAll(HEADERS)].flatMap(([, inBraces = '', inBrackets = '']) => (inBraces + inBrackets).match(/[\w$]+/g) ?? []));
}

const HEADERS = /\b(?:extends|implements)\s([^{}]{1,300})|^[ \t]*class[ \t]+\w+[ \t]*(?:\[[^\]]{0,100}\])?\(([^()]{1,300})\)/gm;
