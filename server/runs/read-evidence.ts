import {earlierEvidence} from '../evidence/earlier-evidence.ts';
import {evidenceByFile, type FileEvidence} from '../evidence/file-evidence.ts';
import {LineMap} from '../evidence/line-map.ts';
import {readManifest, type RunManifest} from './manifest.ts';
import {NO_RUN, readRun} from './read-run.ts';
import type {RunFolder} from './run-folder.ts';
import {readSourceSnapshots, textsIn} from './source-snapshots.ts';

/** A run made ready for documents. */
export type ReadEvidence = {readonly ok: true; readonly evidence: RunEvidence} | {readonly ok: false; readonly reason: string};

export interface RunEvidence {
  readonly label: string;
  /** ISO 8601, in UTC. */
  readonly startedAt: string;
  readonly branch: string | null;
  readonly cwd: string;
  readonly busyMs: number;
  /** The run that it is compared with. */
  readonly comparedWith: {readonly label: string; readonly startedAt: string} | null;
  readonly files: readonly MeasuredFile[];
}

/** A file that the run names. */
export interface MeasuredFile {
  /** Absolute, as it was where the program ran. */
  readonly file: string;
  /** Null where the file could not be read when the run ended, so that nobody can tell whether a document is what ran. */
  readonly contentHash: string | null;
  /** Whether its text was kept. */
  readonly hasText: boolean;
  readonly changedDuringRun: boolean;
  /** `FileEvidence` as JSON: few of the files of a large run are ever opened, and text is quickly handed from thread to thread. */
  readonly evidence: string;
}

export async function readEvidence(folder: RunFolder, comparedWith: RunFolder | null): Promise<ReadEvidence> {
  const shown = await readMeasured(folder);
  if (!shown.ok) return shown;
  const before = comparedWith && (await readMeasured(comparedWith));
  if (before && !before.ok) return before;
  const files = before ? withEarlier(shown, await textsIn(folder), before, await textsIn(before.folder)) : shown.files;
  const snapshots = new Map((await readSourceSnapshots(folder))?.files.map(snapshot => [snapshot.file, snapshot]));
  const {label, startedAt, git, cwd} = shown.manifest;
  return {
    ok: true,
    evidence: {
      label, startedAt, cwd,
      branch: git?.branch ?? null,
      busyMs: shown.busyMs,
      comparedWith: before && {label: before.manifest.label, startedAt: before.manifest.startedAt},
      files: [...files].map(([file, evidence]): MeasuredFile => {
        const {contentHash = null, hasText = false, changedDuringRun = false} = snapshots.get(file) ?? {};
        return {file, contentHash, hasText, changedDuringRun, evidence: JSON.stringify(evidence)};
      }),
    },
  };
}

/** What a kept run has measured, file by file. */
export interface Measured {
  readonly ok: true;
  readonly folder: RunFolder;
  readonly manifest: RunManifest;
  readonly busyMs: number;
  readonly files: ReadonlyMap<string, FileEvidence>;
}

export async function readMeasured(folder: RunFolder): Promise<Measured | {readonly ok: false; readonly reason: string}> {
  const manifest = await readManifest(folder);
  if (!manifest) return NO_RUN;
  const read = await readRun(folder);
  return read.ok ? {ok: true, folder, manifest, busyMs: read.run.metrics.busyMs, files: evidenceByFile(read.run)} : read;
}

type Texts = ReadonlyMap<string, string>;

/** The files of a run with what the run before had measured in them; those too that cost nothing any more. */
function withEarlier({files}: Measured, texts: Texts, before: Measured, textsBefore: Texts): Map<string, FileEvidence> {
  const all = new Map(files);
  for (const file of new Set([...files.keys(), ...before.files.keys()])) {
    const [text, textBefore] = [texts.get(file), textsBefore.get(file)];
    if (text === undefined || textBefore === undefined) continue;
    const nothing = {file, lines: [], functions: []};
    const now = files.get(file) ?? nothing;
    const then = before.files.get(file) ?? nothing;
    all.set(file, {...now, earlier: earlierEvidence(then, now, new LineMap(textBefore, text).fates())});
  }
  return all;
}
