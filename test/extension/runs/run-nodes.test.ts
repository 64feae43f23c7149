import {describe, expect, test} from 'vitest';
import type {ListedRun} from '../../../server/protocol.ts';
import {elapsed, progressText} from '../../../extension/runs/progress-text.ts';
import {overviewNodes, type RunNode, runNode} from '../../../extension/views/run-nodes.ts';

const run: ListedRun = {
  id: '1', folder: '/runs/1', label: 'server.ts', startedAt: new Date(2026, 10, 21, 14, 2).toISOString(), command: ['node', 'server.ts'], cwd: '/app', state: 'ended', exit: {code: null, signal: 'SIGINT'}, isKept: false,
  measured: {wallMs: 12_345, stalls: 3, longestStallMs: 312.4},
};
const now = new Date(2026, 10, 21, 18, 0);

describe('a run in the tree', () => {
  test('says when it was and how it went', () => {
    expect(runNode(run, {now, isShown: false})).toMatchObject({label: 'server.ts', description: expect.stringMatching(/2.*· 3 stalls, the longest 312 ms$/), tooltip: expect.stringContaining('Ended by SIGINT.'), icon: 'pulse'});
    expect(runNode(run, {now: new Date(2026, 10, 22), isShown: true})).toMatchObject({description: expect.stringMatching(/21.*· 3 stalls/), icon: 'eye'});
  });

  test.each<[Partial<ListedRun>, string]>([
    [{state: 'running', measured: null}, '· running'],
    [{measured: {wallMs: 1, stalls: 1, longestStallMs: 50}}, '1 stall of 50 ms'],
    [{state: 'failed', measured: null, failure: 'why'}, 'could not be run'],
    [{state: 'broken', measured: null}, 'cut off'],
  ])('says how it stands: %j', (changes, words) => {
    expect(runNode({...run, ...changes}, {now, isShown: false}).description).toContain(words);
  });
});

test('the parts of a run lead to their lines', () => {
  const culprits = [{file: '/app/a.js', line: 3, function: 'load', api: 'fs.readFileSync', ms: 290}, {file: '/app/b.js', line: 1, function: 'f', ms: 5}];
  const nodes = overviewNodes(
    {
      stalls: [{startMs: 1234, durationMs: 300, kind: 'one callback held the loop', isStartUp: false, culprits}, {startMs: 0, durationMs: 60, kind: 'start-up', isStartUp: true, culprits: culprits.slice(0, 1)}],
      lines: [{file: '/app/a.js', line: 3, selfMs: 0, totalMs: 290, blockedMs: 290, blockCalls: 2, isExact: true}, {file: '/app/a.js', line: 9, selfMs: 7.5, totalMs: 8, blockedMs: 0, blockCalls: 0, isExact: false}],
      functions: [{file: '/app/a.js', line: 2, name: 'load', selfMs: 1, totalMs: 291}],
      processes: [{pid: 7, tid: 0, runtime: 'node', exit: {code: 0, signal: null}}, {pid: 7, tid: 1, runtime: 'node', exit: {code: null, signal: null}}],
      counts: {stalls: 1, lines: 1200, functions: 1},
    },
    file => file.replace('/app/', ''),
  );
  expect(outline(nodes)).toEqual([
    'Stalls | 1',
    '  300 ms fs.readFileSync in load | at 1.2 s · a.js:3 → /app/a.js:3',
    '    290 ms fs.readFileSync in load | a.js:3 → /app/a.js:3',
    '    5.0 ms f | b.js:1 → /app/b.js:1',
    '  60 ms start-up | at 0.0 s · a.js:3 → /app/a.js:3',
    'Hot Lines | 1,200',
    '  a.js:3 | 290 ms blocked · 2× → /app/a.js:3',
    '  a.js:9 | 7.5 ms of its own · somewhere in this function → /app/a.js:9',
    '  1,198 more',
    'Hot Functions | 1',
    '  291 ms load | a.js:2 → /app/a.js:2',
    'Processes | 2',
    '  Process 7 | node · exit code 0',
    '  Thread 1 of process 7 | node · ended from outside',
  ]);
});

test.each([[0, '0 s'], [59_999, '59 s'], [61_000, '1:01 min'], [3_600_000, '60:00 min']])('time that passes: %i ms', (ms, words) => {
  expect(elapsed(ms)).toBe(words);
  expect(progressText(ms, null)).toBe(`${words} · no stalls`);
});

function outline(nodes: readonly RunNode[], indent = ''): string[] {
  return nodes.flatMap(({label, description, place, children = []}) => [`${indent}${label}${description ? ` | ${description}` : ''}${place ? ` → ${place.file}:${place.line}` : ''}`, ...outline(children, `${indent}  `)]);
}
