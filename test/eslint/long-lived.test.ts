import {mkdtempSync, rmSync, utimesSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {diskFiles, rememberReads} from '../../rules/src/disk/index.ts';

test('a host that lives long hears of files that changed, came to an end, or stayed as they were', () => {
  const folder = mkdtempSync(join(tmpdir(), 'loopsight-disk-'));
  const path = (name: string) => join(folder, name);
  let now = 0;
  try {
    for (const name of ['same.py', 'changed.py', 'gone.py', 'unread.py']) writeFileSync(path(name), 'x = 1\n');
    const {files, changes} = rememberReads(diskFiles, () => now);
    for (const name of ['same.py', 'changed.py', 'gone.py']) expect(files.read(path(name))).toBe('x = 1\n');

    writeFileSync(path('changed.py'), 'x = 2\n');
    utimesSync(path('changed.py'), 1, 1);
    writeFileSync(path('unread.py'), 'x = 3\n');
    rmSync(path('gone.py'));
    expect(changes()).toEqual([]);
    now = 1000;
    expect(changes().toSorted()).toEqual([path('changed.py'), path('gone.py')]);
    now = 2000;
    expect(changes()).toEqual([]);
  } finally {
    rmSync(folder, {recursive: true});
  }
});
