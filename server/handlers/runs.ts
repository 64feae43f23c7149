import {access, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {CancellationToken, Connection} from 'vscode-languageserver/node';
import type {DoRunJob} from '../host/run-worker.ts';
import {
  COMPARISON_PAGE,
  type ComparisonPageParams,
  CREATE_RUN,
  type CreateRunParams,
  type CreateRunResult,
  DELETE_RUN,
  EXPORT_RUN,
  type ExportRunParams,
  type ExportRunResult,
  GET_RUN,
  IMPORT_PROFILE,
  type ImportProfileParams,
  type ImportProfileResult,
  LINE_NOW,
  type LineNowParams,
  type LineNowResult,
  LIST_RUNS,
  type ListedRun,
  type PageResult,
  RENAME_RUN,
  type RenameRunParams,
  RUN_OVERVIEW,
  RUN_PAGE,
  type RunOverviewResult,
  type RunPageParams,
  type RunParams,
  STOP_RUN,
} from '../protocol.ts';
import {comparisonPage, runPage} from '../report/webview-page.ts';
import {importProfile} from '../runs/import-profile.ts';
import {lineNow} from '../runs/line-now.ts';
import {readManifest, type RunManifest, updateManifest} from '../runs/manifest.ts';
import {readProgress} from '../runs/progress.ts';
import {NO_RUN} from '../runs/read-run.ts';
import {deleteRunFolder, type RunFolder, runFolderAt} from '../runs/run-folder.ts';
import {claimRunFolder, deleteOldRuns, isGoingOn, listRuns, runNamed} from '../runs/stored-runs.ts';
import {abortSignalOf} from './cancellation.ts';

interface Parts {
  readonly connection: Connection;
  /** Where runs are kept; null where the client named no place. */
  readonly runsFolder: () => string | null;
  readonly doRunJob: DoRunJob;
  /** The id of the run that is shown: it may be about to be compared with. */
  readonly shownRun: () => string | null;
}

/** Answers what a client asks about profiled runs. */
export function handleRuns({connection, runsFolder, doRunJob, shownRun}: Parts): void {
  const folderOf = ({id}: RunParams): RunFolder | null => runNamed(runsFolder(), id);

  connection.onRequest(CREATE_RUN, async ({label, mostRuns, comparedWith}: CreateRunParams): Promise<CreateRunResult> => {
    const runs = runsFolder();
    if (runs === null) throw new Error('The client has named no folder for runs.');
    await deleteOldRuns(runs, Math.max(0, mostRuns - 1), [shownRun(), comparedWith]);
    const {id, path} = await claimRunFolder(runs, label, new Date());
    return {id, folder: path};
  });

  connection.onRequest(LIST_RUNS, async (): Promise<ListedRun[]> => {
    const runs = runsFolder();
    if (runs === null) return [];
    const all: ListedRun[] = [];
    for (const manifest of await listRuns(runs)) all.push(await listed(runFolderAt(join(runs, manifest.id)), manifest));
    return all;
  });

  connection.onRequest(GET_RUN, async (params: RunParams): Promise<ListedRun | null> => {
    const folder = folderOf(params);
    const manifest = folder && (await readManifest(folder));
    return folder && manifest ? listed(folder, manifest) : null;
  });

  connection.onRequest(RUN_OVERVIEW, async (params: RunParams): Promise<RunOverviewResult> => {
    const folder = folderOf(params);
    return folder ? doRunJob({kind: 'overview', path: folder.path}) : NO_RUN;
  });

  connection.onRequest(RUN_PAGE, async (params: RunPageParams): Promise<PageResult> => {
    const folder = folderOf(params);
    if (!folder) return NO_RUN;
    const isDrawn = await access(folder.view).then(() => true, () => false);
    return isDrawn ? {ok: true, html: runPage(params)} : {ok: false, reason: 'This run has nothing to draw: it was ended before it was analysed, or taken by an older Loopsight.'};
  });

  connection.onRequest(IMPORT_PROFILE, async (params: ImportProfileParams, token: CancellationToken): Promise<ImportProfileResult> => {
    const runs = runsFolder();
    if (runs === null) throw new Error('The client has named no folder for runs.');
    const imported = await importProfile(runs, params, {doRunJob, shownRun: shownRun()}, abortSignalOf(token));
    if (!imported.ok) return imported;
    const manifest = await readManifest(imported.folder);
    return manifest ? {ok: true, run: await listed(imported.folder, manifest)} : NO_RUN;
  });

  connection.onRequest(COMPARISON_PAGE, async ({before, after, ...sources}: ComparisonPageParams): Promise<PageResult> => {
    const [first, second] = [folderOf({id: before}), folderOf({id: after})];
    const compared = first && second ? await doRunJob({kind: 'compare', before: first.path, after: second.path}) : NO_RUN;
    return compared.ok ? {ok: true, html: comparisonPage(compared.view, sources)} : compared;
  });

  connection.onRequest(EXPORT_RUN, async ({format, file, ...params}: ExportRunParams): Promise<ExportRunResult> => {
    const folder = folderOf(params);
    return folder ? doRunJob({kind: 'export', path: folder.path, format, file}) : NO_RUN;
  });

  connection.onRequest(LINE_NOW, async ({id, ...place}: LineNowParams): Promise<LineNowResult> => {
    const folder = folderOf({id});
    return folder ? lineNow(folder, place) : {line: place.line, state: 'unknown'};
  });

  connection.onRequest(RENAME_RUN, async ({label, ...params}: RenameRunParams): Promise<boolean> => {
    const folder = folderOf(params);
    return folder !== null && (await updateManifest(folder, {label, isKept: true}));
  });

  connection.onRequest(DELETE_RUN, async (params: RunParams): Promise<void> => {
    const folder = folderOf(params);
    if (folder) await deleteRunFolder(folder);
  });

  connection.onRequest(STOP_RUN, async (params: RunParams): Promise<void> => {
    const folder = folderOf(params);
    if (folder && (await readManifest(folder))) await writeFile(folder.stop, '');
  });
}

async function listed(folder: RunFolder, manifest: RunManifest): Promise<ListedRun> {
  const {id, label, startedAt, command, cwd, exit, failure, isKept} = manifest;
  const state = manifest.state === 'running' && !isGoingOn(manifest) ? 'broken' : manifest.state;
  const measured = state === 'running' ? await readProgress(folder) : manifest.measured;
  return {id, folder: folder.path, label, startedAt, command, cwd, state, exit, ...(failure !== undefined && {failure}), isKept, measured};
}
