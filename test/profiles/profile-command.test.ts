import {readFileSync, rmSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {lineOf, profiled, programs} from './profiled.ts';

const program = (name: string) => join(programs, name);
const node = process.execPath;

test('the time of calls that block is on their lines, as the clock around them says', async () => {
  const {run, stdout, code} = await profiled([node, program('blocking-calls.cjs')]);
  expect(code).toBe(0);
  const truth = JSON.parse(stdout) as Record<string, number>;
  for (const label of ['read', 'hash', 'derive', 'run', 'lock', 'pack']) {
    const line = run.lines.find(each => each.file === program('blocking-calls.cjs') && each.line === lineOf('blocking-calls.cjs', label));
    const ms = truth[label] ?? NaN;
    expect(line, label).toMatchObject({blockCalls: 1, precision: 'measured'});
    // The clock around the call also sees what a busy machine does between the two.
    expect(line?.blockedMs, label).toBeLessThanOrEqual(ms);
    expect(line?.blockedMs, label).toBeGreaterThan(ms * 0.9 - 15);
  }
  const compute = run.lines.find(each => each.line === lineOf('blocking-calls.cjs', 'compute'));
  expect(compute).toMatchObject({blockedMs: 0, precision: 'sampled'});
  expect(compute?.selfMs).toBeGreaterThan((truth['compute'] ?? NaN) * 0.7);
  expect(compute?.selfMs).toBeLessThan((truth['compute'] ?? NaN) * 1.3);
});

test('a long task and a chain of continuations are stalls, many short turns are none', async () => {
  const {run, stderr} = await profiled([node, program('turns.cjs')]);
  // A busy machine may take the processor away for a moment, which holds the loop too; it does not for so long.
  const stalls = run.stalls.filter(({kind, durationMs}) => kind !== 'startup' && durationMs >= 120);
  const held = stalls.map(({durationMs}) => Math.round(durationMs));
  expect(stalls.length, held.join()).toBe(3);
  const [task, continuations, timers] = stalls;
  // 300 and 200 ms by their own clocks; of the last 10 ms before a turn half is taken off, as far as the thread computed in them.
  expect(task?.durationMs).toBeGreaterThanOrEqual(295);
  expect(continuations?.durationMs).toBeGreaterThanOrEqual(195);
  expect(continuations?.kind).toBe('microtasks');
  expect(timers?.durationMs).toBeGreaterThanOrEqual(150);
  expect(task?.culprits[0]).toMatchObject({file: program('turns.cjs')});
  expect(task?.unattributedMs).toBeLessThan((task?.durationMs ?? 0) / 4);
  expect(stderr).toContain('turns.cjs:');
});

test('a loop that was optimised while it ran keeps its line in every chunk of samples', async () => {
  const {run} = await profiled([node, program('loop-again.cjs')], [], {...process.env, LOOPSIGHT_CHUNK: '200'});
  const selfMs = (label: string) => run.lines.find(({line}) => line === lineOf('loop-again.cjs', label))?.selfMs ?? 0;
  expect(selfMs('compute')).toBeGreaterThan(200);
  expect(selfMs('call')).toBeLessThan(selfMs('compute') / 20);
});

test('child processes and threads have their own loops; the first message of a child is not its start-up', async () => {
  const {run} = await profiled([node, program('children.cjs')]);
  expect(run.processes.map(({tid, role}) => [tid, role])).toEqual(expect.arrayContaining([[0, 'user'], [0, 'user'], [1, 'user']]));
  expect(run.processes).toHaveLength(3);
  const [main] = run.processes;
  for (const name of ['workInChild', 'workInThread']) {
    const found = run.functions.find(each => each.name === name);
    expect(found?.totalMs, name).toBeGreaterThan(75);
  }
  const elsewhere = run.stalls.filter(({process, kind, durationMs}) => run.processes[process] !== main && kind !== 'startup' && durationMs >= 148);
  expect(elsewhere).toHaveLength(2);
});

test('a worker thread that is ended as soon as it has told its result loses nothing of its work', async () => {
  const {run, code} = await profiled([node, program('children.cjs'), 'terminate-when-told']);
  expect(code).toBe(0);
  expect(run.functions.find(({name}) => name === 'workAndTell')?.totalMs).toBeGreaterThan(195);
  expect(run.lines.find(({line}) => line === lineOf('children.cjs', 'hash'))).toMatchObject({blockCalls: 1, precision: 'measured'});
  const stalls = run.stalls.filter(({process, kind}) => run.processes[process]?.tid === 1 && kind !== 'startup');
  expect(stalls).toHaveLength(1);
  expect(stalls[0]?.durationMs).toBeGreaterThan(195);
});

test('an ES module waits at its top level: what follows is no start-up, and its named imports are measured', async () => {
  const {run} = await profiled([node, program('module.mjs')]);
  const stall = run.stalls.find(({culprits}) => culprits[0]?.line === lineOf('module.mjs', 'hash'));
  expect(stall).toMatchObject({kind: 'task'});
  expect(stall?.culprits[0]).toMatchObject({file: program('module.mjs'), api: 'crypto.pbkdf2Sync'});
});

describe('the program ends as it would have', () => {
  test.each<[way: string, code: number, exit: object]>([
    ['exit', 3, {code: 3, signal: null}],
    ['throw', 1, {code: 1, signal: null}],
    ['reject', 1, {code: 1, signal: null}],
    ['handled', 7, {code: 7, signal: null}],
    ['signal SIGINT', 130, {code: null, signal: 'SIGINT'}],
    ['signal SIGTERM', 143, {code: null, signal: 'SIGTERM'}],
    ['signal SIGKILL', 137, {code: null, signal: 'SIGKILL'}],
  ])('%s', async (way, code, exit) => {
    const ended = await profiled([node, program('endings.cjs'), ...way.split(' ')], ['--max-stall', '20']);
    expect(ended.code).toBe(code);
    expect(ended.stdout).toBe('to standard output\n');
    expect(ended.stderr).toContain('to standard error\n');
    expect(ended.run.processes).toMatchObject([{exit, role: 'user'}]);
    if (way !== 'signal SIGKILL') expect(ended.run.functions.map(({name}) => name)).toContain('work');
  });
});

test('a program that is killed loses at most its last chunk', async () => {
  const {run, code} = await profiled([node, program('killed.cjs')], [], {...process.env, LOOPSIGHT_CHUNK: '500'});
  expect(code).toBe(137);
  expect(run.functions.find(({name}) => name === 'work')?.totalMs).toBeGreaterThan(75);
  expect(run.stalls.filter(({kind}) => kind !== 'startup').map(({culprits}) => culprits[0]?.file)).toContain(program('killed.cjs'));
});

test.skipIf(process.platform === 'win32')('an interrupt is passed on, and the program ends in its own way', async () => {
  const {code, stdout, run} = await profiled([node, program('server.cjs')], [], process.env, (child, soFar) => {
    if (soFar === 'ready\n') child.kill('SIGINT');
  });
  expect({code, stdout}).toEqual({code: 5, stdout: 'ready\ninterrupted\n'});
  expect(run.processes).toMatchObject([{role: 'user', exit: {code: 5, signal: null}}]);
});

describe('exit code', () => {
  test('3 when a stall is over the limit', async () => {
    const {code, stderr} = await profiled([node, program('module.mjs')], ['--max-stall', '20']);
    expect(code).toBe(3);
    expect(stderr).toContain('over the limit of 20 ms');
  });

  test('127 for a command that cannot be found, with its name and no stack', async () => {
    const {code, stderr} = await profiled(['no-such-command-here', 'a']);
    expect(code).toBe(127);
    expect(stderr).toContain('The command no-such-command-here cannot be found.');
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('2 for JSON that cannot be written, which is kept elsewhere', async () => {
    const {code, stderr} = await profiled([node, '-e', '1'], ['--json', join(programs, 'no', 'such', 'folder', 'run.json')]);
    expect(code).toBe(2);
    const [, place = ''] = stderr.match(/run\.json cannot be written: .* It is kept in (.*)\.\n/) ?? [];
    expect(JSON.parse(readFileSync(place, 'utf8'))).toMatchObject({version: 1, command: [node, '-e', '1']});
    rmSync(dirname(place), {recursive: true});
  });

  test.skipIf(process.platform !== 'linux')('2 for a folder that cannot be made, at once', async () => {
    const {code, stderr} = await profiled([node, '-e', '1'], ['--out', '/proc/no-such-folder/run']);
    expect(code).toBe(2);
    expect(stderr).toContain('The run has no place to be kept: ENOENT');
  });

  test('2 for a command that is not written after --', async () => {
    const {code, stderr} = await profiled([], ['node', 'app.js']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^The command is to be written after --, such as: loopsight profile -- .*node app\.js/);
  });

  test.each([['no command', [], []], ['an unknown option', [node], ['--speed']], ['a limit that is no number', [node], ['--max-stall', 'soon']]])('2 for %s', async (_, command, options) => {
    expect((await profiled(command, options)).code).toBe(2);
  });
});

test("the user's own NODE_OPTIONS stay, and words arrive as they are", async () => {
  const words = ['a b', '"quoted"', '$HOME', '*'];
  const {stdout, code} = await profiled([node, '-p', 'JSON.stringify([process.argv.slice(1), Error.stackTraceLimit])', ...words], [], {...process.env, NODE_OPTIONS: '--stack-trace-limit=7'});
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual([words, 7]);
});
