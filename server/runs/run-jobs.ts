import type {ExportFormat, ExportRunResult, RunOverviewResult} from '../protocol.ts';
import {compareFolders, type CompareFolders} from '../compare/compare-folders.ts';
import {exportRun} from './export-run.ts';
import {openProfile, type OpenProfileJob, type OpenProfileResult} from './open-profile.ts';
import {overviewOf} from './overview.ts';
import {readEvidence, type ReadEvidence} from './read-evidence.ts';
import {readRun} from './read-run.ts';
import {readTrend, type ReadTrend} from './read-trend.ts';
import {runFolderAt} from './run-folder.ts';

/** Work on a whole run, which is too much for a thread that others wait for. */
export type RunJob =
  | {readonly kind: 'overview'; readonly path: string}
  | {readonly kind: 'evidence'; readonly path: string; readonly comparedWith: string | null}
  | {readonly kind: 'trend'; readonly path: string; readonly file: string}
  | {readonly kind: 'export'; readonly path: string; readonly format: ExportFormat; readonly file: string}
  | {readonly kind: 'compare'; readonly before: string; readonly after: string}
  | ({readonly kind: 'open'} & OpenProfileJob);

export interface RunJobResults {
  readonly overview: RunOverviewResult;
  readonly export: ExportRunResult;
  readonly evidence: ReadEvidence;
  readonly trend: ReadTrend;
  readonly compare: CompareFolders;
  readonly open: OpenProfileResult;
}

export async function doRunJob(job: RunJob): Promise<RunJobResults[RunJob['kind']]> {
  if (job.kind === 'open') return openProfile(job);
  if (job.kind === 'compare') return compareFolders(job.before, job.after);
  const folder = runFolderAt(job.path);
  if (job.kind === 'export') return exportRun(folder, job.format, job.file);
  if (job.kind === 'trend') return readTrend(folder, job.file);
  if (job.kind === 'evidence') return readEvidence(folder, job.comparedWith === null ? null : runFolderAt(job.comparedWith));
  const read = await readRun(folder);
  return read.ok ? {ok: true, overview: overviewOf(read.run)} : read;
}
