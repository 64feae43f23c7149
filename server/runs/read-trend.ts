import {dirname, join} from 'node:path';
import {earlierEvidence} from '../evidence/earlier-evidence.ts';
import {type FileEvidence, NOTHING_MEASURED} from '../evidence/file-evidence.ts';
import {type LineFate, LineMap} from '../evidence/line-map.ts';
import type {RunOfTrend} from '../evidence/line-trend.ts';
import type {RunManifest} from './manifest.ts';
import {readMeasured} from './read-evidence.ts';
import {type RunFolder, runFolderAt} from './run-folder.ts';
import {readSourceSnapshots, textOf} from './source-snapshots.ts';
import {listRuns} from './stored-runs.ts';

export type ReadTrend = {readonly ok: true; readonly runs: readonly RunOfTrend[]} | {readonly ok: false; readonly reason: string};

/** More would be a table. */
const MOST_RUNS = 8;

/** What the last runs of the same command have measured in one file, the latest last, at the lines that the file had in this run. */
export async function readTrend(folder: RunFolder, file: string): Promise<ReadTrend> {
  const kept = await listRuns(dirname(folder.path));
  const shown = kept.find(({id}) => id === folder.id);
  const text = await textIn(folder, file);
  if (!shown || text === null) return {ok: true, runs: []};
  const repeats = kept.filter(run => run.state === 'ended' && isRepeatOf(run, shown)).slice(0, MOST_RUNS).reverse();
  const known: KnownRun[] = [];
  for (const run of repeats) {
    const found = await knownRun(runFolderAt(join(dirname(folder.path), run.id)), file, text);
    if (found) known.push({...found, startedAt: run.startedAt, isShown: run.id === shown.id});
  }
  // A line that cost something in one of the runs has cost nothing in the others, where it was there.
  const costly = new Set(known.flatMap(({measured, fates}) => measured.lines.flatMap(({line}) => placeOf(fates[line - 1]) ?? [])));
  const now: FileEvidence = {file, functions: [], lines: [...costly].map(line => ({...NOTHING_MEASURED, line: line + 1}))};
  return {ok: true, runs: known.map(({startedAt, isShown, measured, fates}) => ({startedAt, isShown, earlier: earlierEvidence(measured, now, fates)}))};
}

interface KnownRun {
  readonly startedAt: string;
  readonly isShown: boolean;
  readonly measured: FileEvidence;
  /** Of the lines that it was measured on, in the text that is shown. */
  readonly fates: readonly LineFate[];
}

function isRepeatOf({command, cwd}: RunManifest, shown: RunManifest): boolean {
  return cwd === shown.cwd && JSON.stringify(command) === JSON.stringify(shown.command);
}

async function knownRun(folder: RunFolder, file: string, text: string): Promise<Pick<KnownRun, 'measured' | 'fates'> | null> {
  const textThen = await textIn(folder, file);
  const run = textThen === null ? null : await readMeasured(folder);
  if (textThen === null || !run?.ok) return null;
  return {measured: run.files.get(file) ?? {file, lines: [], functions: []}, fates: new LineMap(textThen, text).fates()};
}

function placeOf(fate: LineFate | undefined): number | null {
  return fate && fate.kind !== 'deleted' ? fate.line : null;
}

async function textIn(folder: RunFolder, file: string): Promise<string | null> {
  const snapshot = (await readSourceSnapshots(folder))?.files.find(each => each.file === file);
  return snapshot ? textOf(folder, snapshot) : null;
}
