import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {afterEach, describe, expect, test} from 'vitest';
import {type Diagnostic, DiagnosticSeverity} from 'vscode-languageserver/node';
import type {Culprit, Stall, StallKind} from '../../server/profile/run.ts';
import {ANNOTATIONS, SHOW_RUN, type ShowRunResult} from '../../server/protocol.ts';
import {Editor} from '../server/editor.ts';
import {keepRun, lineCost, type WantedRun} from './kept-run.ts';

let editor: Editor;
const start = async (settings: Readonly<Record<string, unknown>> = {}, capabilities = {}) => (editor = await Editor.start({keepsRuns: true, settings, capabilities: {workspace: {configuration: true}, ...capabilities}}));
afterEach(() => editor.stop());

const POLL = ["import {readFileSync} from 'node:fs';", 'export async function poll(path) {', '  const text = readFileSync(path);', '  return parse(text);', '}', 'function parse(text) {', '  return text.length;', '}', ''].join('\n');
const path = (name: string) => join(editor.folder, name);
const show = async (name: string, text: string, wanted: WantedRun) => editor.request<ShowRunResult>(SHOW_RUN, {id: basename(await keepRun(editor.folder, {[name]: text}, wanted))});

/** `line: [severity] code: the sentences that the run adds`. */
function drawn(diagnostics: readonly Diagnostic[]): string[] {
  const name = {[DiagnosticSeverity.Error]: 'error', [DiagnosticSeverity.Warning]: 'warning', [DiagnosticSeverity.Information]: 'information', [DiagnosticSeverity.Hint]: 'hint'};
  return diagnostics.map(({range, severity, code, message: said}) => {
    const message = String(said);
    const measured = code === 'event-loop-stall' ? message : message.slice(message.search(/(It (held|took)|Up to) /));
    return `${range.start.line + 1}: [${name[severity ?? 1]}] ${code}: ${/(It (held|took)|Up to|This line) /.test(message) ? measured.replace(/\d\d:\d\d/, 'HH:MM') : ''}`.trimEnd();
  });
}

/** Waits until the diagnostics are drawn as expected. */
async function expectDrawn(name: string, ...expected: string[]): Promise<readonly Diagnostic[]> {
  const isExpected = (diagnostics: readonly Diagnostic[]) => JSON.stringify(drawn(diagnostics)) === JSON.stringify(expected);
  return editor.diagnostics(name, isExpected, 5000).catch(error => {
    expect(drawn(editor.published(name).at(-1)?.diagnostics ?? [])).toEqual(expected);
    throw error;
  });
}

const stall = (durationMs: number, culprits: readonly (readonly [name: string, line: number, ms: number, api?: string | undefined])[], kind: StallKind = 'task'): Stall => ({
  process: 0,
  startMs: 1200,
  durationMs,
  kind,
  culprits: culprits.map(([name, line, ms, api]): Culprit => ({file: path(name), line, function: 'poll', ...(api !== undefined && {api}), ms})),
  unattributedMs: 0,
});

const PLAIN = '3: [warning] no-blocking-call:';

describe('a problem', () => {
  const measured = (blockedMs: number, blockCalls = 3) => ({lines: [lineCost(path('poll.mjs'), 3, {blockedMs, blockCalls, blockMaxMs: 180})]});

  test('says what it cost, and how grave that is', async () => {
    await start();
    editor.open('poll.mjs', POLL, 'javascript');
    await expectDrawn('poll.mjs', PLAIN);
    await show('poll.mjs', POLL, measured(412));
    await expectDrawn('poll.mjs', '3: [error] no-blocking-call: It held the event loop 412 ms in 3 calls, at most 180 ms, in the run of HH:MM.');
    await show('poll.mjs', POLL, measured(60, 1));
    await expectDrawn('poll.mjs', '3: [warning] no-blocking-call: It held the event loop 60 ms in 1 call, in the run of HH:MM.');
    await editor.request(SHOW_RUN, {id: null});
    await expectDrawn('poll.mjs', PLAIN);
  });

  test('steps back where its line ran and cost next to nothing', async () => {
    await start();
    editor.open('poll.mjs', POLL, 'javascript');
    await show('poll.mjs', POLL, {lines: [lineCost(path('poll.mjs'), 3, {selfMs: 0.4, totalMs: 0.4, precision: 'sampled'})]});
    await expectDrawn('poll.mjs', '3: [hint] no-blocking-call: It took less than 1 ms, in the run of HH:MM.');
  });

  test('has what the runtime did within its call, and no figure where only a function of the program was seen', async () => {
    await start();
    editor.open('poll.mjs', POLL, 'javascript');
    const lines = (cost: object) => [lineCost(path('poll.mjs'), 3, {precision: 'sampled', ...cost})];
    await show('poll.mjs', POLL, {lines: lines({totalMs: 300}), stalls: [stall(310, [['poll.mjs', 3, 300]])]});
    await expectDrawn('poll.mjs', '3: [error] no-blocking-call: It held the event loop about 300 ms, at most 300 ms at once, in the run of HH:MM.');
    await show('poll.mjs', POLL, {lines: lines({totalMs: 241, blockedMs: 160, blockCalls: 2, selfMs: 80}), stalls: [stall(80, [['poll.mjs', 3, 80]])]});
    await expectDrawn('poll.mjs', '3: [warning] no-blocking-call: It held the event loop about 240 ms, at most 80 ms at once, in the run of HH:MM.');
    await show('poll.mjs', POLL, {lines: lines({totalMs: 40})});
    await expectDrawn('poll.mjs', PLAIN);
  });

  test('is left as it is where the run says nothing of its line', async () => {
    await start();
    editor.open('poll.mjs', POLL, 'javascript');
    await show('poll.mjs', POLL, {lines: [lineCost(path('poll.mjs'), 7, {selfMs: 20, precision: 'sampled'})]});
    await editor.diagnostics('poll.mjs', () => editor.published('poll.mjs').length >= 2);
    await expectDrawn('poll.mjs', PLAIN);
  });

  test('keeps its figures through edits above, and loses them when its line is edited', async () => {
    await start();
    editor.open('poll.mjs', POLL, 'javascript');
    await show('poll.mjs', POLL, {lines: [lineCost(path('poll.mjs'), 3, {blockedMs: 60, blockCalls: 1}), lineCost(path('poll.mjs'), 4, {selfMs: 20}), lineCost(path('poll.mjs'), 7, {selfMs: 20})]});
    editor.edit('poll.mjs', [0, 0], [0, 0], '// first\n');
    await expectDrawn('poll.mjs', '4: [warning] no-blocking-call: It held the event loop 60 ms in 1 call, in the run of HH:MM.');
    editor.edit('poll.mjs', [3, 28], [3, 32], 'other');
    await expectDrawn('poll.mjs', '4: [warning] no-blocking-call:');
  });

  test('follows the limits of the settings, and is off when its rule is', async () => {
    await start({insightErrorMs: 1000, insightWarningMs: 100, rules: {'no-blocking-call': 'information'}});
    editor.open('poll.mjs', POLL, 'javascript');
    await show('poll.mjs', POLL, measured(60, 1));
    await expectDrawn('poll.mjs', '3: [information] no-blocking-call: It held the event loop 60 ms in 1 call, in the run of HH:MM.');
    await show('poll.mjs', POLL, measured(412, 1));
    await expectDrawn('poll.mjs', '3: [warning] no-blocking-call: It held the event loop 412 ms in 1 call, in the run of HH:MM.');
    await editor.stop();
    await start({rules: {'no-blocking-call': 'off'}});
    editor.open('poll.mjs', POLL, 'javascript');
    await show('poll.mjs', POLL, measured(412, 1));
    await expectDrawn('poll.mjs');
  });

  test('has no figures when they are switched off', async () => {
    await start({insights: false});
    editor.open('poll.mjs', POLL, 'javascript');
    await show('poll.mjs', POLL, {...measured(412), stalls: [stall(300, [['poll.mjs', 7, 290]])]});
    await expectDrawn('poll.mjs', PLAIN);
  });

  test('has them too in a client that pulls', async () => {
    await start({}, {workspace: {configuration: true, diagnostics: {refreshSupport: true}}, textDocument: {diagnostic: {}}});
    editor.open('poll.mjs', POLL, 'javascript');
    await show('poll.mjs', POLL, measured(412));
    expect(editor.refreshes).toBeGreaterThan(0);
    const report = await editor.request<{items: Diagnostic[]}>('textDocument/diagnostic', {textDocument: {uri: editor.uri('poll.mjs')}});
    expect(drawn(report.items)).toEqual(['3: [error] no-blocking-call: It held the event loop 412 ms in 3 calls, at most 180 ms, in the run of HH:MM.']);
  });

  test('links what held the loop in the worst stall', async () => {
    await start();
    editor.open('poll.mjs', POLL, 'javascript');
    await show('poll.mjs', POLL, {...measured(412), stalls: [stall(200, [['poll.mjs', 3, 180, 'fs.readFileSync'], ['other.mjs', 9, 20], ['poll.mjs', 7, 1]])]});
    const [diagnostic] = await editor.diagnostics('poll.mjs', ([first]) => (first?.relatedInformation?.length ?? 0) > 0);
    expect(diagnostic?.relatedInformation?.map(({location, message}) => `${location.range.start.line + 1}: ${message}`)).toEqual([
      '3: 180 ms in fs.readFileSync, of a stall of 200 ms at 1200 ms (one callback held the loop)',
      '7: 1.0 ms in poll, of a stall of 200 ms at 1200 ms (one callback held the loop)',
    ]);
  });

  test('links what held the loop in other files, as long as their lines can be found', async () => {
    await start();
    editor.open('poll.mjs', POLL, 'javascript');
    const held = {...measured(412), stalls: [stall(200, [['poll.mjs', 3, 100], ['open.mjs', 1, 40], ['closed.mjs', 2, 30], ['changed.mjs', 2, 20], ['gone.mjs', 1, 10]])]};
    const lines = [...held.lines, ...['open.mjs', 'closed.mjs', 'changed.mjs', 'gone.mjs'].map(name => lineCost(path(name), 2, {selfMs: 5}))];
    const run = await keepRun(editor.folder, {'poll.mjs': POLL, 'open.mjs': 'one();\n', 'closed.mjs': 'one();\ntwo();\n', 'changed.mjs': 'one();\ntwo();\n', 'gone.mjs': 'one();\n'}, {...held, lines});
    writeFileSync(path('changed.mjs'), 'zero();\none();\ntwo();\n');
    rmSync(path('gone.mjs'));
    editor.open('open.mjs', '// first\none();\n', 'javascript');
    await editor.request<ShowRunResult>(SHOW_RUN, {id: basename(run)});
    await editor.request(ANNOTATIONS, {textDocument: {uri: editor.uri('open.mjs')}, mode: 'blocked'});
    editor.edit('poll.mjs', [0, 0], [0, 0], '\n');
    const [diagnostic] = await editor.diagnostics('poll.mjs', ([first]) => first?.range.start.line === 3 && (first.relatedInformation?.length ?? 0) > 2);
    expect(diagnostic?.relatedInformation?.map(({location}) => `${basename(location.uri)}:${location.range.start.line + 1}`)).toEqual(['poll.mjs:4', 'open.mjs:2', 'closed.mjs:2']);
  });

  test('can still be mended', async () => {
    await start();
    editor.open('poll.mjs', POLL, 'javascript');
    await show('poll.mjs', POLL, measured(412));
    const diagnostics = await editor.diagnostics('poll.mjs', ([first]) => first?.severity === DiagnosticSeverity.Error);
    const actions = await editor.codeActions('poll.mjs', diagnostics);
    expect(actions.map(({title}) => title)).toContainEqual(expect.stringMatching(/^Await/));
  });
});

describe('of two problems on one line', () => {
  const BOTH = ["import {readFileSync} from 'node:fs';", "import {execSync} from 'node:child_process';", 'export async function poll(path) {', '  return [readFileSync(path), execSync("ls")];', '}', ''].join('\n');

  test('each has what stalls say of its API, and nothing of the sum', async () => {
    await start();
    editor.open('both.mjs', BOTH, 'javascript');
    await show('both.mjs', BOTH, {
      lines: [lineCost(path('both.mjs'), 4, {blockedMs: 300, blockCalls: 2, blockMaxMs: 200})],
      stalls: [stall(300, [['both.mjs', 4, 200, 'child_process.execSync'], ['both.mjs', 4, 100, 'fs.readFileSync']])],
    });
    await expectDrawn('both.mjs', '4: [warning] no-blocking-call: It held the event loop 100 ms in 1 stall, in the run of HH:MM.', '4: [warning] no-blocking-call: It held the event loop 200 ms in 1 stall, in the run of HH:MM.');
  });

  test('neither has a figure where nobody can tell', async () => {
    await start();
    editor.open('both.mjs', BOTH, 'javascript');
    await show('both.mjs', BOTH, {lines: [lineCost(path('both.mjs'), 4, {blockedMs: 300, blockCalls: 2})]});
    await editor.diagnostics('both.mjs', () => editor.published('both.mjs').length >= 2);
    await expectDrawn('both.mjs', '4: [warning] no-blocking-call:', '4: [warning] no-blocking-call:');
  });
});

test('a problem with another API than the one that stalled has not its cost, and does not explain the stall', async () => {
  await start();
  const text = POLL.replace('readFileSync(path)', 'readFileSync(path) + later()');
  editor.open('poll.mjs', text, 'javascript');
  await show('poll.mjs', text, {lines: [lineCost(path('poll.mjs'), 3, {blockedMs: 300, blockCalls: 1})], stalls: [stall(300, [['poll.mjs', 3, 300, 'zlib.gzipSync']])]});
  await expectDrawn('poll.mjs', PLAIN, '3: [error] event-loop-stall: This line held the event loop 300 ms in a stall, in the run of HH:MM: nothing else ran meanwhile. Use the asynchronous form of `zlib.gzipSync`, or run it in a worker thread.');
});

test('a helper that reaches a blocking call has the cost of what it reached through this call', async () => {
  await start();
  const text = ["import {readFileSync} from 'node:fs';", 'export async function one() {', "  return load('a');", '}', 'export async function two() {', "  return load('b');", '}', 'function load(name) {', '  return readFileSync(name);', '}', ''].join('\n');
  editor.open('load.mjs', text, 'javascript');
  const file = path('load.mjs');
  await show('load.mjs', text, {
    lines: [
      lineCost(file, 9, {blockedMs: 300, blockCalls: 3, blockMaxMs: 120}),
      lineCost(file, 3, {totalMs: 280, reached: {blockedMs: 280, blockCalls: 2, blockMaxMs: 120}}),
      lineCost(file, 6, {totalMs: 20, reached: {blockedMs: 20, blockCalls: 1, blockMaxMs: 20}}),
    ],
    stalls: [stall(150, [['load.mjs', 9, 120, 'fs.readFileSync']])],
  });
  const [first] = await editor.diagnostics('load.mjs', ([problem]) => problem?.severity === DiagnosticSeverity.Error);
  expect(first?.relatedInformation?.at(-1)).toMatchObject({message: '120 ms in fs.readFileSync, of a stall of 150 ms at 1200 ms (one callback held the loop)', location: {range: {start: {line: 8}}}});
  // The line that blocks is on the way that both problems name, so its stall is explained.
  await expectDrawn(
    'load.mjs',
    '3: [error] no-transitive-blocking-call: It held the event loop 280 ms in 2 calls, at most 120 ms, in the run of HH:MM.',
    '6: [warning] no-transitive-blocking-call: It held the event loop 20 ms in 1 call, in the run of HH:MM.',
  );
});

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

describe('evidence expires', () => {
  const cost = () => ({lines: [lineCost(path('poll.mjs'), 3, {blockedMs: 412, blockCalls: 1}), lineCost(path('poll.mjs'), 4, {selfMs: 9}), lineCost(path('poll.mjs'), 7, {selfMs: 9})]});

  test('after a week', async () => {
    await start();
    editor.open('poll.mjs', POLL, 'javascript');
    await show('poll.mjs', POLL, {...cost(), startedAt: new Date(Date.now() - 8 * 24 * 3_600_000)});
    await editor.diagnostics('poll.mjs', () => editor.published('poll.mjs').length >= 2);
    await expectDrawn('poll.mjs', PLAIN);
  });

  test('when more than half of what cost something was changed', async () => {
    await start();
    editor.open('poll.mjs', POLL, 'javascript');
    await show('poll.mjs', POLL, cost());
    await expectDrawn('poll.mjs', '3: [error] no-blocking-call: It held the event loop 412 ms in 1 call, in the run of HH:MM.');
    editor.edit('poll.mjs', [3, 2], [3, 8], 'throw');
    await expectDrawn('poll.mjs', '3: [error] no-blocking-call: It held the event loop 412 ms in 1 call, in the run of HH:MM.');
    editor.edit('poll.mjs', [6, 2], [6, 8], 'throw');
    await expectDrawn('poll.mjs', PLAIN);
  });

  test('on another branch', async () => {
    await start();
    mkdirSync(path('.git'));
    writeFileSync(path('.git/HEAD'), 'ref: refs/heads/main\n');
    editor.open('poll.mjs', POLL, 'javascript');
    await show('poll.mjs', POLL, {...cost(), branch: 'feature'});
    await editor.diagnostics('poll.mjs', () => editor.published('poll.mjs').length >= 2);
    await expectDrawn('poll.mjs', PLAIN);
    await show('poll.mjs', POLL, {...cost(), branch: 'main'});
    await expectDrawn('poll.mjs', '3: [error] no-blocking-call: It held the event loop 412 ms in 1 call, in the run of HH:MM.');
  });
});

test('a fan-out says how many ran at once', async () => {
  await start();
  const text = ['import asyncio, httpx', 'client = httpx.AsyncClient()', 'async def fetch_one(url):', '    return await client.get(url)', '', 'async def fetch_all(urls):', '    await asyncio.gather(*(fetch_one(url) for url in urls))', ''].join('\n');
  editor.open('fetch.py', text);
  const file = path('fetch.py');
  await show('fetch.py', text, {lines: [lineCost(file, 4, {awaitMs: 9000, awaitCount: 200, awaitPeak: 87}), lineCost(file, 7, {awaitMs: 1000, awaitCount: 1, awaitPeak: 1})], functions: [{file, line: 3, name: 'fetch_one', selfMs: 1, totalMs: 2}]});
  await expectDrawn('fetch.py', '7: [warning] no-unbounded-fan-out: Up to 87 of them waited at once, in the run of HH:MM.');
});

test('a loop that computes has what its lines took', async () => {
  await start();
  const text = ['import asyncio', '', 'async def count():', '    total = 0', '    for i in range(100_000_000):', '        total += i * i', '        total %= 97', '    return total', ''].join('\n');
  editor.open('count.py', text);
  const file = path('count.py');
  await show('count.py', text, {
    lines: [lineCost(file, 5, {selfMs: 20, precision: 'sampled'}), lineCost(file, 6, {selfMs: 200, precision: 'sampled'}), lineCost(file, 7, {selfMs: 100, precision: 'sampled'}), lineCost(file, 8, {selfMs: 5, precision: 'sampled'})],
    stalls: [stall(320, [['count.py', 6, 200], ['count.py', 7, 100]])],
  });
  await expectDrawn('count.py', '5: [error] no-cpu-bound-work: It held the event loop about 320 ms, at most 300 ms at once, in the run of HH:MM.');
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
