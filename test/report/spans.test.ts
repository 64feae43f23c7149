import {expect, test} from 'vitest';
import type {Stack} from '../../server/profile/stacks.ts';
import type {TimePiece} from '../../server/profile/thread-time.ts';
import {FrameTable, GarbageCollections, SpanBuilder, treeOf} from '../../server/report/spans.ts';

/** Functions by name, the outermost first. */
function stackOf(names: readonly string[]): Stack {
  const frames = names.map((name, index) => ({function: {file: `/app/${name}.mjs`, line: index + 1, name}, lines: []})).reverse();
  return {frames, runsItself: true, waits: false, isMicrotask: false};
}

function piece(t0: number, t1: number, names: readonly string[], isGarbageCollection = false): TimePiece {
  return {t0, t1, us: t1 - t0, stack: stackOf(names), isGarbageCollection};
}

function spansOf(pieces: readonly TimePiece[], table: FrameTable, runStart: number, floorUs?: number) {
  const builder = new SpanBuilder(table, runStart, floorUs);
  for (const each of pieces) builder.add(each);
  return builder.finish();
}

/** `depth name start+duration`, as one reads a flame chart. */
function drawn(pieces: readonly TimePiece[], runStart = 0): string[] {
  const table = new FrameTable();
  const {spans} = spansOf(pieces, table, runStart);
  return spans.frame.map((frame, index) => `${spans.depth[index]} ${table.frames[frame]?.name} ${spans.start[index]}+${spans.duration[index]}`);
}

test('neighbouring samples of a function are one span, with what it called below', () => {
  expect(drawn([piece(100, 110, ['main', 'load']), piece(110, 130, ['main', 'load', 'parse']), piece(130, 140, ['main'])], 100)).toEqual([
    '0 main 0+40', '1 load 0+30', '2 parse 10+20',
  ]);
});

test('after waiting, the same function is another span', () => {
  expect(drawn([piece(0, 10, ['main']), piece(50, 60, ['main'])])).toEqual(['0 main 0+10', '0 main 50+10']);
});

test('a callee that is called again is another span, its caller is not', () => {
  expect(drawn([piece(0, 10, ['main', 'a']), piece(10, 20, ['main', 'b']), piece(20, 30, ['main', 'a'])])).toEqual(['0 main 0+30', '1 a 0+10', '1 b 10+10', '1 a 20+10']);
});

test('what overlaps a measured call is shown once', () => {
  expect(drawn([piece(0, 30, ['main', 'read']), piece(10, 40, ['main', 'read'])])).toEqual(['0 main 0+40', '1 read 0+40']);
  expect(drawn([piece(0, 30, ['main', 'read']), piece(10, 20, ['main'])])).toEqual(['0 main 0+30', '1 read 0+30']);
});

test('of too many spans the short ones are left out, and never a caller without its callee', () => {
  const pieces = Array.from({length: 70_000}, (_, index) => piece(index * 10, index * 10 + (index % 7 === 0 ? 9 : 3), [`f${index % 50}`, 'inner']));
  const table = new FrameTable();
  const {spans, shortestUs} = spansOf(pieces, table, 0);
  expect(shortestUs).toBeGreaterThan(3);
  expect(spans.frame.length).toBeLessThanOrEqual(60_000);
  expect(spans.frame.length).toBe(20_000);
  spans.depth.forEach((depth, index) => {
    if (depth === 1) expect([spans.depth[index - 1], spans.start[index - 1]]).toEqual([0, spans.start[index]]);
  });
});

test('what is below the floor is not kept at all', () => {
  const {spans, shortestUs} = spansOf([piece(0, 3, ['main', 'a']), piece(3, 40, ['main', 'b']), piece(60, 62, ['main'])], new FrameTable(), 0, 10);
  expect(shortestUs).toBe(10);
  expect(spans).toEqual({frame: [0, 2], depth: [0, 1], start: [0, 3], duration: [40, 37]});
});

test('the call tree adds up by caller, the most expensive first', () => {
  const table = new FrameTable();
  const tree = treeOf([piece(0, 10, ['main', 'a']), piece(10, 40, ['main', 'b']), piece(40, 45, ['main']), piece(60, 80, ['other'])], table);
  const rows = tree.frame.map((frame, index) => `${tree.parent[index]} ${table.frames[frame]?.name} ${tree.self[index]}/${tree.total[index]}`);
  expect(rows).toEqual(['-1 main 5/45', '0 b 30/30', '0 a 10/10', '-1 other 20/20']);
});

test('where nothing was left out, nothing is said to be', () => {
  expect(spansOf([piece(0, 30, ['main'])], new FrameTable(), 0, 10).shortestUs).toBe(0);
});

test('a stack as deep as recursion makes it does not overflow', () => {
  const names = Array.from({length: 20_000}, () => 'recurse');
  const table = new FrameTable();
  const deep = {...piece(0, 10, []), stack: stackOf(names)};
  expect(treeOf([deep], table).frame).toHaveLength(20_000);
  expect(spansOf([deep], table, 0).spans.depth.at(-1)).toBe(19_999);
});

test('garbage collection is told by start and duration', () => {
  const collections = new GarbageCollections(10);
  for (const [t0, t1] of [[10, 12], [12, 15], [30, 31]] as const) collections.add({t0, t1});
  expect(collections.columns).toEqual([0, 5, 20, 1]);
});
