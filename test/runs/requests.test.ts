import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import type {Run} from '../../server/profile/run.ts';
import {CREATE_RUN, type CreateRunResult, DELETE_RUN, EXPORT_RUN, type ExportRunResult, GET_RUN, LIST_RUNS, type ListedRun, RENAME_RUN, RUN_OVERVIEW, type RunOverviewResult, STOP_RUN} from '../../server/protocol.ts';
import {type RunManifest, writeManifest} from '../../server/runs/manifest.ts';
import {writeProgress} from '../../server/runs/progress.ts';
import {createRunFolder, type RunFolder, runFolderAt} from '../../server/runs/run-folder.ts';
import {Editor} from '../server/editor.ts';

let editor: Editor;
let runsFolder: string;
beforeEach(async () => {
  editor = await Editor.start();
  await editor.stop();
  runsFolder = join(editor.folder, 'runs of ü');
  editor = await Editor.start({initializationOptions: {runsFolder}});
  mkdirSync(runsFolder, {recursive: true});
});
afterEach(() => editor.stop());

const run: Run = {
  version: 1,
  command: ['node', '/app/a.js'],
  wallMs: 900,
  processes: [
    {pid: 10, tid: 0, runtime: 'node', role: 'launcher', exit: {code: 0, signal: null}},
    {pid: 11, tid: 0, runtime: 'node', role: 'user', exit: {code: 0, signal: null}},
  ],
  stalls: [
    {process: 1, startMs: 10, durationMs: 60, kind: 'unknown', culprits: [], unattributedMs: 60},
    {process: 1, startMs: 100, durationMs: 300, kind: 'task', culprits: [{file: '/app/a.js', line: 3, function: 'load', api: 'fs.readFileSync', ms: 290}, {file: '/app/a.js', line: 4, function: 'load', ms: 0.2}], unattributedMs: 9},
  ],
  lines: [
    {file: '/app/a.js', line: 3, selfMs: 0, totalMs: 290, blockedMs: 290, blockCalls: 2, gcMs: 0, precision: 'measured'},
    {file: '/app/node_modules/p/p.js', line: 1, selfMs: 50, totalMs: 50, blockedMs: 0, blockCalls: 0, gcMs: 0, precision: 'sampled'},
    {file: '/app/a.js', line: 9, selfMs: 0.3, totalMs: 0.3, blockedMs: 0, blockCalls: 0, gcMs: 0, precision: 'ambiguous'},
  ],
  functions: [{file: '/app/a.js', line: 2, name: 'load', selfMs: 1, totalMs: 291}],
  files: [],
  metrics: {stalls: 2, stallMs: 360, longestStallMs: 300, busyMs: 400, cpuMs: 100, gcMs: 0},
};

async function stored(id: string, more: Partial<RunManifest> = {}): Promise<RunFolder> {
  const folder = await createRunFolder(join(runsFolder, id));
  const manifest: RunManifest = {
    version: 1, id, label: 'a.js', startedAt: '2026-11-21T14:02:05.000Z', command: run.command, cwd: '/app', state: 'ended', exit: {code: 0, signal: null}, pid: 2 ** 30, git: null, isKept: false,
    measured: {wallMs: 900, stalls: 2, longestStallMs: 300},
  };
  await writeManifest(folder, {...manifest, ...more});
  return folder;
}

test('a run gets an empty folder; the oldest make room', async () => {
  for (const id of ['1', '2', '3']) await stored(id);
  const created = await editor.request<CreateRunResult>(CREATE_RUN, {label: 'Server.ts', mostRuns: 2});
  expect(existsSync(created.folder)).toBe(true);
  expect(created.id).toMatch(/^\d{8}-\d{6}-server-ts$/);
  expect((await editor.request<ListedRun[]>(LIST_RUNS, {})).map(({id}) => id)).toEqual(['3']);
});

test('runs are listed with how they stand', async () => {
  await stored('1');
  await stored('2', {state: 'failed', exit: null, measured: null, failure: 'The command nod cannot be found.'});
  await stored('3', {state: 'running', exit: null, measured: null});
  const running = await stored('4', {state: 'running', exit: null, measured: null, pid: process.pid});
  expect(await editor.request(GET_RUN, {id: '4'})).toMatchObject({state: 'running', measured: null});
  await writeProgress(running, {wallMs: 1000, stalls: 3, longestStallMs: 120});
  const runs = await editor.request<ListedRun[]>(LIST_RUNS, {});
  expect(runs.map(({id, state, measured, failure}) => ({id, state, measured, failure}))).toEqual([
    {id: '4', state: 'running', measured: {wallMs: 1000, stalls: 3, longestStallMs: 120}},
    {id: '3', state: 'broken', measured: null},
    {id: '2', state: 'failed', measured: null, failure: 'The command nod cannot be found.'},
    {id: '1', state: 'ended', measured: {wallMs: 900, stalls: 2, longestStallMs: 300}},
  ]);
});

test("an overview has the user's own lines, the longest stalls first, and no noise", async () => {
  const folder = await stored('1');
  writeFileSync(folder.run, JSON.stringify(run));
  const result = await editor.request<RunOverviewResult>(RUN_OVERVIEW, {id: '1'});
  expect(result).toEqual({
    ok: true,
    overview: {
      stalls: [
        {startMs: 100, durationMs: 300, kind: 'one callback held the loop', isStartUp: false, culprits: [{file: '/app/a.js', line: 3, function: 'load', api: 'fs.readFileSync', ms: 290}]},
        {startMs: 10, durationMs: 60, kind: 'a long turn of the loop', isStartUp: false, culprits: []},
      ],
      lines: [{file: '/app/a.js', line: 3, selfMs: 0, totalMs: 290, blockedMs: 290, blockCalls: 2, isExact: true}],
      functions: [{file: '/app/a.js', line: 2, name: 'load', selfMs: 1, totalMs: 291}],
      processes: [{pid: 11, tid: 0, runtime: 'node', exit: {code: 0, signal: null}}],
      counts: {stalls: 2, lines: 1, functions: 1},
    },
  });
});

test.each([
  ['nothing', null, 'Nothing was measured'],
  ['an empty file', '', 'not whole'],
  ['a torn file', '{"version": 1, "lin', 'not whole'],
  ['a later version', '{"version": 2}', 'another version'],
  ['something else', '[]', 'This is no run'],
  ['lists that are none', '{"version": 1, "lines": {}, "stalls": 7}', 'not whole'],
])('a run that holds %s is refused with the reason', async (_, text, reason) => {
  const folder = await stored('1');
  if (text !== null) writeFileSync(folder.run, text);
  const result = await editor.request<RunOverviewResult>(RUN_OVERVIEW, {id: '1'});
  expect(result).toMatchObject({ok: false, reason: expect.stringContaining(reason)});
});

test('a run that has another name is kept; one that was deleted is gone', async () => {
  await stored('1');
  expect(await editor.request(RENAME_RUN, {id: '1', label: 'before the fix'})).toBe(true);
  expect(await editor.request(GET_RUN, {id: '1'})).toMatchObject({label: 'before the fix', isKept: true});
  await editor.request(DELETE_RUN, {id: '1'});
  expect(await editor.request(GET_RUN, {id: '1'})).toBe(null);
  expect(await editor.request(RENAME_RUN, {id: '1', label: 'x'})).toBe(false);
  expect(await editor.request<RunOverviewResult>(RUN_OVERVIEW, {id: '1'})).toMatchObject({ok: false});
});

test('an id that leads elsewhere is nobody’s', async () => {
  writeFileSync(join(editor.folder, 'manifest.json'), '{}');
  for (const id of ['..', '.', '', '../..', 'a/../..']) {
    expect(await editor.request(GET_RUN, {id})).toBe(null);
    await editor.request(DELETE_RUN, {id});
    await editor.request(STOP_RUN, {id});
  }
  expect(existsSync(join(editor.folder, 'manifest.json'))).toBe(true);
  expect(existsSync(runsFolder)).toBe(true);
});

test('a run is asked to stop by a file of its folder', async () => {
  const {stop} = await stored('1', {state: 'running'});
  await editor.request(STOP_RUN, {id: '1'});
  expect(existsSync(stop)).toBe(true);
  await editor.request(STOP_RUN, {id: 'gone'});
  expect(existsSync(runFolderAt(join(runsFolder, 'gone')).path)).toBe(false);
});

test('an export is the run as JSON, or in words; a file that cannot be written is told', async () => {
  const folder = await stored('1');
  writeFileSync(folder.run, JSON.stringify(run));
  const file = join(editor.folder, 'out');
  expect(await editor.request<ExportRunResult>(EXPORT_RUN, {id: '1', format: 'json', file})).toEqual({ok: true});
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(run);
  await editor.request<ExportRunResult>(EXPORT_RUN, {id: '1', format: 'markdown', file});
  expect(readFileSync(file, 'utf8')).toMatch(/^# a\.js\n\n`node \/app\/a\.js`[^]*a\.js:3 {2}fs\.readFileSync in load/);
  const without = await editor.request<ExportRunResult>(EXPORT_RUN, {id: '1', format: 'samples', file: `${file}.cpuprofile`});
  expect(without).toMatchObject({ok: false, reason: expect.stringContaining('no samples')});
  const samples = {nodes: [{id: 1, callFrame: {functionName: '(root)', scriptId: '0', url: '', lineNumber: -1, columnNumber: -1}, children: [2]}, {id: 2, callFrame: {functionName: 'load', scriptId: '1', url: 'file:///app/a.js', lineNumber: 1, columnNumber: 0}}], startTime: 0, endTime: 9000, samples: [2, 2, 2], timeDeltas: [0, 4000, 5000]};
  writeFileSync(join(folder.events, '11-0.events.jsonl'), `${JSON.stringify({kind: 'start', version: 1, pid: 11, ppid: 1, tid: 0, runtime: 'node', runtimeVersion: 'v20', main: '/app/a.js', cwd: '/app', t: 0})}\n`);
  writeFileSync(join(folder.events, '11-0.0.cpuprofile'), JSON.stringify(samples));
  expect(await editor.request<ExportRunResult>(EXPORT_RUN, {id: '1', format: 'samples', file: `${file}.cpuprofile`})).toEqual({ok: true});
  const written = JSON.parse(readFileSync(`${file}.cpuprofile`, 'utf8')) as typeof samples;
  expect(written.nodes.map(({callFrame}) => callFrame.functionName)).toContain('load');
  expect(await editor.request<ExportRunResult>(EXPORT_RUN, {id: '1', format: 'samples', file: `${file}.collapsed`})).toEqual({ok: true});
  expect(readFileSync(`${file}.collapsed`, 'utf8')).toContain('load');
  const refused = await editor.request<ExportRunResult>(EXPORT_RUN, {id: '1', format: 'json', file: join(editor.folder, 'no', 'such', 'folder')});
  expect(refused).toMatchObject({ok: false, reason: expect.stringContaining('cannot be written')});
});
