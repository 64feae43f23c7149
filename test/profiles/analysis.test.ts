import {describe, expect, test} from 'vitest';
import {analyseRun, type RunRecord, type Sources} from '../../server/profile/analyse-run.ts';
import {readEvents} from '../../server/profile/event-lines.ts';
import {isUserFile, pathOfUrl} from '../../server/profile/file-paths.ts';
import {readCpuProfile} from '../../server/profile/formats/cpu-profile.ts';
import type {AgentEvent} from '../../server/profile/agent-events.ts';

const file = '/app/main.js';
const nothing: Sources = {readText: () => null, readOutline: () => null};

interface TestNode {
  readonly name: string;
  readonly line?: number;
  readonly ticks?: Readonly<Record<number, number>>;
  readonly children?: readonly number[];
  readonly url?: string;
}

/** A profile whose nodes are numbered from 1; each sample is [node, milliseconds since the one before]. */
function profileOf(nodes: readonly TestNode[], samples: readonly (readonly [node: number, ms: number])[]): string {
  return JSON.stringify({
    startTime: 0,
    nodes: nodes.map(({name, line, ticks, children, url}, index) => ({
      id: index + 1,
      callFrame: {functionName: name, scriptId: '1', url: url ?? (line === undefined ? '' : `file://${file}`), lineNumber: (line ?? 0) - 1, columnNumber: 0},
      positionTicks: Object.entries(ticks ?? {}).map(([at, count]) => ({line: Number(at), ticks: count})),
      children,
    })),
    samples: samples.map(([node]) => node),
    timeDeltas: samples.map(([, ms]) => ms * 1000),
  });
}

function analysed(profiles: readonly string[], events: readonly Partial<AgentEvent>[] = [], sources: Sources = nothing) {
  const start = {kind: 'start', version: 1, pid: 7, ppid: 1, tid: 0, runtime: 'node', runtimeVersion: 'v24.0.0', main: file, cwd: '/app', t: 0};
  const text = [start, {kind: 'startup', t0: 0, t1: 0}, ...events].map(event => `${JSON.stringify(event)}\n`).join('');
  const record: RunRecord = {command: ['node', file], start: 0, wallMs: 1000, root: {pid: 7, exit: {code: 0, signal: null}}, threads: [{events: text, profiles}], agentFile: '/agent.cjs'};
  return analyseRun(record, sources);
}

describe('what samples say', () => {
  test('a recursive line counts once', () => {
    const {run} = analysed([profileOf([{name: '(root)', children: [2]}, {name: 'walk', line: 3, children: [3]}, {name: 'walk', line: 3, children: [4]}, {name: 'walk', line: 3, ticks: {4: 5}}], [[4, 10]])]);
    expect(run.functions).toEqual([{file, line: 3, name: 'walk', selfMs: 10, totalMs: 10}]);
    expect(run.lines).toMatchObject([{line: 4, selfMs: 10, totalMs: 10, precision: 'sampled'}]);
  });

  test('garbage collection is given to what it interrupted, and said', () => {
    const {run} = analysed([profileOf([{name: '(root)', children: [2, 3]}, {name: 'parse', line: 3, ticks: {4: 1}}, {name: '(garbage collector)'}], [[2, 10], [3, 5]])]);
    expect(run.lines).toMatchObject([{line: 4, selfMs: 15, gcMs: 5}]);
    expect(run.metrics.gcMs).toBe(5);
  });

  test('a regular expression that V8 has compiled, and that then has no line, is the time of the line that tries it', () => {
    const calls = new Map([['test', new Set([4])], ['trim', new Set([5])]]);
    const outline = [{name: 'isName', startLine: 3, bodyLine: 3, endLine: 6, calls}];
    const nodes: TestNode[] = [{name: '(root)', children: [2]}, {name: 'isName', line: 3, children: [3]}, {name: 'RegExp: ^(a+)+$'}];
    const {run} = analysed([profileOf(nodes, [[3, 280]])], [], {readText: () => null, readOutline: () => outline});
    expect(run.lines).toMatchObject([{line: 4, selfMs: 280, totalMs: 280, precision: 'inferred'}]);
    expect(run.functions).toMatchObject([{name: 'isName', selfMs: 280}]);
  });

  test('a sample that comes late stands for the time before it', () => {
    const {run} = analysed([profileOf([{name: '(root)', children: [2, 3]}, {name: 'before', line: 1, ticks: {1: 1}}, {name: 'blocked', line: 5, ticks: {6: 1}}], [[2, 2], [3, 500]])]);
    expect(run.functions).toMatchObject([{name: 'blocked', selfMs: 500}, {name: 'before', selfMs: 2}]);
  });

  test('waiting is nobody\'s time', () => {
    const {run} = analysed([profileOf([{name: '(root)', children: [2, 3]}, {name: '(idle)'}, {name: '(program)'}], [[2, 100], [3, 10]])]);
    expect(run).toMatchObject({lines: [], functions: [], stalls: [], metrics: {busyMs: 10}});
  });
});

describe('calls that block', () => {
  const call = (t0: number, t1: number, ...lines: number[]): Partial<AgentEvent> => ({kind: 'block', api: 'fs.readFileSync', waits: true, t0: t0 * 1000, t1: t1 * 1000, stack: lines.map(line => [file, line, 1, `f${line}`])});

  test('are charged to their own line, and reached by the lines that led there', () => {
    const {lines} = analysed([], [call(0, 10, 9, 20), call(20, 50, 9, 21), call(60, 65, 20)]).run;
    expect(lines).toMatchObject([
      {line: 9, blockedMs: 40, blockCalls: 2, blockMaxMs: 30},
      {line: 20, blockedMs: 5, blockCalls: 1, blockMaxMs: 5, reached: {blockedMs: 10, blockCalls: 1, blockMaxMs: 10}},
      {line: 21, blockedMs: 0, blockCalls: 0, reached: {blockedMs: 30, blockCalls: 1, blockMaxMs: 30}},
    ]);
    expect(lines[0]).not.toHaveProperty('reached');
    expect(lines[2]).not.toHaveProperty('blockMaxMs');
  });

  test('of a line that recurs are reached once, and never by themselves', () => {
    expect(analysed([], [call(0, 10, 9, 9, 20, 20)]).run.lines).toMatchObject([{line: 9, blockedMs: 10}, {line: 20, reached: {blockedMs: 10, blockCalls: 1}}]);
  });
});

describe('a runtime that knows the line of every frame', () => {
  const frame = (name: string, line: number) => ({functionName: name, scriptId: '1', url: file, lineNumber: line - 1, columnNumber: 0});
  const nodes = [
    {id: 1, callFrame: {functionName: '(root)', url: ''}, children: [2]},
    {id: 2, callFrame: frame('main', 1), $line: 5, children: [3, 4]},
    {id: 3, callFrame: frame('load', 8), $line: 9, positionTicks: [{line: 9, ticks: 1}], children: [5]},
    {id: 4, callFrame: frame('load', 8), $line: 10, positionTicks: [{line: 10, ticks: 1}]},
    {id: 5, callFrame: {functionName: '(waiting)', url: ''}},
  ];
  const profile = (samples: readonly number[]) => JSON.stringify({startTime: 0, nodes, samples, timeDeltas: samples.map(() => 10_000)});

  test('needs no syntax tree to tell which line called', () => {
    expect(analysed([profile([3, 4, 4])]).run.lines).toMatchObject([{line: 10, selfMs: 20}, {line: 9, selfMs: 10}, {line: 5, selfMs: 0, totalMs: 30, precision: 'sampled'}]);
  });

  test('a call that waits is blocked time of its line, in as many calls as can be told apart', () => {
    const {lines} = analysed([profile([5, 5, 4, 5])]).run;
    expect(lines.find(({line}) => line === 9)).toMatchObject({selfMs: 0, totalMs: 30, blockedMs: 30, blockCalls: 2, blockMaxMs: 20});
    expect(lines.find(({line}) => line === 5)).toMatchObject({blockedMs: 0, reached: {blockedMs: 30, blockCalls: 2}});
  });

  test('a call that is seen to compute in its middle has not been made anew', () => {
    expect(analysed([profile([5, 5, 3, 5])]).run.lines.find(({line}) => line === 9)).toMatchObject({selfMs: 10, blockedMs: 30, blockCalls: 1, blockMaxMs: 30});
  });

  test('a call that waits is one, whichever node of its line says so', () => {
    const twice = [...nodes.slice(0, 4), {id: 5, callFrame: {functionName: '(waiting)', url: ''}, children: [6]}, {id: 6, callFrame: {functionName: '(waiting)', url: ''}}];
    const {lines} = analysed([JSON.stringify({startTime: 0, nodes: twice, samples: [5, 6, 5], timeDeltas: [10_000, 10_000, 10_000]})]).run;
    expect(lines.find(({line}) => line === 9)).toMatchObject({blockedMs: 30, blockCalls: 1, blockMaxMs: 30});
  });

  test('the last word of a thread on its awaits counts', () => {
    const awaits = (us: number, count: number) => ({kind: 'awaits', lines: [[file, 12, 'main', 1, us, count, 3], ['python:asyncio/tasks.py', 5, 'sleep', 1, us, count, 3]]}) as const;
    expect(analysed([], [awaits(1000, 1), awaits(5000, 4)]).run.lines).toMatchObject([{file, line: 12, awaitMs: 5, awaitCount: 4, awaitPeak: 3, totalMs: 0}]);
  });

  test('where a loop does not tell its turns, what was busy is a busy period', () => {
    const turn = {kind: 'turn', t0: 0, t1: 60_000, activeUs: 60_000, mayBeSeveral: true} as const;
    expect(analysed([profile([4, 4, 4, 4, 4, 4])], [turn]).run.stalls).toMatchObject([{kind: 'busy-period', durationMs: 60, culprits: [{line: 10}]}]);
  });
});

describe('stalls', () => {
  const turn = {kind: 'turn', t0: 0, t1: 200_000, activeUs: 200_000} as const;

  test('what samples show as waiting is no stall, whatever the runtime counted', () => {
    const idle = profileOf([{name: '(root)', children: [2]}, {name: '(idle)'}], [[2, 100], [2, 100]]);
    expect(analysed([idle], [turn]).run.stalls).toEqual([]);
  });

  test('without samples, only measured calls make one', () => {
    const block = {kind: 'block', api: 'fs.readFileSync', waits: true, t0: 10_000, t1: 190_000, stack: [[file, 9, 3, 'load']]} as const;
    expect(analysed([], [turn]).run.stalls).toEqual([]);
    expect(analysed([], [block, turn]).run.stalls).toMatchObject([{durationMs: 180, kind: 'task', culprits: [{file, line: 9, function: 'load', api: 'fs.readFileSync', ms: 180}]}]);
  });

  const busy = profileOf([{name: '(root)', children: [2]}, {name: 'listOnTimeout', line: 1, url: 'node:internal/timers', children: [3]}, {name: 'work', line: 3, ticks: {4: 1}}], [[3, 100], [3, 100]]);
  test.each([
    ['task', {callbacks: 2, longestUs: 190_000, callbacksUs: 199_000}],
    ['turn', {callbacks: 90, longestUs: 9000, callbacksUs: 199_000}],
    ['microtasks', {callbacks: 1, longestUs: 9000, callbacksUs: 9000}],
    ['unknown', {}],
  ])('%s', (kind, counted) => {
    expect(analysed([busy], [{...turn, ...counted}]).run.stalls).toMatchObject([{process: 0, kind, durationMs: 200, culprits: [{file, line: 4, function: 'work', ms: 200}], unattributedMs: 0}]);
  });

  test.each([
    ['the engine', []],
    ['the end of a callback', ['processTicksAndRejections']],
    ['what comes between two timers', ['processTimers', 'runNextTicks', 'runMicrotasks']],
  ])('continuations that are run by %s are microtasks', (_, runtime) => {
    const callers = runtime.map((name, index) => ({name, line: 1, url: 'node:internal/any', children: [index + 3]}));
    const continued = profileOf([{name: '(root)', children: [2]}, ...callers, {name: 'work', line: 3, ticks: {4: 1}}], [[callers.length + 2, 100], [callers.length + 2, 100]]);
    expect(analysed([continued], [turn]).run.stalls).toMatchObject([{kind: 'microtasks', durationMs: 200}]);
  });

  test('a measured call and the samples within it are counted once', () => {
    const block = {kind: 'block', api: 'fs.readSync', waits: true, t0: 50_000, t1: 150_000, stack: [[file, 4, 3, 'work']]} as const;
    const {run} = analysed([busy], [block, turn]);
    expect(run.lines).toMatchObject([{line: 4, blockedMs: 100, blockCalls: 1, selfMs: 100, totalMs: 200}]);
  });
});

describe('bad input', () => {
  test.each([
    ['nothing', '', 'The profile is empty.'],
    ['half a profile', '{"nodes": [{"id": 1', 'The profile is not whole: it is no JSON.'],
    ['something else', '[1, 2]', 'This is no CPU profile: it has no nodes.'],
    ['no samples', '{"nodes": []}', 'The profile has no samples with times.'],
  ])('%s is refused with the reason, and the rest of the run is kept', (_, text, reason) => {
    expect(readCpuProfile(text)).toEqual({ok: false, reason});
    expect(analysed([text])).toMatchObject({complaints: [`Process 7: ${reason}`], run: {processes: [{pid: 7, exit: {code: 0}}]}});
  });

  test.each([
    ['circles', {nodes: [{id: 1, children: [2]}, {id: 2, children: [1, 2]}], samples: [1, 2], timeDeltas: [1, 1]}],
    ['nodes of no type', {nodes: [null, 3, {}, {id: 1, callFrame: null, positionTicks: [null, {line: 'x'}]}], samples: [1, 'x', null], timeDeltas: [1, NaN, -5]}],
    ['samples of nodes that do not exist', {nodes: [{id: 1}], samples: [9, 9], timeDeltas: [1, 1]}],
  ])('%s do no harm', (_, profile) => {
    expect(analysed([JSON.stringify(profile)]).run.version).toBe(1);
  });

  test('events that are cut off, or of a later version, are left out', () => {
    expect(readEvents('{"kind":"failure","message":"a"}\n{"kind":"news"}\n{"kind":"turn","t0":1}\nnull\n{"kind":"fail')).toEqual([{kind: 'failure', message: 'a'}]);
  });
});

describe('paths', () => {
  test.each([
    ['file:///app/a%20b.js', '/app/a b.js'],
    ['file:///C:/app/a.js?v=1', 'C:\\app\\a.js'],
    ['file://server/share/a.js', '\\\\server\\share\\a.js'],
    ['/app/%41.js', '/app/%41.js'],
    ['file:///app/%zz.js', '/app/%zz.js'],
    ['node:fs', null],
    ['', null],
  ])('%s is %s', (url, path) => expect(pathOfUrl(url)).toBe(path));

  test('what is installed is not the user\'s', () => {
    expect(['/a/node_modules/b/c.js', 'C:\\a\\node_modules\\b.js', '/home/.cache/node/corepack/v1/pnpm/bin/pnpm.cjs', '/a/b.js'].map(isUserFile)).toEqual([false, false, false, true]);
  });
});

describe('scripts whose lines only the runtime knows', () => {
  const typed = '/app/main.ts';
  const nodes = [{name: '(root)', children: [2]}, {name: 'work', line: 3, ticks: {4: 1}, url: `file://${typed}`}];
  const block: Partial<AgentEvent> = {kind: 'block', api: 'fs.readFileSync', waits: true, t0: 20_000, t1: 30_000, stack: [[typed, 4, 3, 'work']]};

  test('are on no line where nobody described them', () => {
    expect(analysed([profileOf(nodes, [[2, 10]])], [block]).run).toMatchObject({lines: [], functions: []});
  });

  test('are on their lines where the runtime says that those are the file\'s own', () => {
    const {run} = analysed([profileOf(nodes, [[2, 10]])], [block, {kind: 'script', scriptId: '1', url: `file://${typed}`, sourceMapUrl: ''}]);
    expect(run.lines).toMatchObject([{file: typed, line: 4, selfMs: 10, blockedMs: 10}]);
  });
});

test('a turn that was told of while it was under way counts once, with all that is known of it', () => {
  const profile = profileOf([{name: '(root)', children: [2]}, {name: 'work', line: 3, ticks: {4: 1}}], [[2, 200]]);
  const turn = (t1: number, more: object = {}): Partial<AgentEvent> => ({kind: 'turn', t0: 0, t1, activeUs: t1, ...more});
  expect(analysed([profile], [turn(90_000, {isUnderWay: true})]).run.stalls).toMatchObject([{durationMs: 90}]);
  expect(analysed([profile], [turn(60_000, {isUnderWay: true}), turn(90_000, {isUnderWay: true}), turn(150_000)]).run.stalls).toMatchObject([{durationMs: 150}]);
});
