import {createCatalogue} from './catalogue/index.ts';
import {NO_CATALOGUE_SETTINGS} from './catalogue/settings.ts';
import type {CatalogueSettings} from './catalogue/types.ts';
import {messageOf, type Rule} from './define-rule.ts';
import {type AsyncLibrary, awaitsInSeries, type Confidence, type FrontEnd, type Language, type Problem, type RelatedPlace, type Source, type Span, type Suggestion, type TextEdit} from './facts/index.ts';
import {rememberingLatest} from './latest-tree.ts';
import {isMinified} from './minified.ts';
import type {FileAnalysis} from './project/analysis.ts';
import {createProject, type Project} from './project/project.ts';
import type {SourceFiles, SummaryCache} from './project/source-files.ts';
import type {TypedCallees} from './project/typed-callees.ts';
import {rules as allRules} from './rules/index.ts';
import {suppress} from './suppressions/index.ts';

export {NO_CATALOGUE_SETTINGS, readCatalogueSettings} from './catalogue/settings.ts';

/** The one door: text or tree in, problems out. Every host comes through it. */
export interface Engine {
  /** All problems of one file. `scope: 'file'` knows nothing of other files and is quick; `project` follows calls into them. Never throws for any input. */
  lint(source: LintSource, settings: LintSettings, scope: Scope): LintResult;
  /** The same with `scope: 'project'`, in steps: where a problem depends on who calls a file, the imports of a whole package are looked at. */
  lintInSteps(source: LintSource, settings: LintSettings): Generator<undefined, LintResult>;
  /** Awaits that a loop makes one after the other without a reason that the file shows. A run tells whether that costs anything. */
  awaitsInSeries(source: LintSource): readonly Span[];
  /** The content of a file changed on disk or in a buffer (or it came or went). Returns the paths whose cross-file problems may have changed: empty when what the file exports is as before. */
  changed(path: string): readonly string[];
  /** Indexes the files and all that they import; in steps, so that a host can show progress and cancel. Yields after each file. */
  index(paths: readonly string[]): Iterable<{readonly done: number; readonly left: number}>;
}

export type Scope = 'file' | 'project';

export interface LintSource extends Source {
  readonly language: Language;
  /** The tree of an ESLint parser, where the host has parsed already. */
  readonly tree?: object;
  /** What a type checker of the host's says of calls of which the project does not tell what they call. Absent: there is none. */
  readonly types?: TypedCallees | null;
}

export interface LintSettings {
  /** Rule id → its options, for the rules that are on. Options left out have their defaults. */
  readonly rules: ReadonlyMap<string, RuleOptions>;
  readonly catalogue: CatalogueSettings;
  /** Honour `eslint-disable` comments here; ESLint does so itself. `# noqa` is always honoured. */
  readonly honourDisableComments: boolean;
}

/** A rule's own options, and the one that every rule has. */
export type RuleOptions = Readonly<Record<string, unknown>> & {readonly minimumConfidence?: Confidence};

/** The schema of the option that every rule has. */
export const CONFIDENCE_OPTION = {
  enum: ['definite', 'probable', 'possible'],
  default: 'probable',
  description: 'Problems less sure than this are not reported.',
} as const;

export interface LintResult {
  readonly reports: readonly Report[];
  readonly syntaxErrors: readonly {readonly message: string; readonly span: Span}[];
  /** Null when nothing had to be parsed. */
  readonly library: AsyncLibrary | null;
}

/** A problem with its rule and its words. */
export interface Report {
  readonly ruleId: string;
  readonly messageId: string;
  readonly message: string;
  readonly data: Readonly<Record<string, string>>;
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
  readonly frontEnds: Readonly<Record<Language, FrontEnd<object>>>;
  /** Folders that imports are resolved from when nothing nearer says otherwise. */
  readonly roots: readonly string[];
  /** A rule threw: a bug of ours. The other rules and files go on; the host says it in its own way (tests throw it). */
  readonly reportBug: (bug: Bug) => void;
}

/** An impossible state that a rule ran into. */
export interface Bug {
  readonly ruleId: string;
  readonly path: string;
  readonly error: unknown;
}

/** One engine serves one set of files; several roots may share it. */
export function createEngine(given: EngineHost): Engine {
  const {javascript, python} = given.frontEnds;
  const host = {...given, frontEnds: {javascript: rememberingLatest(javascript), python: rememberingLatest(python)}};
  const projects = projectsByCatalogue(host);
  const engine: Engine = {
    lint(source, settings, scope) {
      const asked = rulesWithSomethingToSay(source, settings);
      if (asked.length === 0) return NOTHING;
      const frontEnd = host.frontEnds[source.language];
      const facts = frontEnd.facts(source.tree ?? frontEnd.parse(source), source);
      const analysis = projects.of(settings.catalogue)[scope].analyse(facts, source.types);
      const reports = asked.flatMap(({rule, options}) => {
        try {
          return reportsOf(rule, options, analysis);
        } catch (error) {
          host.reportBug({ruleId: rule.id, path: source.path, error});
          return [];
        }
      });
      return {
        reports: suppress(reports.sort(byPosition), facts, allRules, settings.honourDisableComments),
        syntaxErrors: facts.syntaxErrors,
        library: facts.library,
      };
    },
    lintInSteps: (source, settings) => projects.of(settings.catalogue).project.inSteps(() => engine.lint(source, settings, 'project')),
    awaitsInSeries(source) {
      if (whyLeftAlone(source)) return [];
      const frontEnd = host.frontEnds[source.language];
      return awaitsInSeries(frontEnd.facts(source.tree ?? frontEnd.parse(source), source)).map(({span}) => span);
    },
    changed: path => [...new Set(projects.all().flatMap(({project}) => project.changed(path)))],
    * index(paths) {
      for (const {settings, project} of projects.all()) yield* project.index(paths, source => whyLeftAlone(source) === null && allRules.some(rule => mayReport(rule, source, settings)));
    },
  };
  return engine;
}

/** The projects of one catalogue: `project` knows every file that the host gives, `file` only the one in hand. */
type Projects = Readonly<Record<Scope, Project>> & {readonly settings: CatalogueSettings};

/** Effects depend on the catalogue, so each set of catalogue settings has its own projects; nearly always there is one. */
function projectsByCatalogue(host: EngineHost) {
  const made = new Map<string, Projects>();
  const of = (settings: CatalogueSettings): Projects => {
    const key = JSON.stringify(settings);
    let projects = made.get(key);
    if (!projects) made.set(key, (projects = createProjects(host, settings)));
    return projects;
  };
  return {
    of,
    all: () => (made.size === 0 ? [of(NO_CATALOGUE_SETTINGS)] : [...made.values()]),
  };
}

function createProjects({frontEnds, files, cache, roots}: EngineHost, settings: CatalogueSettings): Projects {
  const catalogue = createCatalogue(settings);
  return {
    settings,
    project: createProject({frontEnds, files, cache, catalogue, roots}),
    file: createProject({frontEnds, files: NO_FILES, cache: null, catalogue, roots: []}),
  };
}

const NO_FILES: SourceFiles = {read: () => null, stat: () => null, list: () => [], realPath: path => path};

const NOTHING: LintResult = {reports: [], syntaxErrors: [], library: null};

/** Longer files are generated: nobody reads reports about them, and a second of work after each keystroke would hold up all other files. */
export const LONGEST_TEXT = 2_000_000;

/** Why a text is left alone whatever the settings say: nobody has written it. */
export function whyLeftAlone({language, text}: Pick<LintSource, 'language' | 'text'>): 'too long' | 'minified' | null {
  if (text.length > LONGEST_TEXT) return 'too long';
  return language === 'javascript' && isMinified(text) ? 'minified' : null;
}

/** Rules that are on, know the language, and find one of their words in a text that somebody wrote: most files need no parse at all. */
function rulesWithSomethingToSay(source: LintSource, settings: LintSettings): readonly {rule: Rule; options: Options}[] {
  if (whyLeftAlone(source)) return [];
  return allRules.flatMap(rule => {
    const options = settings.rules.get(rule.id);
    if (!options || !mayReport(rule, source, settings.catalogue)) return [];
    return [{rule, options: completed(rule, options)}];
  });
}

const completedOptions = new WeakMap<RuleOptions, Map<Rule, Options>>();

/** A host gives the same options for file after file, and V8 of Node 20 takes long to spread objects. */
function completed(rule: Rule, given: RuleOptions): Options {
  let ofRules = completedOptions.get(given);
  if (!ofRules) completedOptions.set(given, (ofRules = new Map()));
  let options = ofRules.get(rule);
  if (!options) ofRules.set(rule, (options = {...defaultOptions(rule), ...given}));
  return options;
}

/** Whether any rule that is on could report something in the text, judged by words alone; if none could, the text is not parsed. */
export function mayReportAnything(source: LintSource, settings: LintSettings): boolean {
  return rulesWithSomethingToSay(source, settings).length > 0;
}

type Options = ReturnType<typeof defaultOptions>;

/** Whether the rule could report anything in the text, judged by words alone. What a user says the loop calls may stand in any file. */
export function mayReport(rule: Rule, source: Pick<LintSource, 'language' | 'text'>, {onLoop}: CatalogueSettings): boolean {
  if (!rule.languages.includes(source.language)) return false;
  const words = rule.words[source.language];
  return words === null || (rule.family === 'blocking' && onLoop.length > 0) || hasOneOf(words, source.text);
}

/** Several rules have the same words, and are asked about one text after the other. */
function hasOneOf(words: RegExp, text: string): boolean {
  let known = latestLook.get(words);
  if (known?.text !== text) latestLook.set(words, (known = {text, found: words.test(text)}));
  return known.found;
}

const latestLook = new Map<RegExp, {readonly text: string; readonly found: boolean}>();

/** The options of a rule that is given none. */
export function defaultOptions(rule: Rule): Record<string, unknown> & {readonly minimumConfidence: Confidence} {
  const own = Object.fromEntries(Object.entries(rule.options).map(([name, {default: value}]) => [name, value]));
  return {...own, minimumConfidence: CONFIDENCE_OPTION.default};
}

function reportsOf(rule: Rule, options: Options, analysis: FileAnalysis): Report[] {
  const reports: Report[] = [];
  for (const problem of rule.query(analysis, options)) {
    if (CONFIDENCE[problem.confidence] >= CONFIDENCE[options.minimumConfidence]) reports.push(reportOf(rule, problem, reports.length < MOST_SUGGESTED));
  }
  return reports;
}

/** A suggestion may look through the whole file for a free name. Nobody mends generated code with thousands of problems one by one. */
const MOST_SUGGESTED = 500;

const CONFIDENCE: Readonly<Record<Confidence, number>> = {possible: 0, probable: 1, definite: 2};

function reportOf(rule: Rule, problem: Problem, isSuggested: boolean): Report {
  const {messageId, data, span, confidence, related, fix = null} = problem;
  const suggestions = isSuggested ? problem.suggestions : [];
  return {ruleId: rule.id, messageId, message: messageOf(rule, problem), data, span, confidence, related, suggestions, fix};
}

function byPosition(a: Report, b: Report): number {
  return a.span.start - b.span.start || a.span.end - b.span.end;
}
