import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {analyseForeign} from '../../server/profile/foreign-run.ts';
import {readAnyFormat} from '../../server/profile/formats/any-format.ts';
import {readMarshal} from '../../server/profile/formats/marshal.ts';

/** One run of `service.py` under each tool: 400 ms of `compute` and 300 ms of `wait`. Machines' paths have been replaced. */
const recorded = join(import.meta.dirname, 'recorded');
const bytesOf = (name: string) => new Uint8Array(readFileSync(join(recorded, name)));
const read = (bytes: Uint8Array) => {
  const result = readAnyFormat(bytes, '/app');
  if (!result.ok) throw new Error(result.reason);
  return analyseForeign(result.foreign, '/app/profile', {readText: () => null, readOutline: () => null}).run;
};
const textBytes = (value: unknown) => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const service = '/app/service.py';

describe('functions', () => {
  test.each(['py-spy.speedscope.json', 'py-spy.trace.json', 'py-spy.txt', 'pyinstrument.json', 'service.pstats', 'viztracer.json'])('%s: how long they took, with their files', name => {
    const {functions, processes} = read(bytesOf(name));
    expect(processes[0]?.runtime).toBe('python');
    const compute = functions.find(each => each.name === 'compute');
    expect(compute?.file).toBe(service);
    expect(compute?.selfMs).toBeGreaterThan(350);
    // In a trace py-spy has what sleeps go on with what ran before.
    expect(compute?.selfMs).toBeLessThan(name === 'py-spy.trace.json' ? 720 : 480);
    const main = functions.find(each => each.name === 'main');
    // py-spy leaves out what sleeps, unless it is asked for it.
    expect(main?.totalMs).toBeGreaterThan(350);
    expect(main?.totalMs).toBeLessThan(800);
    expect(main?.selfMs).toBeLessThan(20);
  });

  test.each(['pyinstrument.json', 'service.pstats', 'viztracer.json'])('%s: where they begin', name => {
    const {functions} = read(bytesOf(name));
    expect(functions.filter(({file}) => file === service).map(({name: each, line}) => [each, line])).toEqual(expect.arrayContaining([['compute', 4], ['main', 16], ['wait', 12]]));
  });

  test.each(['py-spy.speedscope.json', 'py-spy.trace.json', 'py-spy.txt'])('%s: at which line they were', name => {
    const {lines} = read(bytesOf(name));
    const compute = lines.find(({file, line}) => file === service && line === 8);
    expect(compute).toMatchObject({precision: 'sampled', blockedMs: 0});
    expect(compute?.selfMs).toBeGreaterThan(350);
    const call = lines.find(({file, line}) => file === service && line === 17);
    expect(call?.totalMs).toBeGreaterThan(350);
    expect(call?.selfMs).toBeLessThan(20);
  });
});

test('a traced program was busy between its first call and its last', () => {
  const {stalls} = read(bytesOf('viztracer.json'));
  expect(stalls).toMatchObject([{kind: 'busy-period'}]);
  expect(stalls[0]?.durationMs).toBeGreaterThan(690);
});

test('a log of asyncio: slow callbacks are stalls, and each message is at its line', () => {
  const {stalls, messages = []} = read(bytesOf('asyncio.log'));
  expect(stalls.map(({durationMs, kind}) => [durationMs, kind])).toEqual([[290, 'task'], [126, 'task']]);
  expect(messages.map(({file, line, text}) => [file, line, text.split(' ').slice(0, 4).join(' ')])).toEqual([
    ['/app/debug_app.py', 23, 'The coroutine never was'],
    ['/app/debug_app.py', 26, 'main held the loop'],
    ['/app/debug_app.py', 18, 'A task failed, and'],
    ['/app/debug_app.py', 27, 'sleep held the loop'],
    ['/app/debug_app.py', 24, 'A task was destroyed'],
  ]);
});

describe('V8', () => {
  const nodes = [
    {id: 1, callFrame: {functionName: '(root)', scriptId: '0', url: '', lineNumber: -1, columnNumber: -1}, hitCount: 0, children: [2, 3]},
    {id: 2, callFrame: {functionName: 'work', scriptId: '9', url: 'file:///app/a.js', lineNumber: 4, columnNumber: 0}, hitCount: 30},
    {id: 3, callFrame: {functionName: '(idle)', scriptId: '0', url: '', lineNumber: -1, columnNumber: -1}, hitCount: 10},
  ];
  const samples = [...Array<number>(30).fill(2), ...Array<number>(10).fill(3)];
  const work = {file: '/app/a.js', line: 5, name: 'work', selfMs: 60, totalMs: 60};

  test.each([
    ['with times', {nodes, startTime: 0, endTime: 80_000, samples, timeDeltas: samples.map(() => 2000)}],
    ['without times, spread over the recording', {nodes, startTime: 0, endTime: 80_000, samples}],
    ['with counts of hits only', {nodes, startTime: 0, endTime: 80_000}],
    ['in the pieces of a trace', {traceEvents: [
      {name: 'Profile', ph: 'P', pid: 7, tid: 1, id: '0x1', args: {data: {startTime: 0}}},
      {name: 'ProfileChunk', ph: 'P', pid: 7, tid: 2, id: '0x1', args: {data: {cpuProfile: {nodes: nodes.slice(0, 2).map(({children: _, ...node}, index) => ({...node, ...(index > 0 && {parent: 1})})), samples: samples.slice(0, 30)}, timeDeltas: samples.slice(0, 30).map(() => 2000)}}},
      {name: 'ProfileChunk', ph: 'P', pid: 7, tid: 2, id: '0x1', args: {data: {cpuProfile: {nodes: [{...nodes[2], parent: 1}], samples: samples.slice(30)}, timeDeltas: samples.slice(30).map(() => 2000)}}},
    ]}],
  ])('%s', (_, profile) => {
    const run = read(textBytes(profile));
    expect(run.functions).toEqual([work]);
    expect(run.stalls).toMatchObject([{kind: 'busy-period', startMs: 0, durationMs: 60}]);
  });

  test('a busy period shorter than a stall is none, and the waiting after it is nobody\'s', () => {
    const run = read(textBytes({nodes, startTime: 0, samples, timeDeltas: samples.map(() => 1000)}));
    expect(run).toMatchObject({stalls: [], wallMs: 40, metrics: {busyMs: 30}});
  });
});

describe('bad input', () => {
  test.each([
    ['nothing', '', 'The file is empty.'],
    ['blanks', ' \n\t\n', 'The file is empty.'],
    ['half a profile', '{"nodes": [{"id": 1', 'The file is not whole'],
    ['another JSON', '{"a": 1}', 'This is no profile that Loopsight knows'],
    ['a list of nothing', '[]', 'neither samples nor spans'],
    ['a profile of bytes', JSON.stringify({shared: {frames: []}, profiles: [{type: 'sampled', unit: 'bytes', samples: [], weights: []}]}), 'counts bytes, not time'],
    ['a text', 'Dear Sir or Madam\n', 'no line ends with a count'],
    ['a log without a line', 'Executing <Handle x> took 1.5 seconds', null],
  ])('%s', (_, text, reason) => {
    const result = readAnyFormat(textBytes(text), '/app');
    if (reason === null) expect(result.ok).toBe(true);
    else expect(!result.ok && result.reason).toContain(reason);
  });

  test('what is packed is said to be', () => {
    expect(readAnyFormat(Uint8Array.of(0x1f, 0x8b, 8, 0), '/app')).toMatchObject({ok: false, reason: expect.stringContaining('compressed') as string});
  });

  test.each(readdirSync(recorded).filter(name => !name.endsWith('.py')))('%s, cut off anywhere or with bytes changed, is read or refused with a reason', name => {
    const bytes = bytesOf(name);
    const random = seededRandom(7);
    for (let round = 0; round < 200; round++) {
      const damaged = round % 2 === 0 ? bytes.slice(0, Math.floor(random() * bytes.length)) : bytes.slice();
      for (let change = 0; change < 1 + random() * 6 && damaged.length > 0; change++) damaged[Math.floor(random() * damaged.length)] = Math.floor(random() * 256);
      const result = readAnyFormat(damaged, '/app');
      if (result.ok) analyseForeign(result.foreign, '/app/profile', {readText: () => null, readOutline: () => null});
      else expect(result.reason).toMatch(/\.$/);
    }
  });

  /** Every value of a JSON file is replaced by each of these, one at a time. */
  const ODD = [null, -1, 1e308, 0.5, '', 'x', [], {}, [[[]]], true];

  test.each(readdirSync(recorded).filter(name => name.endsWith('.json')))('%s with odd values does no harm', name => {
    const value: unknown = JSON.parse(readFileSync(join(recorded, name), 'utf8'));
    for (const path of pathsIn(value).slice(0, 60)) {
      for (const odd of ODD) {
        const result = readAnyFormat(textBytes(replaced(value, path, odd)), '/app');
        if (result.ok) expect(analyseForeign(result.foreign, '/app/profile', {readText: () => null, readOutline: () => null}).run.version).toBe(1);
      }
    }
  });

  test('a stack of a hundred thousand frames, and a call tree as deep, are borne', () => {
    const deep = `${Array.from({length: 100_000}, (_, index) => `f${index} (a.py:${index + 1})`).join(';')} 5\n`;
    expect(read(textBytes(deep)).functions.length).toBeGreaterThan(100);
    const nodes = Array.from({length: 100_000}, (_, index) => ({id: index + 1, callFrame: {functionName: 'f', scriptId: '1', url: 'file:///a.js', lineNumber: 3, columnNumber: 0}, children: [index + 2]}));
    expect(read(textBytes({nodes, samples: [100_000], timeDeltas: [1000]})).functions).toMatchObject([{name: 'f', selfMs: 1, totalMs: 1}]);
  });
});

describe('marshal', () => {
  test.each([
    ['references', [0xfb, 0xa9, 1, 0xda, 1, 0x61, 0x72, 2, 0, 0, 0, 0x30], new Map([[['a'], 'a']])],
    ['long integers', [0x6c, 3, 0, 0, 0, 0, 0, 0, 0, 1, 0], 2 ** 30],
    ['negative ones', [0x6c, 0xff, 0xff, 0xff, 0xff, 5, 0], -5],
    ['floats', [0x67, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f], 1.5],
  ])('%s', (_, bytes, value) => {
    expect(readMarshal(Uint8Array.from(bytes))).toEqual({ok: true, value});
  });

  test.each([
    ['code', [0x63], 'of the kind "c"'],
    ['an end in the middle', [0x7b, 0x69], 'in the middle'],
    ['endless nesting', Array<number>(100_000).fill(0x7b), 'nested too deeply'],
    ['a tuple that says it has four thousand million parts', [0x28, 0xff, 0xff, 0xff, 0xff], 'in the middle'],
    ['a list of lists that each say so', [0x5b, 0xff, 0xff, 0xff, 0xff, 0x5b, 0xff, 0xff, 0xff, 0xff], 'in the middle'],
  ])('%s is refused', (_, bytes, reason) => {
    const result = readMarshal(Uint8Array.from(bytes));
    expect(!result.ok && result.reason).toContain(reason);
  });
});

function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

type Path = readonly (string | number)[];

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).slice(0, 12).flatMap(([key, child]) => pathsIn(child, [...path, key]))];
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((child: unknown, index) => (String(index) === String(key) ? replaced(child, rest, by) : child));
  return Object.fromEntries(Object.entries(value as object).map(([name, child]: [string, unknown]) => [name, name === key ? replaced(child, rest, by) : child]));
}
