import {describe, expect, test} from 'vitest';
import {annotationsOf} from '../../server/evidence/annotations.ts';
import type {DocumentEvidence} from '../../server/evidence/document-evidence.ts';
import {evidenceByFile} from '../../server/evidence/file-evidence.ts';
import {functionLenses} from '../../server/evidence/function-lenses.ts';
import {lineExplanation} from '../../server/evidence/line-explanation.ts';
import type {AnnotationMode} from '../../server/evidence/line-figure.ts';
import {LineMap} from '../../server/evidence/line-map.ts';
import type {Culprit, FunctionCost, LineCost, Run, Stall, StallKind} from '../../server/profile/run.ts';
import {lineCost} from './kept-run.ts';

const file = '/app/main.ts';
const TEXT = ['export function load() {', '  const text = readFileSync(path);', '  return JSON.parse(text);', '}', '', 'export async function serve() {', '  await listen(load());', '}'].join('\n');

const stall = (durationMs: number, culprits: readonly (readonly [line: number, ms: number, api?: string])[], kind: StallKind = 'task'): Stall => ({
  process: 0,
  startMs: 1200,
  durationMs,
  kind,
  culprits: culprits.map(([line, ms, api]): Culprit => ({file, line, function: 'load', ...(api !== undefined && {api}), ms})),
  unattributedMs: 0,
});

interface Measured {
  readonly lines?: readonly LineCost[];
  readonly functions?: readonly FunctionCost[];
  readonly stalls?: readonly Stall[];
}

function documentOf({lines = [], functions = [], stalls = []}: Measured, text = TEXT): DocumentEvidence {
  const evidence = evidenceByFile({lines, functions, stalls} as unknown as Run).get(file) ?? {file, lines: [], functions: []};
  return {run: {folder: '/runs/1', label: 'main.ts', startedAt: '2026-01-02T14:02:00Z', time: '14:02', busyMs: 1000, comparedWith: null}, evidence, fates: new LineMap(TEXT, text).fates(), elsewhere: new Map(), isOfAnotherBranch: false};
}

/** Draws the annotations behind their lines. */
function drawn(measured: Measured, mode: AnnotationMode = 'blocked', text = TEXT): string[] {
  return annotationsOf(documentOf(measured, text), mode).map(({line, text: words, heat, kind}) => `${line + 1}: ${words} [${kind} ${heat}]`);
}

describe('at the end of a line stands', () => {
  const read = lineCost(file, 2, {blockedMs: 412, blockCalls: 3, blockMaxMs: 180, selfMs: 20, totalMs: 415});

  test('how long its calls held the loop, how often, and the share of the busy time', () => expect(drawn({lines: [read]})).toEqual(['2: 412 ms blocked · 3× · 41 % [blocked 5]']));
  test('the time of its own, or with what it calls', () => {
    expect(drawn({lines: [read]}, 'self')).toEqual(['2: 20 ms self · 2 % [self 1]']);
    expect(drawn({lines: [read]}, 'total')).toEqual(['2: 415 ms total · 42 % [total 4]']);
  });
  test('how long coroutines waited at it', () => expect(drawn({lines: [lineCost(file, 7, {awaitMs: 2100, awaitCount: 120, awaitPeak: 30})]}, 'await')).toEqual(['7: 2100 ms awaited · 120× · 30 at once [await 3]']));
  test('a stall, where nothing waits but the loop was held', () => {
    const stalls = [stall(300, [[3, 280]]), stall(100, [[3, 90]])];
    expect(drawn({lines: [lineCost(file, 3, {selfMs: 380, precision: 'sampled'})], stalls})).toEqual(['3: 370 ms in 2 stalls · 37 % [stall 5]']);
  });
  test('a stall, where the line worked in it for much longer than its calls waited', () => {
    expect(drawn({lines: [lineCost(file, 3, {selfMs: 544, blockedMs: 7, blockCalls: 1, precision: 'sampled'})], stalls: [stall(998, [[3, 551]])]})).toEqual(['3: 551 ms in a stall · 55 % [stall 5]']);
    expect(drawn({lines: [lineCost(file, 3, {blockedMs: 445, blockCalls: 3})], stalls: [stall(998, [[3, 447]])]})).toEqual(['3: 445 ms blocked · 3× · 45 % [stall 5]']);
  });
  test('a stall of which only the function is known, nowhere', () => expect(drawn({stalls: [stall(300, [[1, 280]])]})).toEqual([]));
  test('no stall of the start-up', () => expect(drawn({lines: [lineCost(file, 3, {selfMs: 280})], stalls: [stall(300, [[3, 280]], 'startup')]})).toEqual([]));
  test('a sign where the number was inferred, and nothing where the line is not known', () => {
    expect(drawn({lines: [lineCost(file, 2, {selfMs: 90, precision: 'inferred'}), lineCost(file, 3, {selfMs: 90, precision: 'ambiguous'})]}, 'self')).toEqual(['2: ~90 ms self · 9 % [self 2]']);
  });
  test('nothing for less than a hundredth of the busy time, nor for fewer than four samples', () => {
    expect(drawn({lines: [lineCost(file, 2, {selfMs: 9, precision: 'sampled'})]}, 'self')).toEqual([]);
    expect(drawn({lines: [lineCost(file, 2, {blockedMs: 4.9, blockCalls: 1}), lineCost(file, 3, {blockedMs: 5, blockCalls: 1})]})).toEqual(['3: 5.0 ms blocked · 1× · 1 % [blocked 1]']);
  });
  test('of many lines, the thirty gravest', () => {
    const text = Array.from({length: 100}, (_, index) => `call${index}();`).join('\n');
    const lines = Array.from({length: 100}, (_, index) => lineCost(file, index + 1, {blockedMs: 10 + index, blockCalls: 1}));
    const document = {...documentOf({lines}), fates: new LineMap(text, text).fates()};
    expect(annotationsOf(document, 'blocked').map(({line}) => line)).toEqual(Array.from({length: 30}, (_, index) => 70 + index));
  });
});

describe('after an edit', () => {
  const lines = [lineCost(file, 2, {blockedMs: 412, blockCalls: 1}), lineCost(file, 3, {blockedMs: 20, blockCalls: 1})];

  test('numbers go with their lines', () => expect(drawn({lines}, 'blocked', `// first\n${TEXT}`)).toEqual(['3: 412 ms blocked · 1× · 41 % [blocked 5]', '4: 20 ms blocked · 1× · 2 % [blocked 2]']));
  test('an edited line says so, without its number', () => expect(drawn({lines}, 'blocked', TEXT.replace('(path)', '(otherPath)'))).toEqual(['2: edited since the run [edited 0]', '3: 20 ms blocked · 1× · 2 % [blocked 2]']));
  test('a deleted line has nothing', () => expect(drawn({lines}, 'blocked', TEXT.replace('  const text = readFileSync(path);\n', ''))).toEqual(['2: 20 ms blocked · 1× · 2 % [blocked 2]']));
});

describe('above a function stands', () => {
  const functions = [{file, line: 1, name: 'load', selfMs: 30, totalMs: 440}, {file, line: 6, name: 'serve', selfMs: 1, totalMs: 4}];
  const lensesOf = (measured: Measured, text?: string) => functionLenses(documentOf(measured, text)).map(lens => `${lens.line + 1}: ${lens.text}`);

  test('what it cost, where that is worth a line', () => expect(lensesOf({functions})).toEqual(['1: 440 ms total · 30 ms self']));
  test('the stalls that it caused, also of a line that is deleted now', () => {
    const measured = {functions, stalls: [stall(300, [[2, 200], [3, 80]]), stall(60, [[3, 60]])]};
    expect(lensesOf(measured)).toEqual(['1: 440 ms total · 30 ms self · 340 ms in 2 stalls']);
    expect(lensesOf(measured, TEXT.replace('  return JSON.parse(text);\n', ''))).toEqual(['1: 440 ms total · 30 ms self · 340 ms in 2 stalls']);
  });
  test('the same when it was renamed', () => expect(lensesOf({functions}, `\n${TEXT.replaceAll('load', 'loadAll')}`)).toEqual(['2: 440 ms total · 30 ms self']));
});

describe('on hover', () => {
  const link = (path: string, line: number) => `file://${path}#L${line}`;
  const measured = {
    lines: [lineCost(file, 2, {blockedMs: 412, blockCalls: 3, blockMaxMs: 180, selfMs: 20, totalMs: 450, gcMs: 2})],
    stalls: [stall(200, [[2, 180, 'fs.readFileSync'], [3, 20]])],
  };

  test('stand the breakdown, how well it is known, and the stalls with links to what caused them', () => {
    expect(lineExplanation(documentOf(measured), 1, link)).toBe(
      [
        '**Loopsight** · `main.ts` of 14:02',
        '',
        '- Held the event loop **412 ms** in 3 calls, at most 180 ms at once, by the clock',
        '- 450 ms with what it calls, 20 ms of its own (2.0 ms of it garbage collection): measured by the clock',
        '- Stall of **200 ms** at 1200 ms (one callback held the loop), 180 ms of it here in `fs.readFileSync`: [main.ts:2](file:///app/main.ts#L2) `fs.readFileSync` 180 ms, [main.ts:3](file:///app/main.ts#L3) `load` 20 ms',
      ].join('\n'),
    );
  });
  test('stands what was sampled as such', () => {
    expect(lineExplanation(documentOf({lines: [lineCost(file, 2, {blockedMs: 412, blockCalls: 3, selfMs: 20, totalMs: 450, precision: 'sampled'})]}), 1, link)).toContain('in 3 calls, by samples\n- 450 ms with what it calls, 20 ms of its own: sampled, ± 60 ms');
    const ofNode = documentOf({lines: [lineCost(file, 2, {totalMs: 450, precision: 'sampled'})]});
    const ofPython = {...ofNode, evidence: {...ofNode.evidence, file: '/app/main.py'}};
    expect(lineExplanation(ofPython, 1, link)).toContain('± 134 ms');
  });
  test('calls that samples show may have been more, and memory is told where a run has looked', () => {
    const told = lineExplanation(documentOf({lines: [lineCost(file, 2, {blockedMs: 412, blockCalls: 3, mayBeMoreCalls: true, totalMs: 412, heldBytes: 3_500_000, precision: 'sampled'})]}), 1, link);
    expect(told).toContain('in at least 3 calls, by samples');
    expect(told).toContain('- Allocated **3.3 MB** that were still held at the end');
    expect(drawn({lines: [lineCost(file, 2, {blockedMs: 412, blockCalls: 3, mayBeMoreCalls: true})]}, 'blocked').join()).toContain('blocked · ≥ 3×');
  });
  test('links lead to where the lines are now', () => expect(lineExplanation(documentOf(measured, `\n\n${TEXT}`), 3, link)).toContain('[main.ts:3](file:///app/main.ts#L5)'));
  test('an edited line keeps its numbers, and says so', () => expect(lineExplanation(documentOf(measured, TEXT.replace('(path)', '(otherPath)')), 1, link)).toMatch(/edited since[^]*412 ms/));
  test('a line of which the run knows nothing has nothing', () => expect(lineExplanation(documentOf(measured), 5, link)).toBeNull());
  test('names are no markup', () => {
    const hostile = {lines: measured.lines, stalls: [stall(200, [[2, 180, '`](command:evil)[x']])]};
    expect(lineExplanation(documentOf(hostile), 1, link)).toContain('in `](command:evil)[x`: [main.ts:2]');
  });
});
