import {describe, expect, test} from 'vitest';
import {isStarting} from '../../../rules/src/rules/program-stages.ts';
import {callOf, chainOfCall, projectOf, type TestProject} from './analysed.ts';

const FILES = {
  '/app/main.ts': `import {load} from './load';\nexport async function main() { load(); }`,
  '/app/load.ts': `import {read} from './read';\nexport function load() { return read('x'); }`,
  '/app/read.ts': `import {readFileSync} from 'fs';\nfunction own(path) { return readFileSync(path); }\nexport function read(path) {\n  return own(path);\n}`,
  '/app/other.ts': `import {read} from './read';\nexport const later = async () => read('y');`,
  '/app/alone.ts': `export const alone = 1;`,
};

describe('a change of a file', () => {
  test('that only moves lines concerns no other file', () => {
    const project = indexed();
    project.files.write('/app/read.ts', `// A comment.\n${FILES['/app/read.ts'].replace('  return', '  // Another.\n  return')}`);
    expect(project.changed('/app/read.ts')).toEqual([]);
  });

  test('of what a function does concerns all files that reach it', () => {
    const project = indexed();
    project.files.write('/app/read.ts', `import {readFile} from 'fs/promises';\nexport function read(path) {\n  return readFile(path);\n}`);
    expect([...project.changed('/app/read.ts')].sort()).toEqual(['/app/load.ts', '/app/main.ts', '/app/other.ts']);
    expect(chainOfCall(project.analysisOf('/app/main.ts'), 'load()')).toBeNull();
  });

  test('that unpacks what a tool has packed concerns who imports it', () => {
    const read = `export function read(path) { return fs.readFileSync(path); }`;
    const project = indexed();
    const packed = `import fs from 'fs';${'var a=1;'.repeat(500)}${read}`;
    project.files.write('/app/read.ts', packed);
    project.changed('/app/read.ts');
    expect(chainOfCall(project.analysisOf('/app/main.ts'), 'load()')).toBeNull();
    project.files.write('/app/read.ts', packed.replaceAll(';', ';\n'));
    expect(project.changed('/app/read.ts')).toContain('/app/main.ts');
    expect(chainOfCall(project.analysisOf('/app/main.ts'), 'load()')).not.toBeNull();
  });

  test.each([
    ['calls one of its functions', "import {load} from './load.js';\nexport function mount(app) { app.get('/', () => load()); }"],
    ['no longer imports it', 'export const nothing = 1;'],
  ])('that %s concerns a file whose problems depend on who calls it', (_, text) => {
    const project = projectOf({
      '/app/main.js': "import {start} from './start.js';\nasync function main() { await start(); }\nmain();",
      '/app/start.js': "import {load} from './load.js';\nexport async function start() { await load(); }",
      '/app/load.js': "import {readFileSync} from 'node:fs';\nexport async function load() { return readFileSync('a'); }",
    });
    const isAtStart = () => {
      const analysis = project.analysisOf('/app/load.js');
      const call = callOf(analysis, 'readFileSync');
      return isStarting(analysis, {host: call.function, call, span: call.span}, {testGlobs: [], startupFunctions: []});
    };
    expect(isAtStart()).toBe(true);
    const path = text.includes('mount') ? '/app/routes.js' : '/app/start.js';
    project.files.write(path, text);
    expect(project.changed(path)).toContain('/app/load.js');
    expect(isAtStart()).toBe(false);
  });

  test('of a file that calls nothing of it does not concern a file whose callers were looked for', () => {
    const project = projectOf({'/app/load.js': 'export const load = async () => 1;', '/app/main.js': "import {load} from './load.js';\nload();", '/app/other.js': "import './main.js';"});
    expect(project.analysisOf('/app/load.js').neighbours.importersOf('/app/load.js')).toEqual(['/app/main.js']);
    project.files.write('/app/other.js', "import './third.js';");
    expect(project.changed('/app/other.js')).toEqual([]);
    project.files.write('/app/third.js', "import * as files from './load.js';");
    expect(project.changed('/app/third.js')).toContain('/app/load.js');
    expect(project.analysisOf('/app/load.js').neighbours.importersOf('/app/load.js')).toEqual(['/app/main.js', '/app/third.js']);
  });

  test('of how long a function computes concerns all files that reach it', () => {
    const project = projectOf({
      '/app/main.py': `from work import prepare\nasync def main():\n    prepare()`,
      '/app/work.py': `def burn(turns):\n    for i in range(turns):\n        pass\ndef prepare():\n    burn(10**7)`,
    });
    const chain = () => {
      const analysis = project.analysisOf('/app/main.py');
      return analysis.computationOfCall(callOf(analysis, 'prepare()'));
    };
    expect(chain()).toMatchObject({start: 'prepare', work: {kind: 'loop', turns: 10_000_000, at: {caller: 'burn', line: 2}}, confidence: 'definite'});
    project.files.write('/app/work.py', `def burn(turns):\n    for i in range(turns):\n        pass\ndef prepare():\n    burn(10)`);
    expect(project.changed('/app/work.py')).toEqual(['/app/main.py']);
    expect(chain()?.work).toMatchObject({turns: 10});
  });

  test('of a class concerns all files that reach it by way of the interface that it implements', () => {
    const project = projectOf({
      '/app/main.ts': `import type {Storage} from './storage';\nexport async function main(storage: Storage) { storage.read('x'); }`,
      '/app/storage.ts': `export interface Storage { read(key: string): string }`,
      '/app/disk.ts': `import {readFileSync} from 'fs';\nimport type {Storage} from './storage';\nexport class Disk implements Storage { read(key: string) { return readFileSync(key, 'utf8'); } }`,
    });
    const chain = () => chainOfCall(project.analysisOf('/app/main.ts'), 'storage.read');
    expect(chain()).toBe('Disk.read → fs.readFileSync');

    project.files.write('/app/memory.ts', `import type {Storage} from './storage';\nexport class Memory implements Storage { read(key: string) { return key; } }`);
    expect(project.changed('/app/memory.ts')).toContain('/app/main.ts');
    expect(chain()).toBeNull();

    project.files.remove('/app/memory.ts');
    expect(project.changed('/app/memory.ts')).toContain('/app/main.ts');
    expect(chain()).toBe('Disk.read → fs.readFileSync');

    project.files.write('/app/disk.ts', `import type {Storage} from './storage';\nexport class Disk implements Storage { read(key: string) { return key; } }`);
    expect(project.changed('/app/disk.ts')).toContain('/app/main.ts');
    expect(chain()).toBeNull();
  });

  test('of a private function that nothing exported uses concerns no other file', () => {
    const project = indexed();
    project.files.write('/app/read.ts', `${FILES['/app/read.ts']}\nfunction unused() { return readFileSync('z'); }`);
    expect(project.changed('/app/read.ts')).toEqual([]);
  });

  test('that passes a changed effect on stops where the effect ends', () => {
    const project = indexed();
    project.files.write('/app/load.ts', `import {read} from './read';\nexport async function load() { return read('x'); }`);
    expect(project.changed('/app/load.ts')).toEqual(['/app/main.ts']);
  });

  test('is found out from an analysis of the unsaved text, too', () => {
    const project = indexed();
    project.files.write('/app/read.ts', `export function read(path) { return path; }`);
    project.analysisOf('/app/read.ts');
    expect([...project.changed('/app/read.ts')].sort()).toEqual(['/app/load.ts', '/app/main.ts', '/app/other.ts']);
    expect(project.changed('/app/read.ts')).toEqual([]);
  });

  test('of a file that nobody imports concerns nobody', () => {
    const project = indexed();
    project.files.write('/app/alone.ts', `export const alone = 2;`);
    expect(project.changed('/app/alone.ts')).toEqual([]);
    expect(project.changed('/app/never-asked-for.ts')).toEqual([]);
  });

  test('that makes or removes a file concerns those whose imports lead elsewhere now', () => {
    const project = projectOf({'/app/main.ts': FILES['/app/main.ts']});
    expect(chainOfCall(project.analysisOf('/app/main.ts'), 'load()')).toBeNull();
    project.files.write('/app/load.ts', `import {readFileSync} from 'fs';\nexport const load = () => readFileSync('x');`);
    expect(project.changed('/app/load.ts')).toEqual(['/app/main.ts']);
    expect(chainOfCall(project.analysisOf('/app/main.ts'), 'load()')).toBe('load → fs.readFileSync');
    project.files.remove('/app/load.ts');
    expect(project.changed('/app/load.ts')).toEqual(['/app/main.ts']);
    expect(chainOfCall(project.analysisOf('/app/main.ts'), 'load()')).toBeNull();
  });

  test('of a configuration concerns those whose imports lead elsewhere now', () => {
    const project = projectOf({
      '/app/main.ts': `import {load} from '@/load';\nexport async function main() { load(); }`,
      '/app/src/load.ts': `import fs from 'fs';\nexport const load = () => fs.readFileSync('x');`,
      '/app/beside.ts': `import {x} from './main';`,
      '/app/tsconfig.json': '{}',
    });
    expect(chainOfCall(project.analysisOf('/app/main.ts'), 'load()')).toBeNull();
    project.files.write('/app/tsconfig.json', '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}');
    expect(project.changed('/app/tsconfig.json')).toEqual(['/app/main.ts']);
    expect(chainOfCall(project.analysisOf('/app/main.ts'), 'load()')).toBe('load → fs.readFileSync');
  });

  test('that makes a folder a package concerns those who import from it', () => {
    const project = projectOf({
      '/app/main.py': 'import pkg\n\nasync def main():\n    pkg.load()\n',
      '/app/pkg/load.py': 'def load():\n    open("x")\n',
    });
    expect(chainOfCall(project.analysisOf('/app/main.py'), 'pkg.load()')).toBeNull();
    project.files.write('/app/pkg/__init__.py', 'from .load import load\n');
    expect(project.changed('/app/pkg/__init__.py')).toEqual(['/app/main.py']);
    expect(chainOfCall(project.analysisOf('/app/main.py'), 'pkg.load()')).toBe('load → open');
  });

  test('of a re-exported function concerns those behind the re-export', () => {
    const project = projectOf({
      '/app/main.ts': `import {load} from './index';\nexport async function main() { load(); }`,
      '/app/index.ts': `export * from './load';`,
      '/app/load.ts': `import fs from 'fs';\nexport const load = () => fs.readFileSync('x');`,
    });
    expect(chainOfCall(project.analysisOf('/app/main.ts'), 'load()')).toBe('load → fs.readFileSync');
    project.files.write('/app/load.ts', `export const load = () => 1;`);
    expect([...project.changed('/app/load.ts')].sort()).toEqual(['/app/index.ts', '/app/main.ts']);
    expect(chainOfCall(project.analysisOf('/app/main.ts'), 'load()')).toBeNull();
  });
});

/** All effects asked for once, as an editor with all files open would. */
function indexed(): TestProject {
  const project = projectOf(FILES);
  expect(chainOfCall(project.analysisOf('/app/main.ts'), 'load()')).toBe('load → read → own → fs.readFileSync');
  expect(chainOfCall(project.analysisOf('/app/other.ts'), 'read(')).toBe('read → own → fs.readFileSync');
  project.analysisOf('/app/alone.ts');
  return project;
}
