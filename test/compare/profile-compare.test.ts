import {mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {profiled} from '../profiles/profiled.ts';

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'loopsight-compare-'));
});

afterAll(() => rm(directory, {recursive: true, force: true}));

const BLOCKING = 'function nap() {\n  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);\n}\nsetTimeout(nap, 50);\n';
const MENDED = `// Mended.\n${BLOCKING.replace('300', '0')}`;

test('a run is compared with one that was kept, on the line as it stands now', async () => {
  const program = join(directory, 'nap.mjs');
  const kept = join(directory, 'kept');
  const markdown = join(directory, 'comparison.md');
  await writeFile(program, BLOCKING);
  expect((await profiled([process.execPath, program], ['--out', kept])).code).toBe(0);
  await writeFile(program, MENDED);
  const {code, stderr} = await profiled([process.execPath, program], ['--compare', kept, '--markdown', markdown]);
  expect([code, stderr.includes('cannot be')]).toEqual([0, false]);
  const text = await readFile(markdown, 'utf8');
  const [, stalledMs] = /^\*\*The time in stalls went down from (\d+) ms to /.exec(text) ?? [];
  const [, lineMs] = /nap\.mjs:3` `Atomics\.wait` in `nap` \(edited\) \| (\d+) ms \| 0\.0 ms \|/.exec(text) ?? [];
  // A stall is known to 12 ms, a call that is measured to the clock's own rounding.
  expect(Number(stalledMs), text).toBeGreaterThan(300 - 12);
  expect(Number(lineMs), text).toBeGreaterThan(300 - 2);
});

test('what cannot be compared is told before the program runs', async () => {
  const {code, stdout, stderr} = await profiled([process.execPath, '-p', '"it ran"'], ['--compare', join(directory, 'nowhere')]);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('cannot be compared. There is no such file or folder.');
});
