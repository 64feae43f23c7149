import {expect, test} from 'vitest';
import {changeOf} from '../../server/profile/change.ts';

test('a difference beyond the scatter of repeated runs is told', () => {
  // Means 100 and 50, standard deviations 2 and 2 over three runs: the standard error is 1.633, and t with 4 degrees of freedom is 2.78.
  const change = changeOf([98, 100, 102], [48, 50, 52]);
  expect(change).toMatchObject({beforeMs: 100, afterMs: 50, differenceMs: -50, verdict: 'less'});
  expect(change.noiseMs).toBeCloseTo(4.54, 1);
});

test('a difference inside of the scatter is none', () => {
  expect(changeOf([80, 100, 120], [90, 105, 135]).verdict).toBe('none');
});

test('of single runs, the noise is that of sampling', () => {
  // 400 ms are 40 samples of 10 ms, which scatter by √40 samples = 63 ms.
  expect(changeOf([400], [0]).noiseMs).toBeCloseTo(1.96 * 63.2, 0);
  expect(changeOf([400], [0]).verdict).toBe('less');
  expect(changeOf([12], [20]).verdict).toBe('none');
  expect(changeOf([0], [500]).verdict).toBe('more');
});

test('what the clock cannot tell apart is no change, however little it scatters', () => {
  expect(changeOf([10, 10, 10], [10.5, 10.5, 10.5])).toMatchObject({noiseMs: 0, verdict: 'none'});
});

test('nothing on both sides is no change', () => {
  expect(changeOf([0], [0])).toEqual({beforeMs: 0, afterMs: 0, differenceMs: 0, noiseMs: 0, verdict: 'none'});
});
