import {expect, test} from 'vitest';
import {Crashes} from '../../extension/crashes.ts';

const MINUTE = 60_000;

function dying(...minutes: number[]) {
  let now = 0;
  const crashes = new Crashes(() => now);
  return minutes.map(minute => {
    now = minute * MINUTE;
    return crashes.next();
  });
}

test('the first death is told, the following ones are mended silently', () => {
  expect(dying(0, 10, 20)).toEqual(['first', 'again', 'again']);
});

test('the fifth death within three minutes is the last', () => {
  expect(dying(0, 0.5, 1, 1.5, 2)).toEqual(['first', 'again', 'again', 'again', 'give up']);
});

test('deaths that are far apart never end it', () => {
  expect(dying(...Array.from({length: 20}, (_, turn) => turn * 2))).not.toContain('give up');
});

test('a restart by hand gives a clean record', () => {
  const crashes = new Crashes(() => 0);
  for (let death = 0; death < 5; death++) crashes.next();
  crashes.forget();
  expect(crashes.next()).toBe('again');
});
