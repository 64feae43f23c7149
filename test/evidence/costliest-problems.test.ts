import {renameSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {afterEach, expect, test} from 'vitest';
import {COSTLIEST_PROBLEMS, type CostlyProblem, SHOW_RUN} from '../../server/protocol.ts';
import {Editor} from '../server/editor.ts';
import {keepRun, lineCost} from './kept-run.ts';

let editor: Editor;
afterEach(() => editor.stop());

const POLL = ["import {readFileSync} from 'node:fs';", 'export async function poll(path) {', '  return readFileSync(path);', '}', ''].join('\n');
const SLEEP = ['import time', '', 'async def wait():', '    time.sleep(1)', ''].join('\n');
const path = (name: string) => join(editor.folder, name);

async function costliest(): Promise<string[]> {
  const problems = await editor.request<CostlyProblem[]>(COSTLIEST_PROBLEMS, {});
  return problems.map(({file, line, column, costMs, code}) => `${costMs} ms ${basename(file)}:${line}:${column} ${code}`);
}

test('the problems of a run are told by what they cost, in files that are open, changed or closed', async () => {
  editor = await Editor.start({keepsRuns: true});
  const run = await keepRun(editor.folder, {'(open).mjs': POLL, 'closed.py': SLEEP, 'changed.mjs': POLL, 'gone.mjs': POLL, 'data.txt': ''}, {
    lines: [
      lineCost(path('(open).mjs'), 2, {selfMs: 65, precision: 'sampled'}),
      lineCost(path('(open).mjs'), 3, {blockedMs: 60, blockCalls: 1}),
      lineCost(path('closed.py'), 4, {blockedMs: 412, blockCalls: 1}),
      lineCost(path('changed.mjs'), 3, {blockedMs: 90, blockCalls: 1}),
      lineCost(path('data.txt'), 1, {selfMs: 500}),
      lineCost(path('nowhere.mjs'), 3, {blockedMs: 700, blockCalls: 1}),
    ],
    stalls: [{process: 0, startMs: 5, durationMs: 70, kind: 'task', culprits: [{file: path('(open).mjs'), line: 2, function: 'poll', ms: 65}], unattributedMs: 0}],
  });
  writeFileSync(path('changed.mjs'), `\n${POLL}`);
  editor.open('(open).mjs', `// unsaved\n${POLL}`, 'javascript');
  expect(await costliest()).toEqual([]);
  await editor.request(SHOW_RUN, {id: basename(run)});
  expect(await costliest()).toEqual(['412 ms closed.py:4:5 no-blocking-call', '90 ms changed.mjs:4:10 no-blocking-call', '65 ms (open).mjs:3:1 event-loop-stall', '60 ms (open).mjs:4:10 no-blocking-call']);
  // What was only looked at is not followed: opened later, it is what the editor says.
  editor.open('changed.mjs', POLL, 'javascript');
  expect((await costliest())[1]).toBe('90 ms changed.mjs:3:10 no-blocking-call');
});

test('they are told of open documents whose workspace was moved since', async () => {
  editor = await Editor.start({keepsRuns: true});
  const run = await keepRun(editor.folder, {'old/app/poll.mjs': POLL}, {lines: [lineCost(path('old/app/poll.mjs'), 3, {blockedMs: 60, blockCalls: 1})]});
  renameSync(path('old'), path('new'));
  editor.open('new/app/poll.mjs', POLL, 'javascript');
  await editor.request(SHOW_RUN, {id: basename(run)});
  expect(await costliest()).toEqual(['60 ms poll.mjs:3:10 no-blocking-call']);
});

test('what is switched off, or too old to be held against anything, costs nothing', async () => {
  editor = await Editor.start({keepsRuns: true, settings: {insights: false}});
  const lines = () => [lineCost(path('poll.mjs'), 3, {blockedMs: 60, blockCalls: 1})];
  await editor.request(SHOW_RUN, {id: basename(await keepRun(editor.folder, {'poll.mjs': POLL}, {lines: lines()}))});
  expect(await costliest()).toEqual([]);
  await editor.stop();
  editor = await Editor.start({keepsRuns: true});
  await editor.request(SHOW_RUN, {id: basename(await keepRun(editor.folder, {'poll.mjs': POLL}, {lines: lines(), startedAt: new Date(Date.now() - 30 * 24 * 3_600_000)}))});
  expect(await costliest()).toEqual([]);
});
