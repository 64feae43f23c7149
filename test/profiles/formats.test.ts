import {describe, expect, test} from 'vitest';
import {analyseForeign} from '../../server/profile/foreign-run.ts';
import {readAnyFormat} from '../../server/profile/formats/any-format.ts';
import {readCpuProfile, type CpuProfile} from '../../server/profile/formats/cpu-profile.ts';
import {CpuProfileScanner} from '../../server/profile/formats/cpu-profile-scanner.ts';
import {joined, type SampledThread} from '../../server/profile/formats/sampled-threads.ts';
import {sampleFormatOf, writeSamples} from '../../server/runs/write-samples.ts';
import {gunzipSync} from 'node:zlib';

/** Two functions, one of which calls the other on line 7, and waiting; 10 ms a sample. */
const profile = {
  nodes: [
    {id: 1, callFrame: {functionName: '(root)', scriptId: '0', url: '', lineNumber: -1, columnNumber: -1}, hitCount: 0, children: [2, 5]},
    {id: 2, callFrame: {functionName: 'outer', scriptId: '4', url: 'file:///app/a%20b.js', lineNumber: 4, columnNumber: 8}, hitCount: 2, children: [3], positionTicks: [{line: 6, ticks: 2}]},
    {id: 3, callFrame: {functionName: 'inner; "ü"', scriptId: '4', url: 'file:///app/a%20b.js', lineNumber: 20, columnNumber: 0}, hitCount: 4, positionTicks: [{line: 22, ticks: 1}, {line: 23, ticks: 3}]},
    {id: 5, callFrame: {functionName: '(idle)', scriptId: '0', url: '', lineNumber: -1, columnNumber: -1}, hitCount: 3},
  ],
  startTime: 1000,
  endTime: 91_000,
  samples: [2, 2, 3, 3, 5, 5, 5, 3, 3],
  timeDeltas: Array<number>(9).fill(10_000),
};
const text = JSON.stringify(profile);

function read(json: string): CpuProfile {
  const result = readCpuProfile(json);
  if (!result.ok) throw new Error(result.reason);
  return result.profile;
}

describe('scanning a long file', () => {
  function scanned(json: string, pieceBytes: number) {
    const bytes = new TextEncoder().encode(json);
    const scanner = new CpuProfileScanner(bytes.length);
    for (let at = 0; at < bytes.length; at += pieceBytes) scanner.push(bytes.subarray(at, at + pieceBytes));
    return scanner.finish();
  }

  test.each([1, 2, 7, 64, 100_000])('in pieces of %i bytes gives what parsing gives', pieceBytes => {
    const result = scanned(text, pieceBytes);
    const {samples, times, ...rest} = read(text);
    expect(result).toMatchObject({ok: true, profile: rest});
    if (!result.ok) return;
    expect([...result.profile.samples]).toEqual([...samples]);
    expect([...result.profile.times]).toEqual([...times]);
  });

  test.each([
    ['white space', JSON.stringify(profile, null, 3)],
    ['another order', JSON.stringify({timeDeltas: profile.timeDeltas, samples: profile.samples, startTime: 1000, nodes: profile.nodes})],
    ['members of other tools', JSON.stringify({$vscode: {nodes: [[1]], samples: [7]}, ...profile, more: [{samples: [1]}]})],
  ])('%s makes no difference', (_, json) => {
    const result = scanned(json, 13);
    expect(result.ok && [...result.profile.samples]).toEqual([...read(text).samples]);
    expect(result.ok && result.profile.nodes).toEqual(read(text).nodes);
  });

  test('numbers that are not whole, negative, or written with an exponent', () => {
    const result = scanned(JSON.stringify({...profile, timeDeltas: [1.5, -2, 1e21, 0, 0, 0, 0, 0, 0]}).replace('1e+21', '1.25e2'), 5);
    expect(result.ok && [...result.profile.times].slice(0, 3)).toEqual([1001.5, 999.5, 1124.5]);
  });

  test.each([
    ['nothing', '', 'no nodes'],
    ['half of it', text.slice(0, text.length / 2), 'not whole'],
    ['brackets that do not match', `${text}]`, 'not whole'],
    ['nodes that are none', '{"nodes": [{]}', 'not whole'],
    ['no samples', '{"nodes": []}', 'no samples'],
    ['samples that are none', '{"nodes": [], "samples": [1x]}', 'not whole'],
  ])('%s is refused', (_, json, reason) => {
    const result = scanned(json, 11);
    expect(!result.ok && result.reason).toContain(reason);
  });

  test('what has no nodes is another format', () => {
    const scanner = new CpuProfileScanner(100);
    scanner.push(new TextEncoder().encode('{"traceEvents": []}'));
    expect(scanner.hasNodes).toBe(false);
  });

  test('cut off anywhere it is refused, and nothing is thrown', () => {
    for (let end = 0; end < text.length; end += 7) expect(scanned(text.slice(0, end), 50).ok).toBe(false);
  });
});

describe('writing', () => {
  const threads: SampledThread[] = [{pid: 7, tid: 0, profile: joined([read(text)])}, {pid: 7, tid: 1, profile: joined([read(text)])}];

  function written(file: string): Uint8Array {
    const result = writeSamples(threads, file, 'a run');
    if (!result.ok) throw new Error(result.reason);
    return typeof result.data === 'string' ? new TextEncoder().encode(result.data) : result.data;
  }

  function reread(file: string) {
    const result = readAnyFormat(written(file), '/app');
    if (!result.ok) throw new Error(result.reason);
    return analyseForeign(result.foreign, file, {readText: () => null, readOutline: () => null}).run;
  }

  test.each([
    ['a.cpuprofile', 1],
    ['a.speedscope.json', 2],
    ['a.trace.json', 2],
  ])('%s has the same functions with the same times, in as many threads as it has room for', (file, count) => {
    const {functions, processes, stalls} = reread(file);
    expect(processes).toHaveLength(count);
    expect(functions.map(({name, line, selfMs, totalMs}) => [name, line, selfMs, totalMs])).toEqual([
      ['inner; "ü"', 21, 40 * count, 40 * count],
      ['outer', 5, 20 * count, 60 * count],
    ]);
    expect(functions.every(({file: each}) => each === '/app/a b.js')).toBe(true);
    // What is left of the busy periods below 50 ms is none.
    expect(stalls).toEqual([]);
  });

  test('a .cpuprofile keeps lines, and has what the protocol of DevTools requires', () => {
    const value = JSON.parse(new TextDecoder().decode(written('a.cpuprofile'))) as typeof profile;
    const ids = new Set(value.nodes.map(({id}) => id));
    for (const {callFrame, hitCount, children = []} of value.nodes) {
      expect(Object.keys(callFrame).sort()).toEqual(['columnNumber', 'functionName', 'lineNumber', 'scriptId', 'url']);
      expect(Number.isInteger(hitCount) && Number.isInteger(callFrame.lineNumber) && Number.isInteger(callFrame.columnNumber)).toBe(true);
      expect(children.every(child => ids.has(child))).toBe(true);
    }
    expect(value.samples.every(id => ids.has(id))).toBe(true);
    expect(value.samples.length).toBe(value.timeDeltas.length);
    expect(value.endTime).toBe(value.startTime + value.timeDeltas.reduce((sum, us) => sum + us, 0));
    expect(value.nodes.flatMap(({positionTicks = []}) => positionTicks)).toEqual([{line: 6, ticks: 2}, {line: 22, ticks: 1}, {line: 23, ticks: 3}]);
    expect(value.nodes.some(({callFrame}) => callFrame.url === 'file:///app/a%20b.js')).toBe(true);
  });

  test('collapsed stacks are microseconds; what would end a frame or a stack is taken out of names', () => {
    expect(new TextDecoder().decode(written('a.collapsed'))).toBe('outer (/app/a b.js:5) 40000\nouter (/app/a b.js:5);inner  "ü" (/app/a b.js:21) 80000\n');
  });

  test('pprof has nanoseconds by stack, the innermost frame first and at its lines', () => {
    const fields = messageOf(gunzipSync(written('a.pb.gz')));
    const strings = fields.filter(({field}) => field === 6).map(({bytes}) => new TextDecoder().decode(bytes));
    expect(strings[0]).toBe('');
    const [type] = fields.filter(({field}) => field === 1).map(({bytes}) => messageOf(bytes));
    expect(type?.map(({value}) => strings[value])).toEqual(['time', 'nanoseconds']);
    const functions = new Map(fields.filter(({field}) => field === 5).map(({bytes}) => messageOf(bytes)).map(each => [valueOf(each, 1), strings[valueOf(each, 2)]]));
    const locations = new Map(fields.filter(({field}) => field === 4).map(({bytes}) => messageOf(bytes)).map(each => {
      const line = messageOf(each.find(({field}) => field === 4)?.bytes ?? new Uint8Array());
      return [valueOf(each, 1), `${functions.get(valueOf(line, 1))}:${valueOf(line, 2)}`];
    }));
    const samples = fields.filter(({field}) => field === 2).map(({bytes}) => {
      const [ids, values] = messageOf(bytes);
      return [packed(ids?.bytes).map(id => locations.get(id)), packed(values?.bytes)];
    });
    expect(samples.slice(0, 3)).toEqual([
      [['outer:6'], [20e6]],
      [['inner; "ü":22', 'outer:5'], [10e6]],
      [['inner; "ü":23', 'outer:5'], [30e6]],
    ]);
    expect(samples).toHaveLength(6);
  });

  test('a name of no known end is refused, and so is a run without samples', () => {
    expect(sampleFormatOf('a.svg')).toBeNull();
    expect(writeSamples(threads, 'a.svg', '')).toMatchObject({ok: false, reason: expect.stringContaining('.speedscope.json') as string});
    expect(writeSamples([], 'a.cpuprofile', '')).toMatchObject({ok: false, reason: expect.stringContaining('no samples') as string});
  });
});

test('pieces of one recording become one profile; the time between them is nobody\'s', () => {
  const later = {...read(text), startTime: 200_000, times: read(text).times.map((time: number) => time + 199_000)};
  const {nodes, samples, times, startTime} = joined([read(text), later]);
  expect(nodes.filter(({functionName}) => functionName === 'outer')).toHaveLength(1);
  expect(nodes.find(({functionName}) => functionName === 'outer')?.ticks).toEqual([{line: 6, ticks: 4}]);
  expect(samples).toHaveLength(19);
  expect([startTime, times[9], nodes[samples[9] ?? -1]?.functionName]).toEqual([1000, 200_000, '(program)']);
});

interface Field {
  readonly field: number;
  readonly value: number;
  readonly bytes: Uint8Array;
}

/** Reads a message of protocol buffers that has whole numbers and byte strings only. */
function messageOf(bytes: Uint8Array): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const value = varint();
    const isBytes = tag % 8 === 2;
    fields.push({field: Math.floor(tag / 8), value, bytes: isBytes ? bytes.subarray(at, at + value) : new Uint8Array()});
    if (isBytes) at += value;
  }
  return fields;
}

function valueOf(fields: readonly Field[], wanted: number): number {
  return fields.find(({field}) => field === wanted)?.value ?? 0;
}

function packed(bytes: Uint8Array = new Uint8Array()): number[] {
  const values: number[] = [];
  let value = 0;
  let shift = 0;
  for (const byte of bytes) {
    value += (byte & 127) * 2 ** shift;
    shift += 7;
    if (byte < 128) {
      values.push(value);
      value = shift = 0;
    }
  }
  return values;
}
