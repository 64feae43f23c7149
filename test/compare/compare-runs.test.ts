import {expect, test} from 'vitest';
import {compareRuns} from '../../server/compare/compare-runs.ts';
import {lineOrigins} from '../../server/compare/line-origins.ts';
import {verdictOf} from '../../server/compare/comparison-tables.ts';
import {markdownOf} from '../../server/compare/markdown.ts';
import {differenceOf} from '../../server/profile/change.ts';
import {runWith, stallBy} from './runs.ts';

const FILE = '/app/server.mjs';
const BEFORE = ['import {readFileSync} from "node:fs";', 'export async function load() {', '  const text = readFileSync("big.json", "utf8");', '  return JSON.parse(text);', '}'].join('\n');

function origins(after: string) {
  return lineOrigins(new Map([[FILE, BEFORE]]), new Map([[FILE, after]]));
}

test('a line keeps its numbers where it has moved to', () => {
  const moved = `// A comment above.\n\n${BEFORE}`;
  const before = runWith({lines: [{file: FILE, line: 4, selfMs: 300}]});
  const after = runWith({lines: [{file: FILE, line: 6, selfMs: 310}]});
  const [line, ...others] = compareRuns([before], [after], origins(moved)).lines;
  expect(others).toEqual([]);
  expect(line).toMatchObject({file: FILE, line: 6, state: 'kept', self: {beforeMs: 300, afterMs: 310, verdict: 'none'}});
});

test('a mended line is told of where it stands now, though it costs nothing any more', () => {
  const mended = BEFORE.replace('readFileSync("big.json", "utf8")', 'await readFile("big.json", "utf8")');
  const before = runWith({lines: [{file: FILE, line: 3, blockedMs: 412, blockCalls: 3}], stalls: [stallBy({file: FILE, line: 3, function: 'load', api: 'fs.readFileSync', ms: 412})]});
  const comparison = compareRuns([before], [runWith({})], origins(mended));
  expect(comparison.lines).toMatchObject([{line: 3, state: 'edited', blocked: {differenceMs: -412, verdict: 'less'}}]);
  expect(comparison.stalls).toMatchObject([{line: 3, state: 'edited', function: 'load', api: 'fs.readFileSync', held: {verdict: 'less'}}]);
  expect(differenceOf(comparison.lines[0]!.blocked)).toBe('−412 ms, −100 %');
  expect(verdictOf(comparison)).toBe('The time in stalls went down from 412 ms to 0.0 ms (−412 ms, −100 %).');
});

test('a deleted line is gone and a new one new', () => {
  const after = BEFORE.replace('  const text = readFileSync("big.json", "utf8");\n  return JSON.parse(text);', '  while (!done()) spin();');
  const comparison = compareRuns(
    [runWith({lines: [{file: FILE, line: 4, selfMs: 500}]})],
    [runWith({lines: [{file: FILE, line: 3, selfMs: 200}]})],
    origins(after),
  );
  expect(comparison.lines.map(({line, state}) => [line, state])).toEqual([[4, 'gone'], [3, 'new']]);
});

test('without both texts, lines are not compared, and stalls by their function', () => {
  const at = (line: number, ms: number) => stallBy({file: FILE, line, function: 'load', api: 'fs.readFileSync', ms});
  const comparison = compareRuns(
    [runWith({lines: [{file: FILE, line: 3, blockedMs: 400}], stalls: [at(3, 400)]})],
    [runWith({lines: [{file: FILE, line: 9, blockedMs: 100}], stalls: [at(9, 100)]})],
    lineOrigins(new Map(), new Map()),
  );
  expect(comparison.lines).toEqual([]);
  expect(comparison.stalls).toMatchObject([{line: 9, state: 'kept', held: {beforeMs: 400, afterMs: 100}}]);
});

test('functions of one name are told apart by their order', () => {
  const fn = (line: number, totalMs: number) => ({file: FILE, line, name: 'run', selfMs: 0, totalMs});
  const comparison = compareRuns([runWith({functions: [fn(10, 100), fn(2, 900)]})], [runWith({functions: [fn(4, 900), fn(15, 500)]})], lineOrigins(new Map(), new Map()));
  expect(comparison.functions.map(({line, total}) => [line, total.differenceMs])).toEqual([[15, 400], [4, 0]]);
});

test('start-up and installed packages are not compared', () => {
  const installed = '/app/node_modules/x/index.js';
  const run = runWith({
    lines: [{file: installed, line: 1, selfMs: 500}],
    stalls: [stallBy({file: FILE, line: 1, function: '(top level)', ms: 800}, 'startup'), stallBy({file: installed, line: 1, function: 'x', ms: 90})],
  });
  const comparison = compareRuns([run], [runWith({})], origins(BEFORE));
  expect([comparison.lines, comparison.stalls]).toEqual([[], []]);
  expect(comparison.stallCount).toEqual({before: 1, after: 0});
});

test('the Markdown names what changed, and how sure that is', () => {
  const before = [400, 404, 408].map(ms => runWith({lines: [{file: FILE, line: 4, selfMs: ms}], stalls: [stallBy({file: FILE, line: 4, function: 'load', ms})]})) as unknown as [ReturnType<typeof runWith>];
  const after = [100, 102, 104].map(ms => runWith({lines: [{file: FILE, line: 4, selfMs: ms}], stalls: [stallBy({file: FILE, line: 4, function: 'load', ms})]})) as unknown as [ReturnType<typeof runWith>];
  const text = markdownOf(compareRuns(before, after, origins(BEFORE)), '/app');
  expect(text).toContain('**The time in stalls went down from 404 ms to 102 ms (−302 ms, −75 %).**');
  expect(text).toMatch(/\| `server\.mjs:4` in `load` \| 404 ms \| 102 ms \| −302 ms, −75 % \| ± \d+(\.\d)? ms \|/);
  expect(text).toContain('3 runs before, 3 after');
  expect(text).not.toContain('Time of the run | 1000 ms | 1000 ms | −');
});
