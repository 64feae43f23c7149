/** What Loopsight's server and its clients say to each other beyond LSP. A leaf: it imports nothing. */

/**
 * How a client that can choose starts the server's process. An edit makes and drops a tree and its facts; with more room for what
 * lives shortly, a fifth less time goes into collecting it.
 */
export const SERVER_NODE_OPTIONS = ['--max-semi-space-size=32'];

/** Server → client, notification: what the server is doing, for a status bar. */
export const STATUS = 'loopsight/status';

export interface StatusParams {
  readonly state: 'starting' | 'indexing' | 'ready' | 'failed';
  /** Files indexed so far and still to do; with `indexing`. */
  readonly done?: number;
  readonly left?: number;
  /** Why, and what to do; with `failed`. */
  readonly message?: string;
}

/** Server → client, notification: why an open document shows no problem, whatever it contains; sent when that changes. */
export const SILENCE = 'loopsight/silence';

export interface SilenceParams {
  readonly uri: string;
  /** A sentence; null where problems are shown as they are found. */
  readonly reason: string | null;
}

/** Client → server, request: index all files of the workspace. Progress comes as work done progress and as `loopsight/status`; cancelling the request stops it. */
export const INDEX_WORKSPACE = 'loopsight/indexWorkspace';

export interface IndexWorkspaceResult {
  readonly files: number;
  readonly isCancelled: boolean;
}

/** `initializationOptions` of `initialize`; all optional. */
export interface InitializationOptions {
  /** Folder for summaries kept between runs; without it they are kept next to the packages of each root, or not at all. */
  readonly cacheFolder?: string;
  /** Folder in which profiled runs are kept; without it there are none. */
  readonly runsFolder?: string;
  /** False: no code of the workspace is run, so its ESLint configuration is not read. Default true. */
  readonly isTrusted?: boolean;
  /** Languages whose problems the ESLint extension shows already, where the project's ESLint configuration has our plugin. */
  readonly eslintExtensionLanguages?: readonly string[];
  /** How diagnostics travel. Default: `pull` where the client can, else `push`. Pushed diagnostics come in two steps, local ones first. */
  readonly diagnostics?: 'push' | 'pull';
}

/** Client → server, notification: the workspace became trusted, or the ESLint extension came or went. */
export const CLIENT_STATE = 'loopsight/clientState';

export type ClientStateParams = Pick<InitializationOptions, 'isTrusted' | 'eslintExtensionLanguages'>;

/** Client → server, request: an empty folder for a run that begins now. The oldest runs beyond `mostRuns` are deleted. */
export const CREATE_RUN = 'loopsight/runs/create';

export interface CreateRunParams {
  readonly label: string;
  readonly mostRuns: number;
  /** The id of the run that it will be compared with, which is not deleted to make room for it. */
  readonly comparedWith?: string;
}

export interface CreateRunResult {
  readonly id: string;
  /** What `loopsight profile --out` is to be given. */
  readonly folder: string;
}

/** Client → server, request: the runs that are kept, the latest first. */
export const LIST_RUNS = 'loopsight/runs/list';

export interface ListedRun {
  readonly id: string;
  /** Absolute path. */
  readonly folder: string;
  readonly label: string;
  /** ISO 8601, in UTC. */
  readonly startedAt: string;
  readonly command: readonly string[];
  /** Where the command ran. */
  readonly cwd: string;
  /** `broken`: Loopsight was ended before the program was, so nothing is known of it. */
  readonly state: 'running' | 'ended' | 'failed' | 'broken';
  readonly exit: {readonly code: number | null; readonly signal: string | null} | null;
  /** Why a run failed. */
  readonly failure?: string;
  /** Not deleted to make room for others. */
  readonly isKept: boolean;
  /** So far, while it runs. Null where nothing is known. */
  readonly measured: {readonly wallMs: number; readonly stalls: number; readonly longestStallMs: number} | null;
}

/** What a page in a webview loads. */
export interface PageSources {
  /** Whence the page may load, in the words of a content security policy. */
  readonly contentSource: string;
  readonly scriptUri: string;
  readonly styleUri: string;
}

/** Client → server, request: the page that shows a run, for a webview. The data are not in it: they may be long, and the page fetches their file. */
export const RUN_PAGE = 'loopsight/runs/page';

export interface RunPageParams extends RunParams, PageSources {
  /** Of `VIEW_FILE` in the run's folder. */
  readonly dataUri: string;
}

export type PageResult = {readonly ok: true; readonly html: string} | {readonly ok: false; readonly reason: string};

/** What the views of a run are drawn from, in its folder. */
export const VIEW_FILE = 'view.json';

/** Client → server, request: a profile of another tool, kept as a run. One that was kept already, and has not been written since, is not read again. */
export const IMPORT_PROFILE = 'loopsight/runs/import';

export interface ImportProfileParams {
  /** Absolute path. */
  readonly file: string;
  /** Files that the profile does not name in full are below it. */
  readonly directory: string;
  readonly mostRuns: number;
}

export type ImportProfileResult = {readonly ok: true; readonly run: ListedRun} | {readonly ok: false; readonly reason: string};

/** Client → server, request: the page that tells what changed between two runs, for a webview. */
export const COMPARISON_PAGE = 'loopsight/runs/comparisonPage';

export interface ComparisonPageParams extends PageSources {
  /** Ids of runs. */
  readonly before: string;
  readonly after: string;
}

/** Client → server, request: one run as it is at the moment; null when it is not there any more. Cheap enough to be asked twice a second. */
export const GET_RUN = 'loopsight/runs/get';

/** Parameters of the requests about one run. */
export interface RunParams {
  readonly id: string;
}

/** Client → server, request: what a run has shown, cut down to what a tree can show. */
export const RUN_OVERVIEW = 'loopsight/runs/overview';

export type RunOverviewResult = {readonly ok: true; readonly overview: RunOverview} | {readonly ok: false; readonly reason: string};

/** Times are milliseconds, files absolute paths, lines count from 1. Each list has the most expensive first, start-ups last, and only as many as a person reads. */
export interface RunOverview {
  readonly stalls: readonly OverviewStall[];
  readonly lines: readonly OverviewLine[];
  readonly functions: readonly OverviewFunction[];
  readonly processes: readonly OverviewProcess[];
  /** How many there are in all; start-ups do not count. */
  readonly counts: {readonly stalls: number; readonly lines: number; readonly functions: number};
}

export interface OverviewStall {
  readonly startMs: number;
  readonly durationMs: number;
  /** What held the loop, in words. */
  readonly kind: string;
  /** Before the program had begun to serve anybody; it does not count as a stall. */
  readonly isStartUp: boolean;
  readonly culprits: readonly OverviewCulprit[];
}

export interface OverviewCulprit {
  readonly file: string;
  readonly line: number;
  readonly function: string;
  readonly api?: string;
  readonly ms: number;
}

export interface OverviewLine {
  readonly file: string;
  readonly line: number;
  readonly selfMs: number;
  readonly totalMs: number;
  readonly blockedMs: number;
  readonly blockCalls: number;
  readonly mayBeMoreCalls?: true;
  /** False where the line stands for its function, because the exact one is not known. */
  readonly isExact: boolean;
}

export interface OverviewFunction {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly selfMs: number;
  readonly totalMs: number;
}

export interface OverviewProcess {
  readonly pid: number;
  /** 0 is the main thread. */
  readonly tid: number;
  readonly runtime: string;
  readonly exit: {readonly code: number | null; readonly signal: string | null};
}

/** Client → server, request: where a line of a run is in the text that its file has by now. */
export const LINE_NOW = 'loopsight/runs/lineNow';

export interface LineNowParams extends RunParams {
  /** Absolute, as the run names it. */
  readonly file: string;
  /** As the run counts, from 1. */
  readonly line: number;
  readonly text: string;
}

export interface LineNowResult {
  /** From 1. Of a line that has been deleted, the last one before it that is still there. */
  readonly line: number;
  /** `unknown`: the text is another, and nothing was kept of the one that ran. */
  readonly state: 'unchanged' | 'edited' | 'deleted' | 'unknown';
}

/** Client → server, request: another name for a run. It is kept from then on. Answers whether the run is still there. */
export const RENAME_RUN = 'loopsight/runs/rename';

export interface RenameRunParams extends RunParams {
  readonly label: string;
}

/** Client → server, request: deletes a run with all that belongs to it. */
export const DELETE_RUN = 'loopsight/runs/delete';

/** Client → server, request: writes a run into a file. */
export const EXPORT_RUN = 'loopsight/runs/export';

/** `samples`: what other viewers read (`.cpuprofile`, `.speedscope.json`, `.trace.json`, `.collapsed`, `.pb.gz`); the end of the file's name says which. */
export type ExportFormat = 'json' | 'markdown' | 'samples';

export interface ExportRunParams extends RunParams {
  readonly format: ExportFormat;
  /** Absolute path. */
  readonly file: string;
}

export type ExportRunResult = {readonly ok: true} | {readonly ok: false; readonly reason: string};

/** Client → server, request: ask the command that measures a run to end its program: an interrupt, and by force if that does not help. */
export const STOP_RUN = 'loopsight/runs/stop';

/** Client → server, request: shows in the documents what a run has measured, or nothing any more. The answer comes when the run has been read. */
export const SHOW_RUN = 'loopsight/showRun';

export interface ShowRunParams {
  /** Null for none. */
  readonly id: string | null;
  /** The run that it is compared with: lines and functions that are in both show what has changed. */
  readonly comparedWith?: string | null;
}

export type ShowRunResult = {readonly ok: true; readonly label: string | null} | {readonly ok: false; readonly reason: string};

/** Client → server, request: what stands at the ends of the lines of an open document. */
export const ANNOTATIONS = 'loopsight/annotations';

export interface AnnotationsParams {
  readonly textDocument: {readonly uri: string};
  readonly mode: AnnotationMode;
}

/** How long calls that wait and stalls held the loop; the time of the line itself; with what it calls; of waiting at an `await`. */
export type AnnotationMode = 'blocked' | 'self' | 'total' | 'await';

export interface AnnotationsResult {
  /** The version of the document that they are for; null when it is not open. */
  readonly version: number | null;
  readonly annotations: readonly LineAnnotation[];
}

export interface LineAnnotation {
  /** From 0. */
  readonly line: number;
  readonly text: string;
  /** From 0, hardly worth a look, to 5, where the time went. */
  readonly heat: 0 | 1 | 2 | 3 | 4 | 5;
  /** `edited`: the line is not what it was in the run any more, so it has no number. `less` and `more`: what has changed since the run that this one is compared with. */
  readonly kind: AnnotationMode | 'stall' | 'edited' | 'less' | 'more';
}

/** Server → client, notification: annotations that were asked for before are out of date, because another run is shown, or none. */
export const ANNOTATIONS_CHANGED = 'loopsight/annotationsChanged';

/** Client → server, request without parameters: the problems that have cost something in the run that is shown, the most expensive first, also those of files that are not open. */
export const COSTLIEST_PROBLEMS = 'loopsight/costliestProblems';

export interface CostlyProblem {
  /** Absolute path. */
  readonly file: string;
  /** From 1, as the column. */
  readonly line: number;
  readonly column: number;
  readonly costMs: number;
  /** The rule's id, or the name of what no rule explains. */
  readonly code: string;
  readonly message: string;
}

/** Client → server, request: the test in which a position of an open document is: its titles, the outermost suite first. None outside of tests. */
export const TEST_AT = 'loopsight/testAt';

export interface TestAtParams {
  readonly textDocument: {readonly uri: string};
  /** Counts from 0, as all positions of LSP. */
  readonly position: {readonly line: number; readonly character: number};
}

export interface TestTitle {
  readonly text: string;
  /** Made for each row of a table: it has places that are filled in. */
  readonly isTemplate: boolean;
}
