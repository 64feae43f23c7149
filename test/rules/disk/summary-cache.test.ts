import {appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {diskCache} from '../../../rules/src/disk/index.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'loopsight-summaries-'))));
afterEach(() => rmSync(folder, {recursive: true}));

const logs = () => readdirSync(folder).map(name => join(folder, name));

describe('the cache on the disk', () => {
  test('gives what this process or another has written', () => {
    const cache = diskCache(join(folder, 'made', 'for it'));
    expect(cache.read('a')).toBeNull();
    cache.write('a', '{"text": "ä ≤ 🦉"}');
    cache.write('b', '{}');
    const other = diskCache(join(folder, 'made', 'for it'));
    expect(other.read('a')).toBe('{"text": "ä ≤ 🦉"}');
    expect(other.read('b')).toBe('{}');
    expect(other.read('ab')).toBeNull();
  });

  test('comes to know what others write meanwhile', async () => {
    const cache = diskCache(folder);
    const other = diskCache(folder);
    expect(cache.read('a')).toBeNull();
    other.write('a', '1');
    await expect.poll(() => cache.read('a')).toBe('1');
    other.write('b', '2');
    await expect.poll(() => cache.read('b')).toBe('2');
  });

  test('passes over what is not whole, or not its own', () => {
    writeFileSync(join(folder, 'torn.log'), 'a 1\nb 2');
    writeFileSync(join(folder, 'foreign.log'), Buffer.from([0, 10, 255, 10, 10, 32, 10]));
    writeFileSync(join(folder, 'notes.txt'), 'c 3\n');
    mkdirSync(join(folder, 'folder.log'));
    const cache = diskCache(folder);
    expect(['a', 'b', 'c', ''].map(key => cache.read(key))).toEqual(['1', null, null, null]);
    appendFileSync(join(folder, 'torn.log'), '2\n');
    expect(diskCache(folder).read('b')).toBe('22');
  });

  test('misses what has been taken away, also where the log was begun anew', () => {
    diskCache(folder).write('a', '111');
    const cache = diskCache(folder);
    expect(cache.read('a')).toBe('111');
    const [log] = logs();
    writeFileSync(log!, 'b 222\n');
    expect(cache.read('a')).toBeNull();
    rmSync(log!);
    expect(cache.read('a')).toBeNull();
  });

  test('has no thousand small logs', () => {
    for (let run = 0; run < 40; run++) diskCache(folder).write(`key${run % 20}`, `${run % 20} ü`);
    appendFileSync(logs()[0]!, 'torn');
    const cache = diskCache(folder);
    expect(cache.read('key7')).toBe('7 ü');
    expect(cache.read('key19')).toBe('19 ü');
    expect(logs()).toHaveLength(1);
    expect(readFileSync(logs()[0]!, 'utf8').match(/\n/g)).toHaveLength(20);
  });

  test('is a miss where there can be no folder', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    const cache = diskCache(join(file, 'cache'));
    cache.write('a', '1');
    expect(cache.read('a')).toBeNull();
  });
});
