import {execFileSync} from 'node:child_process';
import {beforeEach, expect, test, vi} from 'vitest';
import {whileOptimisingLate} from '../../server/host/late-optimisation.ts';

const flags = vi.hoisted((): string[] => []);
vi.mock('node:v8', () => ({setFlagsFromString: (flag: string) => flags.push(flag)}));

beforeEach(() => void flags.splice(0));

/** What V8 of this Node does when nobody tells it anything, of the flags that were set; null for one that it does not know. */
function defaultOf(flag: string): string | null {
  const name = flag.slice(0, flag.indexOf('='));
  const options = execFileSync(process.execPath, ['--v8-options'], {encoding: 'utf8'});
  return new RegExp(`default: (${name}=\\d+)`).exec(options)?.[1] ?? null;
}

test('V8 optimises as by default again when the work is done', async () => {
  await whileOptimisingLate(async () => expect(flags).not.toEqual([defaultOf(flags[0] ?? '=')]));
  expect(flags.slice(1)).toEqual(flags.slice(0, 1).map(defaultOf));
});

test('also when the work fails, and what it failed with is told', async () => {
  await expect(whileOptimisingLate(async () => Promise.reject(new Error('unreadable')))).rejects.toThrow('unreadable');
  expect(flags.at(-1) ?? null).toBe(flags[0] === undefined ? null : defaultOf(flags[0]));
});

test('of two works at a time, when the last one is done', async () => {
  let endFirst = (): void => {};
  const first = whileOptimisingLate(() => new Promise<void>(resolve => (endFirst = resolve)));
  await whileOptimisingLate(async () => {});
  const meanwhile = flags.length;
  endFirst();
  await first;
  expect(flags.length - meanwhile).toBe(meanwhile);
});
