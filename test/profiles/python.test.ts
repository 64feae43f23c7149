import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import type {LineCost, Run} from '../../server/profile/run.ts';
import {lineOf, profiled, programs} from './profiled.ts';

const program = (name: string) => join(programs, 'python', name);
const python = process.platform === 'win32' ? 'python' : 'python3';
const onPosix = describe.skipIf(process.platform === 'win32');

/** The clock around a line also sees what a busy machine does between the two. */
const SLACK_MS = 20;

test('the time of lines that block or compute is theirs, as the clock around them says', async () => {
  const {run, stdout, code} = await profiled([python, program('lines.py')]);
  expect(code).toBe(0);
  const truth = JSON.parse(stdout) as Record<string, number>;
  const spent = (label: string) => lineIn(run, 'lines.py', label)?.totalMs;
  for (const label of ['sleep', 'run', 'read', 'derive', 'compute', 'short']) expectNear(spent(label), truth[label], 0.1, label);
  // What a call leaves to be thrown away is thrown away on the next line.
  expectNear(spent('parse'), truth['parse'], 0.15, 'parse');
  // Deriving a key computes, but not in Python, and nothing else runs meanwhile.
  expect(lineIn(run, 'lines.py', 'sleep')).toMatchObject({mayBeMoreCalls: true});
  for (const label of ['sleep', 'run', 'read', 'derive']) expect(lineIn(run, 'lines.py', label)?.blockedMs, label).toBeGreaterThan((truth[label] ?? NaN) * 0.8);
  expect(lineIn(run, 'lines.py', 'compute')?.selfMs).toBeGreaterThan((truth['compute'] ?? NaN) * 0.8);
});

test('crypto and compression block, however they are named; hashing little, however often, is work', async () => {
  const {run, stdout} = await profiled([python, program('computing.py')]);
  const truth = JSON.parse(stdout) as Record<string, number>;
  for (const [label, work] of [['derive', 'derive'], ['slow', 'under_another_name'], ['compress', 'compress'], ['much', 'hash_much']] as const) {
    expect(lineIn(run, 'computing.py', label)?.blockedMs, label).toBeGreaterThan((truth[work] ?? NaN) * 0.8 - SLACK_MS);
  }
  expect(lineIn(run, 'computing.py', 'often')?.selfMs).toBeGreaterThan((truth['hash_often'] ?? NaN) * 0.8 - SLACK_MS);
});

test('a line that runs a loop has the time of all that runs in it, each of several its own', async () => {
  const {run, stdout} = await profiled([python, program('two_loops.py')]);
  const truth = JSON.parse(stdout) as Record<string, number>;
  for (const label of ['first', 'second']) expectNear(lineIn(run, 'two_loops.py', label)?.totalMs, truth[label], 0.1, label);
});

test('turns that follow each other without a wait are each a turn, and a long one among them is a stall', async () => {
  const {run, stdout} = await profiled([python, program('never_waits.py')]);
  const {turns, longMs} = JSON.parse(stdout) as {turns: number; longMs: number};
  expect(run.metrics.turns?.count).toBeGreaterThanOrEqual(turns);
  expect(run.metrics.turns?.count).toBeLessThan(turns * 1.1);
  expect(run.metrics.turns?.p50Ms).toBeLessThan(10);
  // A busy machine may hold a short one for as long.
  const isLong = ({durationMs}: Run['stalls'][number]) => Math.abs(durationMs - longMs) <= 12;
  expect(run.stalls.filter(isLong).length, JSON.stringify(run.stalls)).toBeGreaterThan(0);
});

test('every stall is found, and none is made up', async () => {
  const {run, stdout, stderr} = await profiled([python, program('stalls.py')]);
  const truth = (JSON.parse(stdout) as {ms: number; many?: boolean; moment?: boolean}[]).filter(({ms}) => ms >= 60);
  const stalls = run.stalls.filter(({kind, durationMs}) => kind !== 'startup' && durationMs >= 60);
  expect(stalls.length, stderr).toBe(truth.length);
  truth.forEach(({ms, many, moment}, index) => {
    const stall = stalls[index];
    expect(stall?.durationMs, `stall ${index} of ${ms} ms`).toBeGreaterThan(ms - 12);
    // The loop's turn begins before the program's clock does, and a busy machine may come in between.
    expect(stall?.durationMs, `stall ${index} of ${ms} ms`).toBeLessThan(ms + 12 + 3 * SLACK_MS);
    expect(stall?.kind).toBe(many ? 'turn' : 'task');
    expect(stall?.culprits[0]).toMatchObject({file: program('stalls.py'), function: many || moment ? 'spin_for_a_moment' : 'hold'});
    expect(stall?.unattributedMs).toBeLessThan(ms / 10);
  });
});

describe('what coroutines wait for is told by line: how long, how often, how many at once', () => {
  test.each([1, 20, 100])('%i at once', async count => {
    const {run, stdout, stderr} = await profiled([python, program('awaits.py'), String(count)]);
    const truth = JSON.parse(stdout) as Record<string, {ms: number; count: number; peak: number}>;
    for (const label of ['sequential', 'leaf', 'gather', 'limited', 'queue']) {
      const line = lineIn(run, 'awaits.py', label);
      expectNear(line?.awaitMs, truth[label]?.ms, 0.1, label);
      expect({label, count: line?.awaitCount, peak: line?.awaitPeak}).toEqual({label, count: truth[label]?.count, peak: truth[label]?.peak});
    }
    expect(run.metrics.tasks?.createdAt).toContainEqual({file: program('awaits.py'), line: lineOf(join('python', 'awaits.py'), 'gather'), function: 'all_at_once', tasks: count});
    // Those who find it free do not wait.
    if (count > 5) expect(lineIn(run, 'awaits.py', 'acquire')).toMatchObject({awaitCount: count - 5, awaitPeak: count - 5});
    expect(stderr).toContain('Awaited lines:');
  });
});

test('what is awaited right before and after work that held the loop does not get the time of that', async () => {
  const {run, stdout} = await profiled([python, program('awaits_around_work.py')]);
  const truth = JSON.parse(stdout) as Record<string, number>;
  for (const label of ['before', 'after']) expectNear(lineIn(run, 'awaits_around_work.py', label)?.awaitMs, truth[label], 0.1, label);
});

test('a marked stream tells when its first chunk came, how long it took, and its pace; a file that cost nothing is told as well', async () => {
  const {run, stdout, stderr} = await profiled([python, program('streams.py')]);
  const {first = NaN, total = NaN} = JSON.parse(stdout) as Record<string, number>;
  const [stream] = run.metrics.streams ?? [];
  expect(stream).toMatchObject({file: program('streams.py'), line: lineOf(join('python', 'streams.py'), 'stream'), chunks: 20, bytes: 20 * 100});
  expectNear(stream?.firstChunkMs ?? undefined, first, 0.1, 'first chunk');
  expectNear(stream?.totalMs, total, 0.1, 'total');
  expect(stream?.chunksPerSecond).toBeCloseTo(20_000 / (stream?.totalMs ?? NaN), 1);
  expect(stderr).toContain('20 chunks');
  expect(run.metrics.turns?.count).toBeGreaterThan(20);
  expect(run.metrics.tasks).toMatchObject({peak: 1});
  expect(run.files).toEqual([program('streams.py')]);
});

test('where it is asked for, lines tell what they allocated that is still held', async () => {
  const {run, stderr, stdout} = await profiled([python, program('holding.py')], ['--memory']);
  expect(stdout).toBe('200\n');
  const held = lineIn(run, 'holding.py', 'kept')?.heldBytes ?? 0;
  expect(held).toBeGreaterThan(200 * 10_000);
  expect(held).toBeLessThan(200 * 11_000);
  expect(lineIn(run, 'holding.py', 'thrown')?.heldBytes ?? 0).toBeLessThan(20_000);
  expect(stderr).toMatch(/Memory held at the end:\n +1\.9 MB .*holding\.py:2\n/);
});

describe('what cannot be measured runs all the same', () => {
  test.each(['-I', '-S', '-E'])('%s keeps the agent out, and that is said', async option => {
    const {code, stdout, stderr} = await profiled([python, option, '-c', 'print("ran")']);
    expect({code, stdout}).toEqual({code: 0, stdout: 'ran\n'});
    expect(stderr).toContain(`with \`${option}\` Python`);
  });

  onPosix('', () => {
    test('a program that has the alarm signal for itself is sampled from beside it', async () => {
      const {run, code, stdout} = await profiled([python, program('own_alarm.py')]);
      expect({code, stdout}).toEqual({code: 0, stdout: 'SIG_DFL 0.0 SIG_DFL [14]\n'});
      expect(lineIn(run, 'own_alarm.py', 'compute')?.totalMs).toBeGreaterThan(200);
      expect(run.stalls.filter(({kind}) => kind !== 'startup')).toMatchObject([{culprits: [{file: program('own_alarm.py'), line: lineOf(join('python', 'own_alarm.py'), 'sleep')}]}]);
    });
  });

  test('a failure of the agent is its own, and told', async () => {
    const {code, stdout, stderr} = await profiled([python, program('broken_agent.py')]);
    expect({code, stdout}).toEqual({code: 0, stdout: 'goes on\n'});
    expect(stderr).toContain('The agent failed, and measured nothing from then on');
    expect(stderr).not.toContain('Traceback');
  });

  test('the program has its own `sitecustomize`, its path and its words', async () => {
    const environment = {...process.env, PYTHONPATH: join(programs, 'python', 'site')};
    const command = [program('surroundings.py'), 'a b', '"quoted"', '$HOME'];
    const {stdout, code} = await profiled([python, ...command], [], environment);
    expect(code).toBe(0);
    expect(stdout).toBe(spawnSync(python, command, {encoding: 'utf8', env: environment}).stdout);
  });
});

onPosix('the program ends as it would have', () => {
  test.each<[way: string, code: number, exit: object]>([
    ['exit', 3, {code: 3, signal: null}],
    ['throw', 1, {code: 1, signal: null}],
    ['at-once', 4, {code: 4, signal: null}],
    ['handled', 7, {code: 7, signal: null}],
    ['become', 5, {code: 5, signal: null}],
    ['SIGINT', 130, {code: null, signal: 'SIGINT'}],
    ['SIGTERM', 143, {code: null, signal: 'SIGTERM'}],
  ])('%s', async (way, code, exit) => {
    const command = [program('endings.py'), way];
    const ended = await profiled([python, ...command]);
    const alone = spawnSync(python, command, {encoding: 'utf8'});
    expect(ended.code).toBe(code);
    expect(ended.stdout).toBe(alone.stdout);
    expect(ended.stderr).toContain(alone.stderr.replace('to standard error\n', ''));
    expect(ended.run.processes[0]).toMatchObject({exit, role: 'user', runtime: 'python'});
    expect(ended.run.functions.map(({name}) => name)).toContain('work');
  });

  test('killed, it loses what was not written yet', async () => {
    const {run, code} = await profiled([python, program('endings.py'), 'SIGKILL'], [], {...process.env, LOOPSIGHT_CHUNK: '50'});
    expect(code).toBe(137);
    expect(run.processes).toMatchObject([{exit: {code: null, signal: 'SIGKILL'}}]);
    expect(run.stalls.filter(({kind}) => kind !== 'startup')).toMatchObject([{culprits: [{function: 'work'}]}]);
    expect(run.metrics.longestStallMs).toBeGreaterThan(95);
  });
});

onPosix('child processes', () => {
  test('of every kind are measured, and end as they would have', async () => {
    const {run, stdout} = await profiled([python, program('children.py')]);
    expect(stdout).toBe("[('fork', 0), ('os.fork', 9), ('sleep', 0), ('spawn', 0), ('subprocess', 6)]\n");
    for (const name of ['work_in_fork', 'work_in_multiprocessing_fork', 'work_in_multiprocessing_spawn', 'work_in_subprocess', 'work_in_thread']) {
      const cost = run.functions.find(each => each.name === name);
      expect(cost?.totalMs, name).toBeGreaterThan(90);
    }
  });

  test('of pools end when their pool does, and have told of their work', async () => {
    const {run, stdout, code} = await profiled([python, program('pools.py')]);
    expect(code).toBe(0);
    expect(stdout).toBe(['fork', 'spawn', 'spawn', 'forkserver'].map(method => `${method} [0, 1, 2, 3]\n`).join(''));
    expect(run.functions.find(({name}) => name === 'work')?.totalMs).toBeGreaterThan(4 * 4 * 90);
  });
});

function lineIn(run: Run, file: string, label: string): LineCost | undefined {
  return run.lines.find(each => each.file === program(file) && each.line === lineOf(join('python', file), label));
}

function expectNear(value: number | undefined, truth: number | undefined, share: number, label: string): void {
  expect(Math.abs((value ?? NaN) - (truth ?? NaN)), `${label}: ${value} ms, by its own clock ${truth} ms`).toBeLessThanOrEqual((truth ?? NaN) * share + SLACK_MS);
}
