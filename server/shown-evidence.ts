import {setTimeout as wait} from 'node:timers/promises';
import type {TextDocument} from 'vscode-languageserver-textdocument';
import type {DocumentEvidence, FatesOfFile, ShownRun} from './evidence/document-evidence.ts';
import type {FileEvidence} from './evidence/file-evidence.ts';
import {LineMap, type TextChange} from './evidence/line-map.ts';
import {lineTrend, type RunOfTrend} from './evidence/line-trend.ts';
import {documentOf} from './host/open-documents.ts';
import type {DoRunJob} from './host/run-worker.ts';
import {isUserFile} from './profile/file-paths.ts';
import type {RunEvidence} from './runs/read-evidence.ts';
import {readGitHead} from './runs/git-head.ts';
import {runFolderAt, type RunFolder} from './runs/run-folder.ts';
import {UnchangedFiles} from './runs/unchanged-files.ts';
import {measuredTextOf, type Silence} from './measured-text.ts';

export type ShowResult = {readonly ok: true; readonly run: ShownRun | null} | {readonly ok: false; readonly reason: string};

/** The run that is shown, and where its lines are in each open document: found when first asked for, followed from then on. Of others it is found each time. */
export class ShownEvidence {
  readonly #doRunJob: DoRunJob;
  readonly #open: OpenDocuments;
  #shown: Shown | null = null;
  /** How often another run was asked for: reading one takes time, and only the last wish counts. */
  #wishes = 0;
  #documents = new Map<string, Promise<Followed | Silence | null>>();
  /** What the last runs say of a file, by its path: asked for when somebody first wants to know. */
  #trends = new Map<string, Promise<readonly RunOfTrend[]>>();
  /** Where lines are, of documents that have been looked into: changes must be told at once. */
  #maps = new Map<string, LineMap>();

  constructor(doRunJob: DoRunJob, open: OpenDocuments) {
    this.#doRunJob = doRunJob;
    this.#open = open;
  }

  get run(): ShownRun | null {
    return this.#shown?.run ?? null;
  }

  /** The user's own files in which something was measured: absolute paths. */
  get files(): readonly string[] {
    return (this.#shown?.evidence.files ?? []).map(({file}) => file).filter(isUserFile);
  }

  /** Shows another run, alone or compared with one, or none. One that cannot be read leaves everything as it is. */
  async show(path: string | null, comparedWith: string | null = null): Promise<ShowResult> {
    const wish = ++this.#wishes;
    if (path === null) {
      this.#replace(null);
      return {ok: true, run: null};
    }
    const read = await this.#doRunJob({kind: 'evidence', path, comparedWith});
    if (!read.ok) return read;
    if (wish !== this.#wishes) return {ok: true, run: this.run};
    const {label, startedAt, busyMs, comparedWith: before} = read.evidence;
    const now = new Date();
    const run: ShownRun = {
      folder: path, label, startedAt, busyMs,
      time: clockTime(new Date(startedAt), now),
      comparedWith: before && {label: before.label, time: clockTime(new Date(before.startedAt), now)},
    };
    this.#replace({run, folder: runFolderAt(path), evidence: read.evidence, isOfAnotherBranch: otherBranch(read.evidence), unchanged: new UnchangedFiles(read.evidence.files)});
    return {ok: true, run};
  }

  /** What the run says of a document as it is now; null where it says nothing, or nobody can tell whether the document is what ran. */
  async of(document: TextDocument): Promise<DocumentEvidence | null> {
    const shown = this.#shown;
    const found = await this.#found(document);
    if (!shown || !found || 'silence' in found) return null;
    const isOfAnotherBranch = await shown.isOfAnotherBranch();
    const elsewhere = await this.#elsewhere(found.evidence, shown);
    return this.#shown === shown ? {run: shown.run, evidence: found.evidence, fates: found.map.fates(), elsewhere, isOfAnotherBranch} : null;
  }

  /** Why a document that the run has measured shows nothing of it, in a sentence; null where it does, or where the run does not know it. */
  async silenceOf(document: TextDocument): Promise<string | null> {
    const found = await this.#found(document);
    return found && 'silence' in found ? found.silence : null;
  }

  /** What the last runs have measured on a line (from 0) of a document, as an item of a Markdown list; null where they say nothing, or have not been read in the time that one waits for a hover. */
  async trendOf(document: DocumentEvidence, line: number): Promise<string | null> {
    const {file} = document.evidence;
    let trend = this.#trends.get(file);
    if (!trend) this.#trends.set(file, (trend = this.#doRunJob({kind: 'trend', path: document.run.folder, file}).then(read => (read.ok ? read.runs : []))));
    const runs = await Promise.race([trend, wait(TREND_WITHIN_MS, [], {ref: false})]);
    return lineTrend(document, line, runs, startedAt => clockTime(new Date(startedAt), new Date()));
  }

  /** A document is about to be changed by the one change. */
  change(uri: string, change: TextChange): void {
    this.#maps.get(uri)?.change(change);
  }

  closed(uri: string): void {
    this.#documents.delete(uri);
    this.#maps.delete(uri);
  }

  #replace(shown: Shown | null): void {
    this.#shown = shown;
    this.#documents = new Map();
    this.#trends = new Map();
    this.#maps = new Map();
  }

  async #elsewhere({file, lines}: FileEvidence, {unchanged}: Shown): Promise<Map<string, FatesOfFile>> {
    const culprits = new Set(lines.flatMap(({stalls}) => stalls.worst.flatMap(({stall}) => stall.culprits.map(culprit => culprit.file))));
    culprits.delete(file);
    const fates = new Map<string, FatesOfFile>();
    for (const other of [...culprits].slice(0, MOST_ELSEWHERE)) {
      const document = documentOf(other, this.#open.all());
      const found = document && (await this.#documents.get(document.uri));
      if (found && !('silence' in found)) fates.set(other, found.map.fates());
      else if (!document && (await unchanged.has(other))) fates.set(other, 'same');
    }
    return fates;
  }

  #found(document: TextDocument): Promise<Followed | Silence | null> {
    if (!this.#open.get(document.uri)) return this.#look(document);
    let found = this.#documents.get(document.uri);
    if (!found) {
      const looking = this.#look(document);
      this.#documents.set(document.uri, (found = looking));
      // Its text may become the one that was measured, when an edit is taken back.
      void looking.then(result => result && 'silence' in result && this.#documents.get(document.uri) === looking && this.#documents.delete(document.uri), () => {});
    }
    return found;
  }

  async #look(document: TextDocument): Promise<Followed | Silence | null> {
    const {evidence, folder} = this.#shown ?? {};
    if (!evidence || !folder) return null;
    const measured = await measuredTextOf(document, evidence.files, folder);
    if (this.#shown?.folder !== folder || !measured) return null;
    if ('silence' in measured) return measured;
    // From here to the end nothing is waited for, so no change can slip between the text and the map.
    const map = new LineMap(measured.text, document.getText());
    if (this.#open.get(document.uri)) this.#maps.set(document.uri, map);
    return {evidence: JSON.parse(measured.file.evidence) as FileEvidence, map};
  }
}

/** The documents that are open. */
interface OpenDocuments {
  get(uri: string): TextDocument | undefined;
  all(): TextDocument[];
}

interface Shown {
  readonly run: ShownRun;
  readonly folder: RunFolder;
  readonly evidence: RunEvidence;
  readonly isOfAnotherBranch: () => Promise<boolean>;
  readonly unchanged: UnchangedFiles;
}

/** More files than a person follows from one stall. */
const MOST_ELSEWHERE = 20;

interface Followed {
  readonly evidence: FileEvidence;
  readonly map: LineMap;
}

/** Longer a hover should not wait for what it can do without. */
const TREND_WITHIN_MS = 500;

/** How long an answer about what is checked out holds. */
const BRANCH_KNOWN_MS = 2000;

/** Asks git's own files whether another branch is checked out where the program ran than was then; not more often than anybody could switch. */
function otherBranch({branch, cwd}: RunEvidence): () => Promise<boolean> {
  let known = Promise.resolve(false);
  let askedAt = -Infinity;
  return () => {
    if (branch !== null && Date.now() - askedAt > BRANCH_KNOWN_MS) {
      askedAt = Date.now();
      known = readGitHead(cwd).then(head => head !== null && head.branch !== branch, () => false);
    }
    return known;
  };
}

/** `14:02`, with the day where it is not today. */
function clockTime(time: Date, now: Date): string {
  const clock = time.toLocaleTimeString('en-GB', {hour: '2-digit', minute: '2-digit'});
  return time.toDateString() === now.toDateString() ? clock : `${time.toLocaleDateString('en-GB', {day: 'numeric', month: 'short'})} ${clock}`;
}
