import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {compare} from '../../server/compare/command.ts';
import type {Run} from '../../server/profile/run.ts';
import {createRunFolder, runFolderAt} from '../../server/runs/run-folder.ts';
import {keepSources} from '../../server/runs/source-snapshots.ts';
import {runWith} from './runs.ts';

let directory: string;
let source: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'loopsight-compare-'));
  source = join(directory, 'app.mjs');
});

afterAll(() => rm(directory, {recursive: true, force: true}));

async function keep(name: string, text: string, run: Run): Promise<void> {
  await writeFile(source, text);
  const folder = await createRunFolder(runFolderAt(join(directory, name)).path);
  await writeFile(folder.run, JSON.stringify(run));
  await keepSources(folder, run, new Date(Date.now() + 60_000));
}

async function compared(...args: readonly string[]) {
  let [stdout, stderr] = ['', ''];
  const code = await compare(args, {stdout: text => (stdout += text), stderr: text => (stderr += text), directory});
  return {code, stdout, stderr};
}

test('two kept runs are compared by line, across an edit above it', async () => {
  await keep('before', 'const a = 1;\nheavyWork(a);\n', runWith({lines: [{file: source, line: 2, selfMs: 900}]}));
  await keep('after', '// New.\nconst a = 1;\nheavyWork(a);\n', runWith({lines: [{file: source, line: 3, selfMs: 100}]}));
  const {code, stdout, stderr} = await compared('before', 'after');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('| `app.mjs:3` | 900 ms | 100 ms | −800 ms, −89 % |');
});

test('the comparison goes to files where that is asked', async () => {
  await keep('one', 'x();\n', runWith({lines: [{file: source, line: 1, selfMs: 900}]}));
  const {code, stdout} = await compared('--before', 'one', '--after', 'one', '--after', 'one', '--markdown', 'out.md', '--json', 'out.json');
  expect([code, stdout]).toEqual([0, '']);
  expect(await readFile(join(directory, 'out.md'), 'utf8')).toContain('No stalls, before or after.');
  expect(JSON.parse(await readFile(join(directory, 'out.json'), 'utf8'))).toMatchObject({runs: {before: 1, after: 2}, lines: [{line: 1, self: {verdict: 'none'}}]});
});

test.each([
  ['a run that is not there', ['nowhere', 'nowhere'], 'nowhere cannot be compared. There is no such file or folder.'],
  ['one run', ['nowhere'], 'A comparison needs a run before and a run after.'],
  ['three runs', ['a', 'b', 'c'], 'Two runs are compared, not 3.'],
  ['an unknown option', ['--colour'], "Unknown option '--colour'"],
])('%s is refused with the reason', async (_, args, reason) => {
  const {code, stderr} = await compared(...args);
  expect(code).toBe(2);
  expect(stderr).toContain(reason);
});

test('a file that holds no run is refused', async () => {
  await writeFile(join(directory, 'broken.json'), '{"version": 1, "lines": ');
  expect(await compared('broken.json', 'broken.json')).toMatchObject({code: 2, stderr: expect.stringContaining('broken.json cannot be compared. The run is not whole')});
});
