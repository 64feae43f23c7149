import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {basename} from 'node:path';
import {afterEach, describe, expect, test} from 'vitest';
import {type Diagnostic, DiagnosticSeverity} from 'vscode-languageserver/node';
import {ANNOTATIONS, COSTLIEST_PROBLEMS, SHOW_RUN, type ShowRunResult} from '../../server/protocol.ts';
import {drawn, editor, expectDrawn, path, PLAIN, POLL, show, stall, start} from './insight-editor.ts';
import {keepRun, lineCost} from './kept-run.ts';

afterEach(() => editor.stop());

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

  test('begins with the figure, which says how many calls it was at least where samples tell', async () => {
    await start();
    editor.open('poll.mjs', POLL, 'javascript');
    await show('poll.mjs', POLL, {lines: [lineCost(path('poll.mjs'), 3, {blockedMs: 412, blockCalls: 3, mayBeMoreCalls: true, blockMaxMs: 180, totalMs: 412, precision: 'sampled'})]});
    const [problem] = await expectDrawn('poll.mjs', '3: [error] no-blocking-call: It held the event loop 412 ms in at least 3 calls, at most 180 ms, in the run of HH:MM.');
    expect(problem?.message).toMatch(/^412 ms: `fs\.readFileSync` blocks the event loop in /);
    const [costliest] = await editor.request<{message: string}[]>(COSTLIEST_PROBLEMS, {});
    expect(costliest?.message).toMatch(/^`fs\.readFileSync` blocks the event loop in /);
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
    const held = {...measured(412), stalls: [stall(200, [['poll.mjs', 3, 100], ['(open).mjs', 1, 40], ['closed.mjs', 2, 30], ['changed.mjs', 2, 20], ['gone.mjs', 1, 10]])]};
    const lines = [...held.lines, ...['(open).mjs', 'closed.mjs', 'changed.mjs', 'gone.mjs'].map(name => lineCost(path(name), 2, {selfMs: 5}))];
    const run = await keepRun(editor.folder, {'poll.mjs': POLL, '(open).mjs': 'one();\n', 'closed.mjs': 'one();\ntwo();\n', 'changed.mjs': 'one();\ntwo();\n', 'gone.mjs': 'one();\n'}, {...held, lines});
    writeFileSync(path('changed.mjs'), 'zero();\none();\ntwo();\n');
    rmSync(path('gone.mjs'));
    editor.open('(open).mjs', '// first\none();\n', 'javascript');
    await editor.request<ShowRunResult>(SHOW_RUN, {id: basename(run)});
    await editor.request(ANNOTATIONS, {textDocument: {uri: editor.uri('(open).mjs')}, mode: 'blocked'});
    editor.edit('poll.mjs', [0, 0], [0, 0], '\n');
    const [diagnostic] = await editor.diagnostics('poll.mjs', ([first]) => first?.range.start.line === 3 && (first.relatedInformation?.length ?? 0) > 2);
    expect(diagnostic?.relatedInformation?.map(({location}) => `${basename(location.uri)}:${location.range.start.line + 1}`)).toEqual(['poll.mjs:4', '(open).mjs:2', 'closed.mjs:2']);
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
  editor.open('(load).mjs', text, 'javascript');
  const file = path('(load).mjs');
  await show('(load).mjs', text, {
    lines: [
      lineCost(file, 9, {blockedMs: 300, blockCalls: 3, blockMaxMs: 120}),
      lineCost(file, 3, {totalMs: 280, reached: {blockedMs: 280, blockCalls: 2, blockMaxMs: 120}}),
      lineCost(file, 6, {totalMs: 20, reached: {blockedMs: 20, blockCalls: 1, blockMaxMs: 20}}),
    ],
    stalls: [stall(150, [['(load).mjs', 9, 120, 'fs.readFileSync']])],
  });
  const [first] = await editor.diagnostics('(load).mjs', ([problem]) => problem?.severity === DiagnosticSeverity.Error);
  expect(first?.relatedInformation?.at(-1)).toMatchObject({message: '120 ms in fs.readFileSync, of a stall of 150 ms at 1200 ms (one callback held the loop)', location: {range: {start: {line: 8}}}});
  // The other call was over in 20 ms, so it was not the one that stalled.
  expect(editor.published('(load).mjs').at(-1)?.diagnostics[1]?.relatedInformation?.map(({message}) => message)).toEqual(['`load` calls `fs.readFileSync`, which waits for the file system.']);
  // The line that blocks is on the way that both problems name, so its stall is explained.
  await expectDrawn(
    '(load).mjs',
    '3: [error] no-transitive-blocking-call: It held the event loop 280 ms in 2 calls, at most 120 ms, in the run of HH:MM.',
    '6: [warning] no-transitive-blocking-call: It held the event loop 20 ms in 1 call, in the run of HH:MM.',
  );
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
