import {mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {Run} from '../../server/profile/run.ts';
import {readGitHead} from '../../server/runs/git-head.ts';
import {type RunManifest, readManifest, updateManifest, writeManifest} from '../../server/runs/manifest.ts';
import {createRunFolder, runFolderAt} from '../../server/runs/run-folder.ts';
import {labelOf, runId} from '../../server/runs/run-id.ts';
import {contentHash, keepSources, readSnapshotText, readSourceSnapshots} from '../../server/runs/source-snapshots.ts';
import {claimRunFolder, deleteOldRuns, listRuns} from '../../server/runs/stored-runs.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'loopsight-runs-'))));
afterEach(() => rmSync(folder, {recursive: true}));

const manifest = (id: string, more: Partial<RunManifest> = {}): RunManifest => ({
  version: 1, id, label: id, startedAt: '2026-11-21T14:02:05.000Z', command: ['node', 'a.js'], cwd: '/', state: 'ended', exit: {code: 0, signal: null}, pid: 1, git: null, isKept: false, measured: null, ...more,
});

async function store(id: string, more: Partial<RunManifest> = {}): Promise<void> {
  await writeManifest(await createRunFolder(join(folder, id)), manifest(id, more));
}

describe('the name of a run', () => {
  const startedAt = new Date('2026-11-21T14:02:05.678Z');

  test('sorts by time and says what ran', () => {
    expect(runId(startedAt, 'server.ts')).toBe('20261121-140205-server-ts');
  });

  test('is a name of a folder everywhere, whatever the label is', () => {
    expect(runId(startedAt, '../../etc: "ü" <x>')).toBe('20261121-140205-etc-x');
    expect(runId(startedAt, '…')).toBe('20261121-140205-run');
    expect(runId(startedAt, 'x'.repeat(500))).toHaveLength(56);
  });

  test.each([
    [['node', 'src/server.ts'], 'server.ts'],
    [['npm', 'run', 'dev'], 'npm run dev'],
    [['python3', '-m', 'pytest', 'tests/test_app.py'], 'test_app.py'],
    [['node', '-e', '0'], 'node 0'],
    [['C:\\node.exe', 'C:\\work\\app.mjs'], 'app.mjs'],
  ])('is made from the command: %j', (command, label) => {
    expect(labelOf(command)).toBe(label);
  });

  test('is claimed once, also by two runs of one second', async () => {
    const ids = [];
    for (let i = 0; i < 3; i++) ids.push((await claimRunFolder(folder, 'a', startedAt)).id);
    expect(ids).toEqual(['20261121-140205-a', '20261121-140205-a-2', '20261121-140205-a-3']);
  });
});

describe('stored runs', () => {
  test('are listed with the latest first; what is no run is passed over', async () => {
    await store('20260101-000000-a');
    await store('20260301-000000-c');
    await store('20260201-000000-b');
    mkdirSync(join(folder, 'empty'));
    writeFileSync(join(folder, 'a-file'), '');
    mkdirSync(join(folder, 'torn'));
    writeFileSync(join(folder, 'torn', 'manifest.json'), '{"version": 1, "id"');
    expect((await listRuns(folder)).map(({id}) => id)).toEqual(['20260301-000000-c', '20260201-000000-b', '20260101-000000-a']);
  });

  test('are none where there is no folder', async () => {
    expect(await listRuns(join(folder, 'nowhere'))).toEqual([]);
  });

  test('are deleted when they are old, but for those kept and those that still go on', async () => {
    await store('1', {isKept: true});
    await store('2', {state: 'running', pid: process.pid});
    await store('3', {state: 'running', pid: 2 ** 30});
    for (const id of ['4', '5', '6']) await store(id);
    await deleteOldRuns(folder, 2);
    expect((await listRuns(folder)).map(({id}) => id)).toEqual(['6', '5', '2', '1']);
  });

  test('can be given another name; one that is gone says so', async () => {
    await store('a');
    const run = runFolderAt(join(folder, 'a'));
    expect(await updateManifest(run, {label: 'before the fix', isKept: true})).toBe(true);
    expect(await readManifest(run)).toMatchObject({label: 'before the fix', isKept: true, id: 'a'});
    expect(await updateManifest(runFolderAt(join(folder, 'gone')), {label: ''})).toBe(false);
  });
});

describe('the files of a run', () => {
  const runOver = (...files: string[]): Run => ({
    version: 1, command: [], wallMs: 1, processes: [], stalls: [], functions: [], files: [],
    lines: files.map(file => ({file, line: 1, selfMs: 1, totalMs: 1, blockedMs: 0, blockCalls: 0, gcMs: 0, precision: 'sampled'})),
    metrics: {stalls: 0, stallMs: 0, longestStallMs: 0, busyMs: 0, cpuMs: 0, gcMs: 0},
  });
  const written = (name: string, text: string, at: Date) => {
    const path = join(folder, name);
    mkdirSync(join(path, '..'), {recursive: true});
    writeFileSync(path, text);
    utimesSync(path, at, at);
    return path;
  };
  const startedAt = new Date('2026-11-21T14:00:00Z');
  const before = new Date('2026-11-21T13:00:00Z');
  const during = new Date('2026-11-21T14:00:01Z');

  test('are kept as they were; what changed meanwhile is said, what has gone is left out', async () => {
    const steady = written('steady ü.js', 'steady();\n', before);
    const changed = written('changed.js', 'changed();\n', during);
    const installed = written('node_modules/p/index.js', 'installed();\n', before);
    const run = await createRunFolder(join(folder, 'run'));
    await keepSources(run, runOver(steady, changed, installed, join(folder, 'gone.js')), startedAt);
    const {files} = (await readSourceSnapshots(run)) ?? {files: []};
    expect(files).toEqual([
      {file: steady, contentHash: contentHash('steady();\n'), changedDuringRun: false, hasText: true},
      {file: changed, contentHash: contentHash('changed();\n'), changedDuringRun: true, hasText: true},
      {file: installed, contentHash: contentHash('installed();\n'), changedDuringRun: false, hasText: false},
    ]);
    writeFileSync(steady, 'something else');
    expect(await readSnapshotText(run, contentHash('steady();\n'))).toBe('steady();\n');
    expect(await readSnapshotText(run, contentHash('installed();\n'))).toBe(null);
  });

  test('count as the same whatever the line ends and the byte order mark', () => {
    expect(contentHash('\uFEFFa\r\nb\r\n')).toBe(contentHash('a\nb\n'));
    expect(contentHash('a\nb')).not.toBe(contentHash('a\nb\n'));
  });

  test('are none where nothing was kept, or what was kept is torn', async () => {
    const run = await createRunFolder(join(folder, 'run'));
    expect(await readSourceSnapshots(run)).toBe(null);
    writeFileSync(run.sources, '{"version": 1, "files": [');
    expect(await readSourceSnapshots(run)).toBe(null);
  });
});

describe('what was checked out', () => {
  const put = (name: string, text: string) => {
    mkdirSync(join(folder, name, '..'), {recursive: true});
    writeFileSync(join(folder, name), text);
  };

  test('is a branch with its commit, loose or packed', async () => {
    put('.git/HEAD', 'ref: refs/heads/feature/x\n');
    put('.git/packed-refs', '# pack-refs\naaaa refs/heads/main\nbbbb refs/heads/feature/x\n');
    put('src/deep/a.js', '');
    expect(await readGitHead(join(folder, 'src', 'deep'))).toEqual({branch: 'feature/x', commit: 'bbbb'});
    put('.git/refs/heads/feature/x', 'cccc\n');
    expect(await readGitHead(folder)).toEqual({branch: 'feature/x', commit: 'cccc'});
  });

  test('is a commit alone when no branch is', async () => {
    put('.git/HEAD', 'dddd\n');
    expect(await readGitHead(folder)).toEqual({branch: null, commit: 'dddd'});
  });

  test('is found from a worktree, whose folder is elsewhere', async () => {
    put('main/.git/refs/heads/w', 'eeee\n');
    put('main/.git/worktrees/w/HEAD', 'ref: refs/heads/w\n');
    put('main/.git/worktrees/w/commondir', '../..\n');
    put('w/.git', `gitdir: ${join(folder, 'main/.git/worktrees/w')}\n`);
    expect(await readGitHead(join(folder, 'w'))).toEqual({branch: 'w', commit: 'eeee'});
  });
});
