import {type ChildProcess, spawn} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {lineNow} from '../../server/runs/line-now.ts';
import {readManifest, type RunManifest} from '../../server/runs/manifest.ts';
import {parseRun, readRun} from '../../server/runs/read-run.ts';
import {type RunFolder, runFolderAt} from '../../server/runs/run-folder.ts';
import {readSourceSnapshots} from '../../server/runs/source-snapshots.ts';

const loopsight = join(import.meta.dirname, '../../server/dist/loopsight.mjs');
let place: string;
let folder: RunFolder;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'loopsight "kept" ü-'));
  folder = runFolderAt(join(place, 'runs', 'one run'));
});
afterEach(() => rmSync(place, {recursive: true, force: true}));

/** Runs a program from the folder and keeps the run; `meanwhile` happens beside it. */
async function keep(program: string, meanwhile: (child: ChildProcess, output: () => string) => Promise<void> = async () => {}, options: readonly string[] = []) {
  const file = join(place, "it's a program.cjs");
  writeFileSync(file, program);
  // A group of its own, as a terminal makes one.
  const child = spawn(process.execPath, [loopsight, 'profile', '--out', folder.path, ...options, '--', process.execPath, file], {detached: true, cwd: place});
  let output = '';
  let errors = '';
  child.stdout.on('data', data => (output += data));
  child.stderr.on('data', data => (errors += data));
  const closed = new Promise<number | null>(resolve => child.on('close', resolve));
  await meanwhile(child, () => output);
  return {code: await closed, output, errors, file, manifest: (await readManifest(folder)) as RunManifest};
}

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 20_000; !(await isTrue()); await wait(20)) if (Date.now() > deadline) throw new Error('It never came true.');
}

const HOLD = 'function hold(ms) { for (const end = performance.now() + ms; performance.now() < end;); }';
const stop = () => writeFileSync(folder.stop, '');

test('a run is kept with what it was and what its files were', async () => {
  const {manifest, file, code} = await keep(`${HOLD}\nsetTimeout(() => hold(150), 50);\n`, undefined, ['--label', 'before the fix']);
  expect(code).toBe(0);
  expect(manifest).toMatchObject({label: 'before the fix', state: 'ended', exit: {code: 0, signal: null}, cwd: place, measured: {stalls: 1}});
  const read = await readRun(folder);
  expect(read.ok && read.run.stalls.some(({kind, durationMs}) => kind !== 'startup' && durationMs >= 149)).toBe(true);
  expect((await readSourceSnapshots(folder))?.files.find(each => each.file === file)).toMatchObject({changedDuringRun: false, hasText: true});
});

test('stalls are told while the program runs, each that is longer than those before', async () => {
  // By its own processor time: on a busy machine that is all that is known before the samples are read.
  const compute = 'function compute(ms) { const start = process.cpuUsage().user; while (process.cpuUsage().user - start < ms * 1000); }';
  const {errors} = await keep(`${compute}\nsetTimeout(() => compute(150), 400); setTimeout(() => compute(500), 1600); setTimeout(() => {}, 3500);`);
  const told = [...errors.matchAll(/the loop was held for (\d+) ms at ([\d.]+) s/g)].map(([, ms]) => Number(ms));
  expect(told.length).toBeGreaterThanOrEqual(1);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.at(-1)).toBeGreaterThanOrEqual(480);
  expect(existsSync(folder.progress)).toBe(true);
});

describe.skipIf(process.platform === 'win32')('a program that is asked to end', () => {
  test('ends by its own handler, and its run is kept', async () => {
    const {code, output, manifest} = await keep(`${HOLD}\nsetInterval(() => hold(20), 100); process.on('SIGINT', () => { console.log('goodbye'); process.exit(4); }); console.log('ready');`, async (_, soFar) => {
      await until(() => soFar().includes('ready'));
      stop();
    });
    expect({code, output}).toEqual({code: 4, output: 'ready\ngoodbye\n'});
    expect(manifest).toMatchObject({state: 'ended', exit: {code: 4, signal: null}});
  });

  test('takes its children with it, as in a terminal', async () => {
    const child = `require('node:child_process').spawn(process.execPath, ['-e', 'console.log(process.pid); setInterval(() => {}, 1000)'], {stdio: 'inherit'}).on('exit', () => process.exit(9)); process.on('SIGINT', () => {});`;
    const {output, code} = await keep(child, async (_, soFar) => {
      await until(() => /\d+\n/.test(soFar()));
      stop();
    });
    expect(code).toBe(9);
    expect(() => process.kill(Number(output), 0)).toThrow('ESRCH');
  });

  test('is killed when it does not listen', async () => {
    const {code, output, manifest} = await keep(`process.on('SIGINT', () => console.log('no')); process.on('SIGTERM', () => console.log('never')); setInterval(() => {}, 1000); console.log('ready');`, async (_, soFar) => {
      await until(() => soFar().includes('ready'));
      stop();
    });
    expect({code, output}).toEqual({code: 137, output: 'ready\nno\nnever\n'});
    expect(manifest.exit).toEqual({code: null, signal: 'SIGKILL'});
  });
});

test('a folder that is deleted meanwhile is told, and so is what was measured', async () => {
  const {code, errors} = await keep(`console.log('ready'); process.stdin.on('data', () => process.exit(0));`, async (child, soFar) => {
    await until(() => soFar().includes('ready'));
    rmSync(folder.path, {recursive: true});
    child.stdin?.end('go');
  });
  expect(code).toBe(0);
  expect(errors).toContain('The run cannot be kept');
  expect(errors).not.toMatch(/\n\s+at /);
});

test('a folder that is used again has nothing left of the run before', async () => {
  await keep(`${HOLD}\nhold(60);`);
  stop();
  const {manifest} = await keep(`setTimeout(() => {}, 700);`);
  expect(manifest).toMatchObject({state: 'ended', exit: {code: 0, signal: null}});
  const read = await readRun(folder);
  expect(read.ok && read.run.processes.length).toBe(1);
});

test('a folder that cannot be made is told before anything runs', async () => {
  writeFileSync(join(place, 'runs'), 'a file');
  const {code, errors, output} = await keep(`console.log('ran');`);
  expect(code).toBe(2);
  expect(errors).toContain('has no place to be kept');
  expect(output).toBe('');
});

test.skipIf(process.platform === 'win32')('a terminal that is closed takes nothing of the run with it', async () => {
  const {manifest} = await keep(`${HOLD}\nhold(80); setInterval(() => {}, 1000); console.log('ready');`, async (child, soFar) => {
    await until(() => soFar().includes('ready'));
    child.stderr?.destroy();
    child.kill('SIGHUP');
    child.kill('SIGHUP');
  });
  expect(manifest).toMatchObject({state: 'ended', exit: {code: null, signal: 'SIGHUP'}});
  expect((await readRun(folder)).ok).toBe(true);
});

test('a command that cannot be found leaves a run that says so', async () => {
  const child = spawn(process.execPath, [loopsight, 'profile', '--out', folder.path, '--', 'no-such-command-here'], {stdio: 'ignore'});
  expect(await new Promise(resolve => child.on('close', resolve))).toBe(127);
  expect(await readManifest(folder)).toMatchObject({state: 'failed', failure: 'The command no-such-command-here cannot be found. No folder of PATH has it: install it, or give its path.'});
});

test('a file that changes while the program runs is marked', async () => {
  const {file} = await keep(`${HOLD}\nhold(60); setTimeout(() => { require('node:fs').appendFileSync(__filename, '// more'); hold(60); }, 50);`);
  expect((await readSourceSnapshots(folder))?.files.find(each => each.file === file)).toMatchObject({changedDuringRun: true});
});

test('a program that prints megabytes and forks many children is measured whole', async () => {
  const {code, output} = await keep(`
    process.stdout.write('x'.repeat(5_000_000));
    const {fork} = require('node:child_process');
    if (process.argv[2] !== 'child') for (let i = 0; i < 12; i++) fork(__filename, ['child'], {stdio: 'ignore'});
  `);
  expect(code).toBe(0);
  expect(output).toHaveLength(5_000_000);
  const read = await readRun(folder);
  expect(read.ok && read.run.processes.length).toBe(13);
});

test.each([
  ['[1, 2]', /^This is no run/],
  ['null', /^This is no run/],
  ['{"version": 2}', /another version of Loopsight \(its format is 2/],
  ['{"version": 1}', /not whole/],
  ['{"version":', /not whole/],
])('%s is no run that can be read, for its own reason', (text, reason) => {
  expect(parseRun(text)).toEqual({ok: false, reason: expect.stringMatching(reason) as string});
});

test('a line of a run is found where it is by now', async () => {
  const {file} = await keep(`${HOLD}\nfunction serve() {\n  hold(150);\n}\nsetTimeout(serve, 50);\n`);
  const lines = [HOLD, 'function serve() {', '  hold(150);', '}', 'setTimeout(serve, 50);', ''];
  const now = (line: number, edited: readonly string[]) => lineNow(folder, {file, line, text: edited.join('\n')});
  expect(await now(3, lines)).toEqual({line: 3, state: 'unchanged'});
  expect(await now(3, ['// why', '', ...lines])).toEqual({line: 5, state: 'unchanged'});
  expect(await now(3, lines.with(2, '  hold(15);'))).toEqual({line: 3, state: 'edited'});
  expect(await now(3, ['// why', ...lines.toSpliced(2, 1)])).toEqual({line: 3, state: 'deleted'});
  expect(await now(99, ['// why', ...lines])).toEqual({line: 7, state: 'deleted'});
  expect(await lineNow(folder, {file: join(place, 'other.cjs'), line: 3, text: ''})).toEqual({line: 3, state: 'unknown'});
});
