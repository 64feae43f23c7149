import {readFileSync, rmSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import type {CodeLens} from 'vscode-languageserver/node';
import type {Stall} from '../../server/profile/run.ts';
import {ANNOTATIONS, type AnnotationMode, type AnnotationsResult, COMPARISON_PAGE, type ComparisonPageParams, CREATE_RUN, LIST_RUNS, type ListedRun, type PageResult, SHOW_RUN, type ShowRunResult} from '../../server/protocol.ts';
import type {ComparisonView} from '../../server/report/comparison-view.ts';
import {Editor} from '../server/editor.ts';
import {keepRun, lineCost, type WantedRun} from './kept-run.ts';

let editor: Editor;
beforeEach(async () => {
  editor = await Editor.start({keepsRuns: true});
});
afterEach(() => editor.stop());

const BEFORE = ["import {readFileSync} from 'node:fs';", 'export function load(path) {', "  const text = readFileSync(path, 'utf8');", '  return JSON.parse(text);', '}', 'export function sum(values) {', '  return values.reduce(add, 0);', '}', ''].join('\n');
const AFTER = `// loads\n${BEFORE.replace("readFileSync(path, 'utf8')", "cached(path, 'utf8')")}`;
const file = () => join(editor.folder, 'main.js');

let runs = 0;
/** Runs a minute apart, all of today, each with the text that ran. */
const keep = async (text: string, wanted: WantedRun) => basename(await keepRun(editor.folder, {'main.js': text}, {startedAt: new Date(new Date().setHours(12, runs++)), ...wanted}));
const show = (id: string | null, comparedWith: string | null = null) => editor.request<ShowRunResult>(SHOW_RUN, {id, comparedWith});
const annotations = async (mode: AnnotationMode = 'blocked') => (await editor.request<AnnotationsResult>(ANNOTATIONS, {textDocument: {uri: editor.uri('main.js')}, mode})).annotations;
const drawn = async (mode?: AnnotationMode) => (await annotations(mode)).map(({line, text, kind, heat}) => `${line + 1}: ${text} [${kind} ${heat}]`);
const lenses = async () => ((await editor.request<CodeLens[] | null>('textDocument/codeLens', {textDocument: {uri: editor.uri('main.js')}})) ?? []).map(({range, command}) => `${range.start.line + 1}: ${command?.title}`);
const hoverOn = async (line: number) => JSON.stringify(await editor.hover('main.js', line - 1, 4));

const slow = () => ({
  lines: [lineCost(file(), 3, {blockedMs: 412, blockCalls: 3}), lineCost(file(), 4, {blockedMs: 60, blockCalls: 1}), lineCost(file(), 7, {selfMs: 40, precision: 'sampled'})],
  functions: [{file: file(), line: 2, name: 'load', selfMs: 1, totalMs: 480}, {file: file(), line: 6, name: 'sum', selfMs: 40, totalMs: 40}],
});

test('lines that are in both runs show what has changed, wherever they are now', async () => {
  editor.open('main.js', AFTER);
  const before = await keep(BEFORE, slow());
  const after = await keep(AFTER, {lines: [lineCost(file(), 4, {blockedMs: 24, blockCalls: 3}), lineCost(file(), 5, {blockedMs: 61, blockCalls: 1}), lineCost(file(), 8, {blockedMs: 90, blockCalls: 1})]});
  expect(await show(after, before)).toMatchObject({ok: true});
  expect(await drawn()).toEqual([
    '4: −388 ms, −94 % · 412 ms → 24 ms blocked · edited between the runs [less 0]',
    '5: 61 ms blocked · 1× · 6 % · no difference beyond noise [blocked 3]',
    '8: +90 ms · 0.0 ms → 90 ms blocked [more 3]',
  ]);
  editor.edit('main.js', [0, 0], [0, 0], '\n');
  editor.edit('main.js', [5, 10], [5, 10], 'x');
  expect((await drawn()).map(line => line.replace(/ · .*/, ''))).toEqual(['5: −388 ms, −94 %', '6: edited since the run [edited 0]', '9: +90 ms']);
});

test('what costs nothing any more is told, with its function', async () => {
  editor.open('main.js', BEFORE);
  const before = await keep(BEFORE, slow());
  const after = await keep(BEFORE, {functions: [{file: file(), line: 6, name: 'sum', selfMs: 41, totalMs: 41}]});
  await show(after, before);
  expect(await drawn()).toEqual(['3: −412 ms, −100 % · 412 ms → 0.0 ms blocked [less 0]', '4: −60 ms, −100 % · 60 ms → 0.0 ms blocked [less 0]']);
  expect(await lenses()).toEqual(['2: −480 ms, −100 % · 480 ms → 0.0 ms total', '6: 41 ms total · 41 ms self · no difference beyond noise']);
  expect(await hoverOn(3)).toMatch(/Since `main\.js` of \d\d:\d\d, blocked: \*\*−412 ms, −100 %\*\* \(412 ms → 0\.0 ms, noise ± \d+ ms\)/);
});

test.each(['inferred', 'ambiguous'] as const)('what held the loop no more is told, though the rest of its line is %s', async precision => {
  editor.open('main.js', BEFORE);
  const before = await keep(BEFORE, slow());
  const after = await keep(BEFORE, {lines: [lineCost(file(), 3, {totalMs: 5.6, precision})]});
  await show(after, before);
  expect((await drawn())[0]).toBe('3: −412 ms, −100 % · 412 ms → 0.0 ms blocked [less 0]');
});

test('stalls of lines that work are compared as what was blocked', async () => {
  editor.open('main.js', BEFORE);
  const stall = (ms: number): Stall => ({process: 0, startMs: 10, durationMs: ms, kind: 'task', culprits: [{file: file(), line: 7, function: 'sum', ms}], unattributedMs: 0});
  const before = await keep(BEFORE, {lines: [lineCost(file(), 7, {selfMs: 900, precision: 'sampled'})], stalls: [stall(900)]});
  const after = await keep(BEFORE, {lines: [lineCost(file(), 7, {selfMs: 100, precision: 'sampled'})], stalls: [stall(100)]});
  await show(after, before);
  expect(await drawn()).toEqual(['7: −800 ms, −89 % · 900 ms → 100 ms blocked [less 0]']);
  expect(await drawn('self')).toEqual(['7: −800 ms, −89 % · 900 ms → 100 ms self [less 0]']);
});

test('a line that was in one run only, or of which only the function is known, is not compared', async () => {
  const text = BEFORE.replace('  return values', '  log(values);\n  return values');
  editor.open('main.js', text);
  const before = await keep(BEFORE, {lines: [lineCost(file(), 3, {selfMs: 400, precision: 'ambiguous'}), lineCost(file(), 7, {selfMs: 40})]});
  const after = await keep(text, {lines: [lineCost(file(), 3, {selfMs: 20}), lineCost(file(), 7, {selfMs: 90}), lineCost(file(), 8, {selfMs: 41})]});
  await show(after, before);
  expect(await drawn('self')).toEqual(['3: 20 ms self · 2 % [self 1]', '7: 90 ms self · 9 % [self 2]', '8: 41 ms self · 4 % · no difference beyond noise [self 2]']);
});

test('nothing is compared where the text of a run is not known', async () => {
  editor.open('main.js', BEFORE);
  const before = await keep(BEFORE, slow());
  const after = await keep(BEFORE, slow());
  rmSync(join(editor.folder, '.runs', before, 'sources.json'));
  await show(after, before);
  expect(await drawn()).toEqual(['3: 412 ms blocked · 3× · 41 % [blocked 5]', '4: 60 ms blocked · 1× · 6 % [blocked 3]']);
});

test('another run, or none, ends the comparison', async () => {
  editor.open('main.js', BEFORE);
  const before = await keep(BEFORE, slow());
  const after = await keep(BEFORE, {});
  await show(after, before);
  expect(await drawn()).toHaveLength(2);
  await show(before);
  expect(await drawn()).toEqual(['3: 412 ms blocked · 3× · 41 % [blocked 5]', '4: 60 ms blocked · 1× · 6 % [blocked 3]']);
  await show(after, before);
  await show(null);
  expect([await drawn(), await lenses()]).toEqual([[], []]);
});

test('of two wishes at once, the last one counts', async () => {
  editor.open('main.js', BEFORE);
  const before = await keep(BEFORE, slow());
  const after = await keep(BEFORE, {});
  await Promise.all([show(before), show(after), show(before), show(after, before)]);
  expect(await drawn()).toHaveLength(2);
  await Promise.all([show(after, before), show(null)]);
  expect(await drawn()).toEqual([]);
});

test('a run that is compared with one that has gone is not shown, and says why', async () => {
  const after = await keep(BEFORE, slow());
  expect(await show(after, 'gone')).toMatchObject({ok: false, reason: 'There is no such run any more.'});
  expect(await show(after, '../..')).toMatchObject({ok: false});
});

test('neither the run that is shown nor the one that will be repeated is deleted to make room for the next', async () => {
  await keep(BEFORE, {});
  const repeated = await keep(BEFORE, {});
  const shown = await keep(BEFORE, slow());
  await keep(BEFORE, {});
  await show(shown);
  await editor.request(CREATE_RUN, {label: 'main.js', mostRuns: 1, comparedWith: repeated});
  expect((await editor.request<ListedRun[]>(LIST_RUNS, {})).map(({id}) => id)).toEqual([shown, repeated]);
});

test('on hover stands what the last runs of the same command had measured there', async () => {
  editor.open('main.js', AFTER);
  await keep(BEFORE, {lines: [lineCost(file(), 4, {blockedMs: 80, blockCalls: 1})]});
  const other = await keep(BEFORE, {lines: [lineCost(file(), 4, {blockedMs: 999, blockCalls: 1})]});
  const manifest = join(editor.folder, '.runs', other, 'manifest.json');
  writeFileSync(manifest, JSON.stringify({...JSON.parse(readFileSync(manifest, 'utf8')), command: ['node', 'other.js']}));
  await keep(AFTER, {});
  const shown = await keep(AFTER, {lines: [lineCost(file(), 5, {blockedMs: 40, blockCalls: 1}), lineCost(file(), 4, {blockedMs: 20, blockCalls: 1})]});
  await show(shown);
  expect(await hoverOn(5)).toMatch(/Last 3 runs, blocked: █▁▅ \d\d:\d\d 80 ms, \d\d:\d\d 0\.0 ms, \d\d:\d\d \*\*40 ms\*\*/);
  // The line was another one in the first run, so only two know it.
  expect(await hoverOn(4)).toMatch(/Last 2 runs, blocked: ▁█ \d\d:\d\d 0\.0 ms, \d\d:\d\d \*\*20 ms\*\*/);
});

test('one run is no trend', async () => {
  editor.open('main.js', BEFORE);
  await show(await keep(BEFORE, slow()));
  expect(await hoverOn(3)).not.toContain('Last');
});

test('the page of a comparison has a place for each line, function and stall, and loads nothing but its own parts', async () => {
  const before = await keep(BEFORE, slow());
  const after = await keep(AFTER, {});
  const params: ComparisonPageParams = {before, after, contentSource: 'https://own', scriptUri: 'https://own/page.js', styleUri: 'https://own/page.css'};
  const page = await editor.request<PageResult>(COMPARISON_PAGE, params);
  const html = page.ok ? page.html : page.reason;
  expect(html).toContain(`content="default-src 'none'; script-src https://own; style-src https://own"`);
  const view = JSON.parse(/id="view-data" type="application\/json">(.*?)<\/script>/s.exec(html)?.[1] ?? '') as ComparisonView;
  const drawnRows = view.tables.slice(1).map(({title, rows}) => [title, rows.map(({place, function: name, difference}) => `${place?.line} ${place?.state} ${name ?? ''} ${difference}`)]);
  expect(drawnRows).toEqual([
    ['Lines, blocked', ['4 edited  −412 ms, −100 %', '5 kept  −60 ms, −100 %']],
    ['Lines, of their own', ['8 kept  −40 ms, −100 %']],
    ['Functions, in all', ['3 kept load −480 ms, −100 %', '7 kept sum −40 ms, −100 %']],
  ]);
  expect(await editor.request<PageResult>(COMPARISON_PAGE, {...params, before: 'gone'})).toMatchObject({ok: false, reason: 'There is no such run any more.'});
});
