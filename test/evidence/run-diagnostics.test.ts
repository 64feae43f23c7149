import {afterEach, describe, expect, test} from 'vitest';
import type {StallKind} from '../../server/profile/run.ts';
import {editor, expectDrawn, path, PLAIN, POLL, show, stall, start} from './insight-editor.ts';
import {lineCost, type WantedRun} from './kept-run.ts';

afterEach(() => editor.stop());

describe('a stall that no rule explains', () => {
  const stalled = (kind: StallKind, more = {}, api?: string): WantedRun => ({lines: [lineCost(path('poll.mjs'), 7, {selfMs: 300, precision: 'sampled', ...more})], stalls: [stall(310, [['poll.mjs', 7, 300, api]], kind), stall(55, [['poll.mjs', 7, 50, api]], kind)]});
  const said = '7: [error] event-loop-stall: This line held the event loop 350 ms in 2 stalls, at most 300 ms, in the run of HH:MM: nothing else ran meanwhile.';

  test.each([
    ['task', {}, undefined, 'Split the work into parts with pauses between them, or move it to a worker.'],
    ['task', {}, 'zlib.gzipSync', 'Use the asynchronous form of `zlib.gzipSync`, or run it in a worker thread.'],
    ['task', {}, 'JSON.parse', 'Parse less at a time, or in a worker thread.'],
    ['task', {gcMs: 200}, undefined, 'Most of it was garbage collection: make fewer or smaller objects, or let go of what is not needed any more.'],
    ['turn', {}, undefined, 'Many callbacks ran in one turn of the loop: start fewer at once, or let one callback do the work of many.'],
    ['microtasks', {}, undefined, 'Promises went on one after the other, and no timer or socket had a turn: pause now and then for a turn of the loop, or move the work to a worker.'],
  ] as const)('of kind %s %o %s comes with advice that fits', async (kind, more, api, advice) => {
    await start();
    editor.open('poll.mjs', POLL, 'javascript');
    await show('poll.mjs', POLL, stalled(kind, more, api));
    const diagnostics = await expectDrawn('poll.mjs', PLAIN, `${said} ${advice}`);
    expect(diagnostics[1]?.range).toEqual({start: {line: 6, character: 2}, end: {line: 6, character: 21}});
  });

  test('is on each line that held the loop for long, whatever else was in the same turn', async () => {
    await start();
    editor.open('poll.mjs', POLL, 'javascript');
    const lines = [4, 7].map(line => lineCost(path('poll.mjs'), line, {selfMs: 80, precision: 'sampled'}));
    await show('poll.mjs', POLL, {lines, stalls: [stall(1000, [['other.mjs', 9, 850], ['poll.mjs', 7, 80], ['poll.mjs', 4, 40]])]});
    await expectDrawn('poll.mjs', PLAIN, '7: [warning] event-loop-stall: This line held the event loop 80 ms in a stall, in the run of HH:MM: nothing else ran meanwhile. Split the work into parts with pauses between them, or move it to a worker.');
  });

  test('counts all calls of a line together', async () => {
    await start();
    editor.open('poll.mjs', POLL, 'javascript');
    const lines = [lineCost(path('poll.mjs'), 7, {selfMs: 60, precision: 'measured'})];
    await show('poll.mjs', POLL, {lines, stalls: [stall(80, [['poll.mjs', 7, 30, 'JSON.parse'], ['poll.mjs', 7, 20, 'JSON.stringify'], ['poll.mjs', 7, 10]])]});
    await expectDrawn('poll.mjs', PLAIN, '7: [warning] event-loop-stall: This line held the event loop 60 ms in a stall, in the run of HH:MM: nothing else ran meanwhile. Parse less at a time, or in a worker thread.');
  });

  test('is on the line with most of it where it is spread over a function, or where nobody knows the line', async () => {
    await start();
    const text = ['function sum(values) {', '  let total = 0;', '  for (const value of values) {', '    total += value * 3;', '    total %= 97;', '    total ^= value;', '  }', '  return total;', '}', ''].join('\n');
    editor.open('sum.mjs', text, 'javascript');
    const said = (ms: number) => `5: [warning] event-loop-stall: This line and others of its function held the event loop ${ms} ms in a stall, in the run of HH:MM: nothing else ran meanwhile. Split the work into parts with pauses between them, or move it to a worker.`;
    const lines = (precision: 'sampled' | 'ambiguous') => [4, 5, 6].map(line => lineCost(path('sum.mjs'), line, {selfMs: 30, precision}));
    await show('sum.mjs', text, {lines: lines('sampled'), stalls: [stall(100, [['sum.mjs', 5, 34], ['sum.mjs', 4, 32], ['sum.mjs', 6, 31]])]});
    await expectDrawn('sum.mjs', said(97));
    await show('sum.mjs', text, {lines: lines('ambiguous'), stalls: [stall(210, [['sum.mjs', 5, 80], ['sum.mjs', 4, 62], ['sum.mjs', 6, 60]])]});
    await expectDrawn('sum.mjs', said(202));
  });

  test('is one of the loop, not of the start-up', async () => {
    await start();
    editor.open('poll.mjs', POLL, 'javascript');
    await show('poll.mjs', POLL, stalled('startup'));
    await editor.diagnostics('poll.mjs', () => editor.published('poll.mjs').length >= 2);
    await expectDrawn('poll.mjs', PLAIN);
  });

  test.each([
    ['its own name', 'poll.mjs', '  return text.length; // eslint-disable-line loopsight/event-loop-stall'],
    ['the rule that it would break', 'poll.mjs', '  // eslint-disable-next-line loopsight/no-blocking-call -- measured, and fine\n  return text.length;'],
    ['noqa', 'poll.py', '  return text.length # noqa'],
  ])('is accepted by a comment with %s', async (_, name, line) => {
    await start();
    const head = name.endsWith('py') ? ['def f(text):', '  work(text)'] : ['function f(text) {', '  work(text);'];
    const text = [...head, line, ''].join('\n');
    editor.open(name, text);
    const at = text.trimEnd().split('\n').length;
    const lines = [2, at].map(each => lineCost(path(name), each, {selfMs: 300, precision: 'sampled'}));
    await show(name, text, {lines, stalls: [stall(310, [[name, 2, 300]]), stall(310, [[name, at, 300]])]});
    const diagnostics = await editor.diagnostics(name, found => found.length > 0);
    expect(diagnostics.map(({code, range}) => `${range.start.line + 1} ${code}`)).toEqual(['2 event-loop-stall']);
  });

  test('can be switched off alone', async () => {
    await start({rules: {'event-loop-stall': 'off'}});
    editor.open('poll.mjs', POLL);
    await show('poll.mjs', POLL, {...stalled('task'), lines: [lineCost(path('poll.mjs'), 7, {selfMs: 300}), lineCost(path('poll.mjs'), 3, {blockedMs: 60, blockCalls: 1})]});
    await expectDrawn('poll.mjs', '3: [warning] no-blocking-call: It held the event loop 60 ms in 1 call, in the run of HH:MM.');
  });

  test('stands in a file about which rules say nothing', async () => {
    await start();
    const text = 'function sum(values) {\n  return values.reduce((a, b) => a + b);\n}\nsum([1]);\n';
    editor.open('sum.mjs', text, 'javascript');
    await show('sum.mjs', text, {lines: [lineCost(path('sum.mjs'), 2, {selfMs: 60, precision: 'sampled'})], stalls: [stall(60, [['sum.mjs', 2, 58]])]});
    await expectDrawn('sum.mjs', '2: [warning] event-loop-stall: This line held the event loop 58 ms in a stall, in the run of HH:MM: nothing else ran meanwhile. Split the work into parts with pauses between them, or move it to a worker.');
  });
});

describe('a loop that awaited one after the other', () => {
  const LOAD = ['import asyncio', '', 'async def load_all(client, urls):', '    for url in urls:', '        await client.fetch(url)', '    await client.fetch(urls[0])', ''].join('\n');
  const waited = (more = {}) => ({lines: [5, 6].map(line => lineCost(path('load.py'), line, {awaitMs: 2100, awaitCount: 40, awaitPeak: 1, ...more}))});
  const said = '5: [information] awaits-in-series:';

  test('is offered concurrency', async () => {
    await start();
    editor.open('load.py', LOAD);
    await show('load.py', LOAD, waited());
    const [diagnostic] = await expectDrawn('load.py', said);
    expect(diagnostic?.message).toMatch(/^This loop waited here 40 times, 2100 ms in all, one after the other, in the run of \d\d:\d\d\. If no turn needs what another gave, let some of them wait at once: .*semaphore\.$/);
    editor.edit('load.py', [4, 8], [4, 8], 'x = ');
    await expectDrawn('load.py');
  });

  test.each([['some waited at once', {awaitPeak: 2}], ['it was seldom', {awaitCount: 2}], ['it was short', {awaitMs: 200}]])('is not, where %s', async (_, more) => {
    await start();
    editor.open('load.py', LOAD);
    await show('load.py', LOAD, waited(more));
    await editor.diagnostics('load.py', () => editor.published('load.py').length >= 2);
    await expectDrawn('load.py');
  });

  test('can be accepted by a comment, or switched off', async () => {
    await start();
    const text = LOAD.replace('fetch(url)', 'fetch(url)  # noqa: awaits-in-series');
    editor.open('load.py', text);
    await show('load.py', text, waited());
    await editor.diagnostics('load.py', () => editor.published('load.py').length >= 2);
    await expectDrawn('load.py');
    await editor.stop();
    await start({rules: {'awaits-in-series': 'off'}});
    editor.open('load.py', LOAD);
    await show('load.py', LOAD, waited());
    await editor.diagnostics('load.py', () => editor.published('load.py').length >= 2);
    await expectDrawn('load.py');
  });
});
