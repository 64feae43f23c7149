import {type ChildProcess, spawn} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {Run} from '../../server/profile/run.ts';
import {readAttachTarget} from '../../server/profile-command/inspector-target.ts';
import {readManifest} from '../../server/runs/manifest.ts';
import {type RunFolder, runFolderAt} from '../../server/runs/run-folder.ts';

const loopsight = join(import.meta.dirname, '../../server/dist/loopsight.mjs');
let place: string;
let folder: RunFolder;
const started = new Set<ChildProcess>();
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'loopsight attach ü-'));
  folder = runFolderAt(join(place, 'run'));
});
afterEach(() => {
  for (const child of started) child.kill('SIGKILL');
  started.clear();
  rmSync(place, {recursive: true, force: true});
});

/** A program that holds its loop now and then, in a call that is measured and in one that is sampled, and tells a line when it has. */
const PROGRAM = `
const crypto = require('node:crypto');
function hold(ms) { for (const end = performance.now() + ms; performance.now() < end;); }
function hash() { crypto.pbkdf2Sync('a', 'b', 300_000, 32, 'sha256'); }
process.stdin.on('data', data => { if (String(data).includes('exit')) process.exit(7); hash(); setImmediate(() => { hold(120); console.log('held'); }); });
console.log('ready');
`;

async function program(...options: string[]): Promise<{child: ChildProcess; hold(): Promise<void>; readonly output: () => string; readonly errors: () => string}> {
  const file = join(place, 'program.cjs');
  writeFileSync(file, PROGRAM);
  const child = spawn(process.execPath, [...options, file]);
  started.add(child);
  let output = '';
  let errors = '';
  child.stdout.on('data', data => (output += data));
  child.stderr.on('data', data => (errors += data));
  await until(() => output.includes('ready'));
  const hold = async () => {
    const before = output.length;
    child.stdin.write('hold\n');
    await until(() => output.slice(before).includes('held'));
  };
  return {child, hold, output: () => output, errors: () => errors};
}

function measure(target: string) {
  const json = join(place, 'run.json');
  const child = spawn(process.execPath, [loopsight, 'profile', '--out', folder.path, '--json', json, '--attach', target]);
  started.add(child);
  let errors = '';
  child.stderr.on('data', data => (errors += data));
  const ended = new Promise<number | null>(resolve => child.on('close', resolve));
  return {child, errors: () => errors, measuring: until(() => errors.includes('measures process')), ended, run: () => JSON.parse(readFileSync(json, 'utf8')) as Run};
}

async function until(isTrue: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 20_000; !isTrue(); await new Promise(resolve => setTimeout(resolve, 20))) if (Date.now() > deadline) throw new Error('It never came true.');
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const {port} = server.address() as {port: number};
      server.close(() => resolve(port));
    });
  });
}

test('a process is measured by its number until that is interrupted, goes on, and can be measured again', async () => {
  const port = await freePort();
  const {child, hold, errors} = await program(`--inspect-port=127.0.0.1:${port}`);
  for (const times of [2, 1]) {
    rmSync(folder.path, {recursive: true, force: true});
    const measured = measure(String(child.pid));
    await measured.measuring;
    for (let i = 0; i < times; i++) await hold();
    measured.child.kill('SIGINT');
    expect(await measured.ended).toBe(0);
    const run = measured.run();
    const file = join(place, 'program.cjs');
    expect(run.lines.find(each => each.file === file && each.line === 4)).toMatchObject({blockCalls: times, precision: 'measured'});
    // A stall is known to 12 ms: the samples say when the loop had waited before it.
    expect(run.stalls.filter(({durationMs, kind}) => kind !== 'startup' && durationMs >= 120 - 12).length).toBeGreaterThanOrEqual(times);
    expect(run.stalls.filter(({kind}) => kind === 'startup')).toEqual([]);
    expect(run.command.at(-1)).toBe(file);
    expect(await readManifest(folder)).toMatchObject({label: `process ${child.pid}`, state: 'ended', exit: {code: null, signal: null}});
    expect(child.exitCode, errors()).toBe(null);
  }
  await hold();
  const inspector = await fetch(`http://127.0.0.1:${port}/json/list`).then(() => 'open', () => 'closed');
  expect(inspector).toBe('closed');
});

test('a process that ends while it is measured is kept with its exit code', async () => {
  const port = await freePort();
  const {child, hold} = await program(`--inspect=127.0.0.1:${port}`);
  const measured = measure(`127.0.0.1:${port}`);
  await measured.measuring;
  await hold();
  child.stdin?.write('exit\n');
  expect(await measured.ended).toBe(0);
  expect(measured.run().processes).toMatchObject([{pid: child.pid, role: 'user', exit: {code: 7, signal: null}}]);
});

test('the stop file ends the measuring and not the process; an inspector that was open stays so', async () => {
  const port = await freePort();
  const {child, hold} = await program(`--inspect=127.0.0.1:${port}`);
  const measured = measure(String(child.pid));
  await measured.measuring;
  await hold();
  writeFileSync(folder.stop, '');
  expect(await measured.ended).toBe(0);
  await hold();
  expect(await fetch(`http://127.0.0.1:${port}/json/list`).then(({ok}) => ok)).toBe(true);
});

test('a process that is being measured is not measured twice', async () => {
  const port = await freePort();
  await program(`--inspect=127.0.0.1:${port}`);
  const measured = measure(`localhost:${port}`);
  await measured.measuring;
  const second = spawn(process.execPath, [loopsight, 'profile', '--attach', `localhost:${port}`]);
  let errors = '';
  second.stderr.on('data', data => (errors += data));
  expect(await new Promise(resolve => second.on('close', resolve))).toBe(126);
  expect(errors).toContain('is being measured already');
  measured.child.kill('SIGINT');
  expect(await measured.ended).toBe(0);
});

describe.skipIf(process.platform === 'win32')('refused, with the reason', () => {
  test('a process that is no Node: the signal would end it', async () => {
    const child = spawn('sleep', ['30']);
    started.add(child);
    const measured = measure(String(child.pid));
    expect(await measured.ended).toBe(126);
    expect(measured.errors()).toMatch(/is sleep, and no Node|is coreutils, and no Node/);
    expect(child.exitCode ?? child.signalCode).toBe(null);
    expect(await readManifest(folder)).toMatchObject({state: 'failed'});
  });

  test('a process that is not there, and a port at which nobody listens, or somebody else', async () => {
    const gone = measure('4194000');
    expect(await gone.ended).toBe(126);
    expect(gone.errors()).toContain('There is no process 4194000');
    const port = await freePort();
    const nobody = measure(`127.0.0.1:${port}`);
    expect(await nobody.ended).toBe(126);
    expect(nobody.errors()).toContain('No inspector listens');
    const server = createServer(socket => socket.end('nonsense\r\n')).listen(port, '127.0.0.1');
    const other = measure(`127.0.0.1:${port}`);
    expect(await other.ended).toBe(126);
    server.close();
    expect(other.errors()).toContain('No inspector listens');
    expect(existsSync(folder.run)).toBe(false);
  });

  test('words that name neither', async () => {
    for (const words of ['server', 'host:', ':0', '99999999999999999999999x']) expect(readAttachTarget(words)).toBe(null);
    expect(readAttachTarget('1234')).toEqual({kind: 'process', pid: 1234});
    expect(readAttachTarget(':9230')).toEqual({kind: 'address', host: '127.0.0.1', port: 9230});
    expect(readAttachTarget('[::1]:9229')).toEqual({kind: 'address', host: '[::1]', port: 9229});
    expect(readAttachTarget('ws://app.local:9229/abc')).toEqual({kind: 'address', host: 'app.local', port: 9229});
    expect(await measure('server').ended).toBe(2);
  });
});
