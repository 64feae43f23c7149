import {mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {diskFiles} from '../../../rules/src/disk/index.ts';
import {createProject} from '../../../rules/src/project/project.ts';
import {catalogue, chainOfCall, frontEnds} from './analysed.ts';

let folder: string;
beforeEach(() => void (folder = realpathSync(mkdtempSync(join(tmpdir(), 'loopsight-subclasses-')))));
afterEach(() => rmSync(folder, {recursive: true}));

/** How the call of an abstract method comes to block, whose implementation is in another folder. */
function chainBesides(data: (folder: string) => void): string | null {
  for (const name of ['app', 'disk', 'data']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'app', 'store.py'), 'from abc import ABC, abstractmethod\nclass Store(ABC):\n  @abstractmethod\n  def read(self, path): ...\nasync def load(store: Store):\n  return store.read("a")\n');
  writeFileSync(join(folder, 'disk', 'disk.py'), 'from app.store import Store\nclass Disk(Store):\n  def read(self, path):\n    return open(path).read()\n');
  data(join(folder, 'data'));
  const project = createProject({frontEnds, files: diskFiles, cache: null, catalogue, roots: [folder]});
  const path = join(folder, 'app', 'store.py');
  const source = {path, text: diskFiles.read(path) ?? ''};
  const analysis = project.analyse(frontEnds.python.facts(frontEnds.python.parse(source), source));
  return chainOfCall(analysis, 'store.read');
}

test('subclasses are found beside folders that links lead back to', () => {
  expect(chainBesides(data => {
    symlinkSync(data, join(data, 'once'), 'junction');
    symlinkSync(data, join(data, 'twice'), 'junction');
  })).toBe('Disk.read → open');
});

test('a folder with thousands of names without an ending is too wide to look for subclasses in', () => {
  expect(chainBesides(data => {
    for (let count = 0; count < 3001; count++) writeFileSync(join(data, `sample-${count}`), '');
  })).toBeNull();
});
