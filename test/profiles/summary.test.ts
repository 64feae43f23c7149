import {expect, test} from 'vitest';
import {summarise} from '../../server/profile/summary.ts';
import {runWith, stallBy} from '../compare/runs.ts';

const culprit = {file: '/app/server.ts', line: 7, function: 'load', ms: 80};

test('a start-up is told, and is no stall', () => {
  const lines = summarise(runWith({stalls: [stallBy(culprit, 'startup')]}), '/app').split('\n');
  expect(lines.slice(0, 5)).toEqual(['Loopsight: 1000 ms, 1 process, no stalls.', '', 'Start-up:', '     80 ms  at 10 ms', '               80 ms  server.ts:7  load']);
});

test('stalls come first, as many as the first line says', () => {
  const lines = summarise(runWith({stalls: [stallBy(culprit, 'startup'), stallBy(culprit)]}), '/app').split('\n');
  expect(lines[0]).toContain('1 stall (80 ms)');
  expect(lines.filter(line => line.includes('  at 10 ms'))).toHaveLength(2);
  expect(lines.indexOf('Stalls:')).toBeGreaterThan(0);
  expect(lines.indexOf('Start-up:')).toBeGreaterThan(lines.indexOf('Stalls:'));
});
