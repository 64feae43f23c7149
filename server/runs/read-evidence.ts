import {evidenceByFile} from '../evidence/file-evidence.ts';
import {readManifest} from './manifest.ts';
import {NO_RUN, readRun} from './read-run.ts';
import type {RunFolder} from './run-folder.ts';
import {readSourceSnapshots} from './source-snapshots.ts';

/** A run made ready for documents. */
export type ReadEvidence = {readonly ok: true; readonly evidence: RunEvidence} | {readonly ok: false; readonly reason: string};

export interface RunEvidence {
  readonly label: string;
  /** ISO 8601, in UTC. */
  readonly startedAt: string;
  readonly branch: string | null;
  readonly cwd: string;
  readonly busyMs: number;
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

export async function readEvidence(folder: RunFolder): Promise<ReadEvidence> {
  const manifest = await readManifest(folder);
  if (!manifest) return NO_RUN;
  const read = await readRun(folder);
  if (!read.ok) return read;
  const snapshots = new Map((await readSourceSnapshots(folder))?.files.map(snapshot => [snapshot.file, snapshot]));
  const {label, startedAt, git, cwd} = manifest;
  const files = [...evidenceByFile(read.run)].map(([file, evidence]): MeasuredFile => {
    const {contentHash = null, hasText = false, changedDuringRun = false} = snapshots.get(file) ?? {};
    return {file, contentHash, hasText, changedDuringRun, evidence: JSON.stringify(evidence)};
  });
  return {ok: true, evidence: {label, startedAt, branch: git?.branch ?? null, cwd, busyMs: read.run.metrics.busyMs, files}};
}
