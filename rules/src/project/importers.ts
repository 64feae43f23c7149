import type {Language} from '../facts/index.ts';
import {languageOfPath} from './file-records.ts';
import {FilesBelow} from './files-below.ts';
import type {ModuleResolver} from './module-resolution.ts';
import type {PackageManifests} from './package-manifest.ts';
import {programTextOf, type ProgramText} from './program-text.ts';
import {baseNameOf, directoriesUpwards, directoryOf, isWithin} from './source-path.ts';
import type {SourceFiles} from './source-files.ts';

/** Beyond, nobody knows who imports a file: to look at each would take longer than the answer is worth. */
const LIMITS = {mostFiles: 3000, mostAsked: 3000};

/** Longer texts are bundles, which import nothing. */
const LONGEST_TEXT = 500_000;

export interface ImportersOptions {
  readonly files: SourceFiles;
  readonly resolver: ModuleResolver;
  readonly manifests: PackageManifests;
  readonly roots: readonly string[];
}

/**
 * Which files of a program import a file, whether anybody has opened them or not, so that the same project always gives the same answer. Of
 * their texts only the imports are looked at. It is built when a file is first asked for, which has a problem that depends on who calls it.
 */
export class Importers {
  readonly #options: ImportersOptions;
  /** Folder of a program → its files; null where there are too many. */
  readonly #programs = new Map<string, Program | null>();
  /** Folder → that of the program around it. */
  readonly #folders = new Map<string, string | null>();
  /** The last word of an import → the files whose problems depend on who imports a module of that name. */
  readonly #asked = new Map<string, Set<string>>();
  /** The same, of what else was asked about a file. */
  readonly #askedText = new Map<string, Set<string>>();

  /** Counts the changes of files. */
  #version = 0;
  /** Programs that are not read are left out at present, and the first of them that was asked for. */
  #isWaiting = false;
  #missing: {readonly key: string; readonly folder: string; readonly language: Language} | null = null;

  constructor(options: ImportersOptions) {
    this.#options = options;
  }

  /** Asks as if nobody knew who imports what in a program that is not read yet. Whether there is one that was asked for, and is to be read before the answer counts. */
  isMissing(ask: () => void): boolean {
    this.#isWaiting = true;
    this.#missing = null;
    try {
      ask();
      return this.#missing !== null;
    } finally {
      this.#isWaiting = false;
    }
  }

  /** Reads the program that was missing, a file a step. One in which a file changes meanwhile is missing again. */
  * readMissing(): Generator<undefined> {
    if (this.#missing === null) return;
    const {key, folder, language} = this.#missing;
    this.#missing = null;
    const version = this.#version;
    const program = yield* this.#readProgram(folder, language);
    if (version === this.#version) this.#programs.set(key, program);
  }

  /** The files that import the file; null where nobody knows. `asker` is the file whose problems depend on it. */
  of(path: string, asker: string): readonly string[] | null {
    const program = this.#programAround(path);
    if (program === null) return null;
    for (const word of wordsFor(path)) remember(this.#asked, word, asker);
    let importers = program.importers.get(path);
    if (!importers) program.importers.set(path, (importers = this.#find(path, program)));
    return importers;
  }

  /** What the text of a file of the program says; null where it is none. */
  textOf(path: string, asker: string): ProgramText | null {
    remember(this.#askedText, path, asker);
    return this.#programAround(path)?.texts.get(path) ?? null;
  }

  /** The files of the project that the file may import. */
  importedBy(path: string, asker: string): readonly string[] {
    return (this.textOf(path, asker)?.imports ?? []).flatMap(module => {
      const resolved = this.#options.resolver.resolve(path, module);
      return resolved.kind === 'file' ? [resolved.path] : [];
    });
  }

  /** A file changed, came or went: the files whose problems may depend on what it imports or calls. */
  changed(path: string): readonly string[] {
    this.#version += 1;
    if (this.#asked.size === 0) return [];
    if (languageOfPath(path) === null) return /^(?:package|pyproject)\.|^setup\./.test(baseNameOf(path)) ? this.#forget() : [];
    const concerned = new Set(this.#askedText.get(path));
    for (const program of this.#programs.values()) {
      if (program === null || program.language !== languageOfPath(path) || !isWithin(path, program.folder)) continue;
      program.importers.clear();
      const text = this.#read(path);
      const before = program.texts.get(path) ?? null;
      if (text === null) program.texts.delete(path);
      else program.texts.set(path, text);
      putWords(program, path, before, text);
      for (const module of [...(before?.imports ?? []), ...(text?.imports ?? [])]) for (const asker of this.#asked.get(lastWordOf(module)) ?? []) concerned.add(asker);
    }
    concerned.delete(path);
    return [...concerned];
  }

  #forget(): readonly string[] {
    const all = new Set([...this.#asked.values()].flatMap(askers => [...askers]));
    this.#programs.clear();
    this.#folders.clear();
    this.#asked.clear();
    this.#askedText.clear();
    return [...all];
  }

  #find(path: string, {byWord}: Program): readonly string[] {
    const found = new Set<string>();
    for (const word of wordsFor(path)) {
      for (const [importer, modules] of byWord.get(word) ?? []) {
        if (importer !== path && modules.some(module => this.#leadsTo(importer, module, path))) found.add(importer);
      }
    }
    return [...found].sort();
  }

  #leadsTo(from: string, module: string, path: string): boolean {
    const resolved = this.#options.resolver.resolve(from, module);
    return resolved.kind === 'file' && resolved.path === path;
  }

  #programAround(path: string): Program | null {
    const language = languageOfPath(path);
    const folder = language && this.#folderAround(path, language);
    if (language === null || folder === null) return null;
    const key = `${language} ${folder}`;
    const known = this.#programs.get(key);
    if (known !== undefined) return known;
    if (this.#isWaiting) {
      this.#missing ??= {key, folder, language};
      return null;
    }
    this.#missing = {key, folder, language};
    const reading = this.readMissing();
    for (let step = reading.next(); !step.done; ) step = reading.next();
    return this.#programs.get(key) ?? null;
  }

  #folderAround(path: string, language: Language): string | null {
    const key = `${language} ${directoryOf(path)}`;
    let folder = this.#folders.get(key);
    if (folder === undefined) this.#folders.set(key, (folder = this.#findFolder(path, language)));
    return folder;
  }

  /** In JavaScript that of the package, in Python the one with a file for its builders; else the folder that is opened. */
  #findFolder(path: string, language: Language): string | null {
    const {files, manifests, roots} = this.#options;
    const ofPackage = language === 'javascript' ? manifests.of(path)?.directory : undefined;
    if (ofPackage !== undefined) return ofPackage;
    for (const folder of directoriesUpwards(directoryOf(path))) {
      if (roots.includes(folder) || (language === 'python' && files.list(folder).some(name => /^(?:pyproject\.toml|setup\.(?:py|cfg))$/.test(name)))) return folder;
    }
    return null;
  }

  /** A file a step. */
  * #readProgram(folder: string, language: Language): Generator<undefined, Program | null> {
    const {files} = this.#options;
    // What lies beside sources was built from them, and would call everything once more.
    const built = files.list(folder).includes('src') ? BUILT : NONE;
    const paths = new FilesBelow({files, ...LIMITS, passes: name => !built.has(name)}).of(folder)?.filter(path => languageOfPath(path) === language);
    if (!paths) return null;
    const program: Program = {folder, language, texts: new Map(), byWord: new Map(), importers: new Map()};
    for (const path of paths) {
      yield;
      const text = this.#read(path);
      if (text === null) continue;
      program.texts.set(path, text);
      putWords(program, path, null, text);
    }
    return program;
  }

  #read(path: string): ProgramText | null {
    const language = languageOfPath(path);
    const text = language && this.#options.files.read(path);
    return language === null || text === null || text.length > LONGEST_TEXT ? null : programTextOf(text, language);
  }
}

interface Program {
  readonly folder: string;
  readonly language: Language;
  readonly texts: Map<string, ProgramText>;
  /** The last word of an import → who has one, and how it is written there. */
  readonly byWord: Map<string, Map<string, string[]>>;
  readonly importers: Map<string, readonly string[]>;
}

const BUILT: ReadonlySet<string> = new Set(['build', 'dist', 'out']);
const NONE: ReadonlySet<string> = new Set();

function putWords({byWord}: Program, path: string, before: ProgramText | null, after: ProgramText | null): void {
  for (const module of before?.imports ?? []) byWord.get(lastWordOf(module))?.delete(path);
  for (const module of after?.imports ?? []) {
    const word = lastWordOf(module);
    let importers = byWord.get(word);
    if (!importers) byWord.set(word, (importers = new Map()));
    const modules = importers.get(path);
    if (modules) modules.push(module);
    else importers.set(path, [module]);
  }
}

/** `db` of `./db.js`, `@/store/db` and `store.db`; empty for `.` and `..`. */
function lastWordOf(module: string): string {
  return /([^/\\]*?)(?:\.[cm]?[jt]sx?)?\/?$/.exec(module)?.[1]?.replace(/^.*\.(?=\w+$)/, '').replace(/^\.+$/, '') ?? '';
}

/** The words by which a file may be imported: its name, or for the one that stands for its folder also that of the folder, or none. */
function wordsFor(path: string): readonly string[] {
  const name = lastWordOf(baseNameOf(path).replace(/\.py$/, ''));
  return name === 'index' || name === '__init__' || name === 'main' ? [name, lastWordOf(baseNameOf(directoryOf(path))), lastWordOf(baseNameOf(directoryOf(directoryOf(path)))), ''] : [name];
}

function remember(askers: Map<string, Set<string>>, of: string, asker: string): void {
  const known = askers.get(of);
  if (known) known.add(asker);
  else askers.set(of, new Set([asker]));
}
