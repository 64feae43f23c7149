import type {FunctionTaker} from '../catalogue/types.ts';
import type {FileFacts, FrontEnd, Language, Source} from '../facts/index.ts';
import {isMinified} from '../minified.ts';
import {contentHash} from './content-hash.ts';
import type {Ancestors} from './class-members.ts';
import type {ComputationEffect} from './computations.ts';
import type {CallEffect, Effect} from './effects.ts';
import type {ClassEntity, Entity} from './entity.ts';
import type {ModuleResolver, ResolvedModule} from './module-resolution.ts';
import {extensionOf} from './source-path.ts';
import type {SourceFiles, SummaryCache} from './source-files.ts';
import {parseSummary, SUMMARY_VERSION} from './stored-summary.ts';
import {summarize, summarizeLazily} from './summarize.ts';
import type {CallSummary, EncodedReference, FileSummary} from './summary.ts';

/** What the index holds of one file: its summary, and what was found out about it since one of the files it rests on changed. */
export interface FileRecord {
  readonly path: string;
  /** Of the content that the summary is of; empty where the host does not have the file. */
  readonly hash: string;
  readonly summary: FileSummary;
  readonly modules: Map<string, ResolvedModule>;
  readonly entities: Map<EncodedReference, Entity>;
  /** By class id. */
  readonly ancestors: Map<number, Ancestors>;
  /** By call of the summary. */
  readonly calls: Map<CallSummary, CallEffect>;
  /** By function id; null: it does not block. */
  readonly effects: Map<number, Effect | null>;
  /** Ids of functions that may compute for long, of those whose effects are known. */
  readonly computing: Set<number>;
  /** By function id; null: it does not compute for long. */
  readonly computations: Map<number, ComputationEffect | null>;
  /** By class id: the classes of the file that name it among their bases. */
  readonly subclasses: Map<number, readonly ClassEntity[]>;
  /** By function id: the functions that it is given and calls. */
  readonly takers: Map<number, readonly FunctionTaker[]>;
  /** Ids of functions of which all is read that runs while they run. */
  readonly followed: Set<number>;
}

export interface FileRecordsOptions {
  readonly frontEnds: Readonly<Record<Language, FrontEnd<object>>>;
  readonly files: SourceFiles;
  readonly cache: SummaryCache | null;
  readonly resolver: ModuleResolver;
}

/** The files of the index, loaded when somebody asks for them. */
export class FileRecords {
  readonly #options: FileRecordsOptions;
  /** Null: asked for, and not there or not ours. */
  readonly #records = new Map<string, FileRecord | null>();
  /** Files that changed though nobody asked for them, and whether they were there. */
  readonly #noticed = new Map<string, boolean>();
  readonly #replaced = new Map<string, FileRecord>();
  /** Path → the files that asked for it. */
  readonly #importers = new Map<string, Set<string>>();
  /** Pairs of files of which the first rests on the second without importing it. */
  readonly #others = new Set<string>();
  /** Files that are not loaded are left out at present; then the first of them that was asked for. */
  #isWaiting = false;
  #missing: string | null = null;
  #latestHash: (Source & {readonly hash: string}) | null = null;

  constructor(options: FileRecordsOptions) {
    this.#options = options;
  }

  /** The record of a file, read now if need be. */
  of(path: string): FileRecord | null {
    let record = this.#records.get(path);
    if (record === undefined && this.#isWaiting) {
      this.#missing ??= path;
      return null;
    }
    if (record === undefined) this.#records.set(path, (record = this.#load(path)));
    return record;
  }

  /** The same, where the text of the file is at hand. */
  ofSource(source: Source): FileRecord | null {
    let record = this.#records.get(source.path);
    if (record === undefined) this.#records.set(source.path, (record = this.#load(source.path, source.text)));
    return record;
  }

  /** Asks as if the files that are not read yet were not there. Gives the first of them that was asked for; null: none was, and what was found is whole. */
  firstMissing(ask: () => void): string | null {
    this.#isWaiting = true;
    this.#missing = null;
    try {
      ask();
      return this.#missing;
    } finally {
      this.#isWaiting = false;
      this.#missing = null;
    }
  }

  /** Whether a file was missing meanwhile: then what is found is not to be kept. */
  get isMissingFile(): boolean {
    return this.#missing !== null;
  }

  /** The record of a file if it was asked for before. */
  known(path: string): FileRecord | null {
    return this.#records.get(path) ?? null;
  }

  all(): readonly FileRecord[] {
    return [...this.#records.values()].filter(record => record !== null);
  }

  /** The record of facts in hand, which may be newer than what the index holds; it takes the place of that. */
  adopt(facts: FileFacts): FileRecord {
    const known = this.#records.get(facts.path);
    // A file that its host does not have is nobody's dependency, and is not kept.
    if (!known && this.#options.files.stat(facts.path) === null) return newRecord(facts.path, '', summarizeLazily(facts));
    const hash = this.#hashOf(facts);
    if (known?.hash === hash) return known;
    const record = newRecord(facts.path, hash, this.#stored(facts.path, hash) ?? this.#made(facts, hash, this.#options.files.read(facts.path) === facts.text));
    if (known && !this.#replaced.has(facts.path)) this.#replaced.set(facts.path, known);
    this.put(facts.path, record);
    return record;
  }

  /** The record that dependants of the file last knew, when `adopt` has replaced it since; asking forgets it. */
  takeReplaced(path: string): FileRecord | null {
    const replaced = this.#replaced.get(path) ?? null;
    this.#replaced.delete(path);
    return replaced;
  }

  /** The record of the file's present content, next to the one in the index if they differ. */
  fresh(path: string): FileRecord | null {
    return this.#load(path);
  }

  /** Whether anybody asked for the file before, be it there or not. */
  has(path: string): boolean {
    return this.#records.has(path);
  }

  /** Whether the file is there and was not known to be, or is no longer. */
  hasComeOrGone(path: string): boolean {
    const isThere = this.#options.files.stat(path) !== null;
    const wasThere = this.#noticed.get(path);
    this.#noticed.set(path, isThere);
    return isThere !== wasThere;
  }

  /** Puts a record, or the knowledge that there is none, in place of another. */
  put(path: string, record: FileRecord | null): void {
    this.#records.set(path, record);
    this.forgetFindings(path);
  }

  /** Where an import of the file leads; remembers that the file rests on it. */
  module(record: FileRecord, module: string): ResolvedModule {
    let resolved = record.modules.get(module);
    if (resolved === undefined) {
      resolved = this.#options.resolver.resolve(record.path, module);
      record.modules.set(module, resolved);
      if (resolved.kind === 'file') this.#addImporter(resolved.path, record.path);
    }
    return resolved;
  }

  /** The files that the file imports itself; remembers that it rests on them. */
  importedBy(record: FileRecord): readonly string[] {
    return record.summary.imports.flatMap(module => {
      const resolved = this.module(record, module);
      return resolved.kind === 'file' ? [resolved.path] : [];
    });
  }

  /** Takes down that what is known of a file rests on another one that it does not import: on a class that implements its own. */
  restOn(path: string, other: string): void {
    this.#addImporter(other, path);
    this.#others.add(`${path}\n${other}`);
  }

  /** The files that rest on this one directly. */
  importersOf(path: string): readonly string[] {
    return [...(this.#importers.get(path) ?? [])].filter(importer => this.restsOnImplementation(importer, path) || this.#restsOn(importer, path));
  }

  /** Whether `restOn` was told so. */
  restsOnImplementation(path: string, other: string): boolean {
    return this.#others.has(`${path}\n${other}`);
  }

  /** The file and all that rest on it, however indirectly. */
  closureOfImporters(path: string): readonly string[] {
    const reached = new Set([path]);
    for (const at of reached) {
      for (const importer of this.#importers.get(at) ?? []) reached.add(importer);
    }
    return [...reached];
  }

  /** Drops what was found out about the file and about all that rest on it. */
  forgetFindings(path: string): void {
    for (const at of this.closureOfImporters(path)) {
      const record = this.#records.get(at);
      record?.entities.clear();
      record?.ancestors.clear();
      record?.calls.clear();
      record?.effects.clear();
      record?.computing.clear();
      record?.computations.clear();
      record?.subclasses.clear();
      record?.takers.clear();
      record?.followed.clear();
    }
  }

  /** Resolves the imports of files once more, and says which of the files have one that leads elsewhere than before. */
  resolveAgain(paths: readonly string[]): readonly string[] {
    if (paths.length === 0) return [];
    this.#options.resolver.forget();
    return paths.filter(path => {
      const record = this.#records.get(path);
      if (!record) return false;
      const before = [...record.modules];
      record.modules.clear();
      const hasMoved = before.map(([module, resolved]) => !isSameModule(this.module(record, module), resolved)).includes(true);
      if (hasMoved) this.forgetFindings(path);
      return hasMoved;
    });
  }

  #restsOn(importer: string, path: string): boolean {
    const record = this.#records.get(importer);
    if (!record) return false;
    for (const resolved of record.modules.values()) {
      if (resolved.kind === 'file' && resolved.path === path) return true;
    }
    return false;
  }

  #addImporter(path: string, importer: string): void {
    let importers = this.#importers.get(path);
    if (!importers) this.#importers.set(path, (importers = new Set()));
    importers.add(importer);
  }

  #load(path: string, read?: string): FileRecord | null {
    const {files, frontEnds} = this.#options;
    const language = languageOfPath(path);
    const text = language && (read ?? files.read(path));
    // What a tool has packed takes longest to read, and nobody could follow a chain into it.
    if (language === null || text === null || (language === 'javascript' && isMinified(text))) return null;
    const source = {path, text};
    const hash = this.#hashOf(source);
    const known = this.#records.get(path);
    if (known?.hash === hash) return known;
    const frontEnd = frontEnds[language];
    return newRecord(path, hash, this.#stored(path, hash) ?? this.#made(frontEnd.facts(frontEnd.parse(source), source), hash, true));
  }

  #stored(path: string, hash: string): FileSummary | null {
    const stored = this.#cacheFor(path)?.read(hash);
    return stored ? parseSummary(stored) : null;
  }

  /** A text that is not saved will not come again, and is not kept. */
  #made(facts: FileFacts, hash: string, isSaved: boolean): FileSummary {
    const made = JSON.stringify(summarize(facts));
    if (isSaved) this.#cacheFor(facts.path)?.write(hash, made);
    // Read back even where nothing is kept: strings cut from the text would hold all of it in memory.
    return JSON.parse(made) as FileSummary;
  }

  #cacheFor(path: string): SummaryCache | null {
    const {files, cache} = this.#options;
    return languageOfPath(path) === null || files.isBuffer?.(path) === true ? null : cache;
  }

  /** Of one text both are asked, what changed for other files and its problems: it is hashed once. */
  #hashOf(source: Source): string {
    const {path, text} = source;
    if (this.#latestHash?.path !== path || this.#latestHash.text !== text) this.#latestHash = {path, text, hash: hashOf(source)};
    return this.#latestHash.hash;
  }
}

function isSameModule(a: ResolvedModule, b: ResolvedModule): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function newRecord(path: string, hash: string, summary: FileSummary): FileRecord {
  return {path, hash, summary, modules: new Map(), entities: new Map(), ancestors: new Map(), calls: new Map(), effects: new Map(), computing: new Set(), computations: new Map(), subclasses: new Map(), takers: new Map(), followed: new Set()};
}

/** The dialect is part of the key: the same text means one thing in `.ts` and another in `.tsx`. */
function hashOf({path, text}: Source): string {
  return `${contentHash(text)}${extensionOf(path).slice(1).toLowerCase()}${SUMMARY_VERSION}`;
}

/** The language of a file by its name; null for those that have no effects: declarations, stubs, data. */
export function languageOfPath(path: string): Language | null {
  if (/\.d\.[cm]?ts$/i.test(path)) return null;
  if (/\.[cm]?[jt]s$|\.[jt]sx$/i.test(path)) return 'javascript';
  return /\.py$/i.test(path) ? 'python' : null;
}
