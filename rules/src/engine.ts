import type {AsyncLibrary, Confidence, Language, RelatedPlace, Span, Suggestion, TextEdit} from './facts/index.ts';
import type {CatalogueSettings} from './catalogue/types.ts';
import type {SourceFiles, SummaryCache} from './project/source-files.ts';

/** The one door: text or tree in, problems out. Every host comes through it. */
export interface Engine {
  /** All problems of one file. `scope: 'file'` knows nothing of other files and is quick; `project` follows calls into them. Never throws for any input. */
  lint(source: LintSource, settings: LintSettings, scope: 'file' | 'project'): LintResult;
  /** The content of a file changed on disk or in a buffer (or it came or went). Returns the paths whose cross-file problems may have changed: empty when what the file exports is as before. */
  changed(path: string): readonly string[];
  /** Indexes the files and all that they import; in steps, so that a host can show progress and cancel. Yields after each file. */
  index(paths: readonly string[]): Iterable<{readonly done: number; readonly left: number}>;
}

export interface LintSource {
  readonly path: string;
  readonly text: string;
  readonly language: Language;
  /** The tree of an ESLint parser, where the host has parsed already. */
  readonly tree?: object;
}

export interface LintSettings {
  /** Rule id → its options, for the rules that are on. */
  readonly rules: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** Problems less sure than this are left out. */
  readonly minimumConfidence: Confidence;
  readonly catalogue: CatalogueSettings;
  /** Honour `eslint-disable` comments here; ESLint does so itself. `# noqa` is always honoured. */
  readonly honourDisableComments: boolean;
}

export interface LintResult {
  readonly reports: readonly Report[];
  readonly syntaxErrors: readonly {readonly message: string; readonly span: Span}[];
  readonly library: AsyncLibrary | null;
}

/** A problem with its rule and its words. */
export interface Report {
  readonly ruleId: string;
  readonly messageId: string;
  readonly message: string;
  readonly span: Span;
  readonly confidence: Confidence;
  readonly related: readonly RelatedPlace[];
  readonly suggestions: readonly Suggestion[];
  readonly fix: readonly TextEdit[] | null;
}

/** What the engine needs of its host. */
export interface EngineHost {
  readonly files: SourceFiles;
  readonly cache: SummaryCache | null;
}
