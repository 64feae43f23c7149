import type {Catalogue} from '../catalogue/types.ts';
import type {FileFacts, FrontEnd, Language, Source} from '../facts/index.ts';
import {isReadOnDemand} from './asked-references.ts';
import type {FileAnalysis, Neighbours, ProjectFunction} from './analysis.ts';
import {isForCommandsOnly, isOfCommandLine} from './command-lines.ts';
import {takeChange} from './dependants.ts';
import {Computations} from './computations.ts';
import {Effects} from './effects.ts';
import type {FunctionEntity} from './entity.ts';
import {analyseFile} from './file-analysis.ts';
import {FileRecords, languageOfPath} from './file-records.ts';
import {Importers} from './importers.ts';
import {runsOnOwnScheduler} from './own-schedulers.ts';
import {packageManifests} from './package-manifest.ts';
import {pythonVersions} from './python-version.ts';
import {LatestFew} from './latest-few.ts';
import {createResolver} from './resolver.ts';
import {NeededFiles} from './needed-files.ts';
import {Names} from './names.ts';
import {Runs} from './runs.ts';
import {Subclasses} from './subclasses.ts';
import {isWithin, relativeTo} from './source-path.ts';
import type {SourceFiles, SummaryCache} from './source-files.ts';
import type {TypedCallees} from './typed-callees.ts';

/** What the files of a folder mean together. Files are read when something that is asked needs them. */
export interface Project {
  /** Joins the facts of a file to the project. They may be of a text that is not saved yet. */
  analyse(facts: FileFacts, types?: TypedCallees | null): FileAnalysis;
  /** A file changed, came or went. Returns the other files whose analysis may have changed by it: those that see something else of it than before. */
  changed(path: string): readonly string[];
  /** Asks a question that concerns who calls a file; in steps that read one file at most, with the answer as the last one's value. */
  inSteps<Answer>(question: () => Answer): Generator<undefined, Answer>;
  /** Reads those of the files that may have problems, and what these rest on; in steps that read one file at most. */
  index(paths: readonly string[], mayHaveProblems: (source: Source & {readonly language: Language}) => boolean): Iterable<{readonly done: number; readonly left: number}>;
}

export interface ProjectOptions {
  readonly frontEnds: Readonly<Record<Language, FrontEnd<object>>>;
  readonly files: SourceFiles;
  readonly cache: SummaryCache | null;
  readonly catalogue: Catalogue;
  /** Folders that absolute imports are looked up in when nothing nearer has them. */
  readonly roots: readonly string[];
}

export function createProject({frontEnds, files, cache, catalogue, roots}: ProjectOptions): Project {
  const resolver = createResolver(files, roots);
  const records = new FileRecords({frontEnds, files, cache, resolver});
  const names = new Names(records, catalogue);
  const subclasses = new Subclasses({files, records, names, roots});
  const effects = new Effects(names, catalogue, new Runs(names, catalogue, subclasses));
  const computations = new Computations(effects);
  const needed = new NeededFiles({records, names, effects, catalogue});
  const pythons = pythonVersions(files);
  const manifests = packageManifests(files);

  const importers = new Importers({files, resolver, manifests, roots});
  const others = new LatestFew<FileAnalysis | null>();

  const analysed = (facts: FileFacts, types: TypedCallees | null): FileAnalysis => {
    const record = records.adopt(facts);
    const entityOf = (fn: ProjectFunction): FunctionEntity | null => {
      const file = fn.path === record.path ? record : records.of(fn.path);
      return file ? {kind: 'function', file, id: fn.summary.id} : null;
    };
    const edits = frontEnds[facts.language].edits(facts);
    const relativePath = relativeToRoots(facts.path, roots);
    return analyseFile({record, facts, edits, catalogue, names, effects, computations, relativePath, oldestPython: () => pythons.oldestFor(facts), runsOnOwnScheduler: () => runsOnOwnScheduler(records, record), isOfCommandLine: () => isOfCommandLine(records, record, facts, manifests), neighbours: neighboursOf(facts.path), types, entityOf});
  };
  const neighboursOf = (path: string): Neighbours => ({
    importersOf: of => importers.of(of, path),
    mentions: (of, name) => mentions(files.read(of) ?? '', name),
    analysisOf: of => others.of(of, () => {
      const language = languageOfPath(of);
      const text = language && files.read(of);
      if (language === null || text === null || text.length > LONGEST_NEIGHBOUR) return null;
      const source = {path: of, text};
      return analysed(frontEnds[language].facts(frontEnds[language].parse(source), source), null);
    }),
    leadFromCommandsOnly: isTest => isForCommandsOnly(path, importers, languageOfPath(path) === 'javascript' ? manifests.of(path) : null, of => isTest(relativeToRoots(of, roots))),
  });

  // ESLint asks once per rule; as long as no file changes, the answer is the same.
  let last: FileAnalysis | null = null;

  return {
    analyse(facts, types = null) {
      if (last?.file === facts) return last;
      last = analysed(facts, types);
      return last;
    },
    changed(path) {
      last = null;
      others.forget();
      pythons.forget();
      manifests.forget();
      const declaring = subclasses.changed(path);
      const dependants = takeChange(path, records, {names, effects, computations, catalogue});
      for (const of of declaring) records.forgetFindings(of);
      return [...new Set([...dependants, ...declaring.flatMap(of => records.closureOfImporters(of)), ...importers.changed(path)])].filter(of => of !== path);
    },
    *inSteps(question) {
      for (;;) {
        let answer: ReturnType<typeof question> | undefined;
        const isMissing = importers.isMissing(() => (answer = question()));
        if (!isMissing) return answer as ReturnType<typeof question>;
        // What was found without it is not to be kept.
        last = null;
        others.forget();
        yield* importers.readMissing();
      }
    },
    *index(paths, mayHaveProblems) {
      const left = new Set(paths);
      const done = new Set<string>();
      const looked = (path: string | null) => {
        if (path !== null) done.add(path);
        if (path !== null) left.delete(path);
        return {done: done.size, left: left.size};
      };
      for (const path of paths) {
        const language = languageOfPath(path);
        const text = language && files.read(path);
        if (language !== null && text !== null && (!isReadOnDemand(language) || mayHaveProblems({path, language, text}))) {
          const record = records.ofSource({path, text});
          if (record && isReadOnDemand(language)) for (const read of needed.read(record)) yield looked(read);
        }
        yield looked(path);
      }
    },
  };
}

/** What passes on all that a module has says none of its names. */
function mentions(text: string, name: string): boolean {
  return text.includes(name) || /\b(?:export|import)\s*\*|__exportStar/.test(text);
}

/** Longer texts take long to read, and nobody calls one function of theirs at the start. */
const LONGEST_NEIGHBOUR = 500_000;

/** Below the nearest root that holds the path; the whole path where none does. */
function relativeToRoots(path: string, roots: readonly string[]): string {
  const nearest = roots.filter(root => isWithin(path, root)).sort((a, b) => b.length - a.length)[0];
  return (nearest !== undefined && relativeTo(path, nearest)) || path;
}
