import {mkdtemp, readdir, readFile, rm, utimes, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {type DoRunJob, runJobsInWorkers} from '../../server/host/run-worker.ts';
import type {ViewData} from '../../server/report/view-data.ts';
import {importProfile} from '../../server/runs/import-profile.ts';
import {doRunJob} from '../../server/runs/run-jobs.ts';
import {listRuns} from '../../server/runs/stored-runs.ts';

let folder: string;
let runs: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loopsight-import-'));
  runs = join(folder, 'runs');
});
afterEach(() => rm(folder, {recursive: true, force: true}));

const here = doRunJob as DoRunJob;
const file = () => join(folder, 'stacks.collapsed');
const imported = (mostRuns = 5, shownRun: string | null = null) => importProfile(runs, {file: file(), directory: folder, mostRuns}, {doRunJob: here, shownRun});

test('a profile of another tool is kept as a run that can be drawn', async () => {
  await writeFile(file(), 'main (app.py:3);load (app.py:10) 30\nmain (app.py:3) 10\n');
  const result = await imported();
  expect(result.ok).toBe(true);
  if (!result.ok) return;
  expect(await listRuns(runs)).toMatchObject([{label: 'stacks.collapsed', state: 'ended', command: [file()]}]);
  const view = JSON.parse(await readFile(result.folder.view, 'utf8')) as ViewData;
  const [process] = view.processes;
  const names = process?.tree.frame.map(frame => process.frames[frame]?.name);
  expect(names).toEqual(['main', 'load']);
  expect(process?.tree.total[1]).toBe((process?.tree.total[0] ?? 0) * 0.75);
});

test('it is read once, and again when it was written again', async () => {
  await writeFile(file(), 'main (app.py:3) 10\n');
  await imported();
  expect(await imported()).toMatchObject({ok: true});
  expect(await listRuns(runs)).toHaveLength(1);
  await utimes(file(), new Date(), new Date(Date.now() + 60_000));
  await imported();
  expect(await listRuns(runs)).toHaveLength(2);
});

test('what is no profile leaves nothing behind', async () => {
  await writeFile(file(), '\0\0\0');
  expect(await imported()).toMatchObject({ok: false, reason: expect.stringContaining('stacks.collapsed cannot be opened.')});
  expect(await importProfile(runs, {file: join(folder, 'gone.cpuprofile'), directory: folder, mostRuns: 5}, {doRunJob: here, shownRun: null})).toMatchObject({ok: false});
  expect(await listRuns(runs)).toEqual([]);
});

test('one that cannot be read takes the place of no run, and another only of such as are not shown', async () => {
  await writeFile(file(), 'main (app.py:3) 10\n');
  const first = await imported(1);
  await writeFile(file(), '\0\0\0');
  expect(await imported(1)).toMatchObject({ok: false});
  const kept = async () => (await listRuns(runs)).map(({id}) => id);
  expect(await kept()).toEqual([first.ok && first.folder.id]);
  await writeFile(file(), 'main (app.py:3) 20\n');
  await utimes(file(), new Date(), new Date(Date.now() + 60_000));
  const second = await imported(1, first.ok ? first.folder.id : null);
  expect((await kept()).sort()).toEqual([first.ok && first.folder.id, second.ok && second.folder.id].sort());
  await utimes(file(), new Date(), new Date(Date.now() + 120_000));
  const third = await imported(1);
  expect(await kept()).toEqual([third.ok && third.folder.id]);
});

test('one that is cancelled ends the thread that reads it, and leaves nothing behind', async () => {
  await writeFile(file(), 'main (app.py:3) 10\n');
  const endless = join(folder, 'endless.mjs');
  await writeFile(endless, 'for (;;);');
  const controller = new AbortController();
  const result = importProfile(runs, {file: file(), directory: folder, mostRuns: 5}, {doRunJob: runJobsInWorkers(endless), shownRun: null}, controller.signal);
  setTimeout(() => controller.abort(), 100);
  expect(await result).toEqual({ok: false, reason: 'The run cannot be read: it was cancelled.'});
  expect(await listRuns(runs)).toEqual([]);
  expect(await readdir(runs)).toEqual([]);
});
