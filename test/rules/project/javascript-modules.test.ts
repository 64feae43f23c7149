import {describe, expect, test} from 'vitest';
import {createResolver} from '../../../rules/src/project/resolver.ts';
import {memoryFiles} from './memory-files.ts';

type Files = Readonly<Record<string, string>>;

function resolve(files: Files, from: string, module: string, links: Files = {}): string {
  const resolved = createResolver(memoryFiles({[from]: '', ...files}, links), ['/app']).resolve(from, module);
  switch (resolved.kind) {
    case 'file':
      return resolved.path;
    case 'external':
      return `external ${resolved.name}`;
    default:
      return resolved.kind;
  }
}

describe('a relative import', () => {
  test.each([
    ['./db', '/app/db.ts'],
    ['./db.js', '/app/db.ts'],
    ['./view.jsx', '/app/view.tsx'],
    ['./plain.js', '/app/plain.js'],
    ['./common.cjs', '/app/common.cts'],
    ['../lib', '/lib/index.ts'],
    ['.', '/app/index.ts'],
    ['./types', 'missing'],
    ['./data.json', 'missing'],
    ['./none', 'missing'],
  ])('%s is %s', (module, expected) => {
    const files = ['db.ts', 'view.tsx', 'plain.js', 'common.cts', 'index.ts', 'types.d.ts'].map(name => [`/app/${name}`, '']);
    expect(resolve({...Object.fromEntries(files), '/lib/index.ts': ''}, '/app/main.ts', module)).toBe(expected);
  });

  test('works on Windows', () => {
    const files = {'C:\\app\\src\\db.ts': '', 'C:\\app\\main.ts': ''};
    const list = (directory: string): string[] => ({'C:\\app': ['src', 'main.ts'], 'C:\\app\\src': ['db.ts']})[directory] ?? [];
    const kind = (path: string) => (path in files ? 'file' : 'directory');
    const resolver = createResolver({read: () => '', stat: path => ({kind: kind(path), version: '0'}), list, realPath: path => path}, ['C:\\app']);
    expect(resolver.resolve('C:\\app\\main.ts', './src/db.js')).toEqual({kind: 'file', path: 'C:\\app\\src\\db.ts'});
  });
});

describe('a package', () => {
  test.each(['node:fs', 'fs/promises', 'better-sqlite3', '@scope/name/sub'])('that is builtin or not there is external: %s', module => {
    expect(resolve({}, '/app/main.ts', module)).toBe(`external ${module}`);
  });

  test('that is installed is external, whatever it exports', () => {
    const files = {'/app/node_modules/glob/package.json': '{"main": "index.js"}', '/app/node_modules/glob/index.js': ''};
    expect(resolve(files, '/app/src/main.ts', 'glob')).toBe('external glob');
  });

  test('may import from itself by `imports`', () => {
    const files = {'/app/package.json': '{"imports": {"#db": "./src/db.ts"}}', '/app/src/db.ts': ''};
    expect(resolve(files, '/app/src/main.ts', '#db')).toBe('/app/src/db.ts');
    expect(resolve(files, '/app/src/main.ts', '#none')).toBe('missing');
  });

  test('may import from itself by its name', () => {
    const files = {'/app/package.json': '{"name": "@x/app", "exports": {"./db": {"import": "./dist/db.js"}}}', '/app/src/db.ts': ''};
    expect(resolve(files, '/app/src/main.ts', '@x/app/db')).toBe('/app/src/db.ts');
  });
});

describe('a package of the workspace', () => {
  const links = {'/app/packages/a/node_modules/@x/b': '/app/packages/b'};
  const from = '/app/packages/a/src/main.ts';

  test.each([
    ['exports', {'package.json': '{"exports": {".": {"types": "./dist/index.d.ts", "import": "./dist/index.mjs"}}}', 'src/index.mts': ''}, 'src/index.mts'],
    ['main', {'package.json': '{"main": "lib/index.js"}', 'src/index.ts': ''}, 'src/index.ts'],
    ['a folder per format', {'package.json': '{"main": "dist/cjs/index.cjs"}', 'src/index.ts': ''}, 'src/index.ts'],
    ['outDir and rootDir', {'package.json': '{"main": "made/index.js"}', 'tsconfig.json': '{"compilerOptions": {"outDir": "made", "rootDir": "code",}} // yes', 'code/index.ts': ''}, 'code/index.ts'],
    ['outDir in a configuration beside it', {'package.json': '{"main": "made/a.js"}', 'tsconfig.json': '{"extends": "./tsconfig.base.json"}', 'tsconfig.base.json': '{"compilerOptions": {"outDir": "./made"}}', 'src/a.ts': ''}, 'src/a.ts'],
    ['source, where it says so', {'package.json': '{"source": "source/main.ts", "main": "dist/main.js"}', 'source/main.ts': ''}, 'source/main.ts'],
    ['what is built, to what it is made of', {'package.json': '{"main": "dist/index.js"}', 'dist/index.js': '', 'src/index.ts': ''}, 'src/index.ts'],
    ['what is written by hand', {'package.json': '{"main": "lib/index.js"}', 'lib/index.js': ''}, 'lib/index.js'],
  ] as const)('is followed to its source by %s', (_, files, expected) => {
    const all = Object.fromEntries(Object.entries(files).map(([name, text]) => [`/app/packages/b/${name}`, text]));
    expect(resolve(all, from, '@x/b', links)).toBe(`/app/packages/b/${expected}`);
  });

  test('is followed into a subpath', () => {
    const files = {'/app/packages/b/package.json': '{"exports": {"./*": "./dist/*.js"}}', '/app/packages/b/src/deep/db.ts': ''};
    expect(resolve(files, from, '@x/b/deep/db', links)).toBe('/app/packages/b/src/deep/db.ts');
  });
});

describe('a TypeScript configuration', () => {
  test('maps paths', () => {
    const files = {'/app/tsconfig.json': '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}', '/app/src/db.ts': ''};
    expect(resolve(files, '/app/src/deep/main.ts', '@/db')).toBe('/app/src/db.ts');
    expect(resolve(files, '/app/src/deep/main.ts', '@/db.js')).toBe('/app/src/db.ts');
  });

  test('names the folder that imports start from', () => {
    const files = {'/app/tsconfig.json': '{"compilerOptions": {"baseUrl": "src"}}', '/app/src/db/index.ts': ''};
    expect(resolve(files, '/app/src/deep/main.ts', 'db')).toBe('/app/src/db/index.ts');
    expect(resolve(files, '/app/src/deep/main.ts', 'glob')).toBe('external glob');
  });

  test('extends others, and refers to others', () => {
    const files = {
      '/base/tsconfig.json': '{"compilerOptions": {"paths": {"~/*": ["../app/src/*"]}}}',
      '/app/tsconfig.json': '{"extends": "../base/tsconfig.json", "references": [{"path": "./part"}]}',
      '/app/part/tsconfig.json': '{"compilerOptions": {"paths": {"part/*": ["./code/*"]}}}',
      '/app/part/code/db.ts': '',
      '/app/src/db.ts': '',
    };
    expect(resolve(files, '/app/src/main.ts', '~/db')).toBe('/app/src/db.ts');
    expect(resolve(files, '/app/part/main.ts', 'part/db')).toBe('/app/part/code/db.ts');
  });

  test('may be one beside it that it refers to', () => {
    const files = {
      '/app/tsconfig.json': '{"files": [], "references": [{"path": "./tsconfig.node.json"}, {"path": "./tsconfig.app.json"}]}',
      '/app/tsconfig.node.json': '{"compilerOptions": {}}',
      '/app/tsconfig.app.json': '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}} // as Vite makes it',
      '/app/src/db.ts': '',
    };
    expect(resolve(files, '/app/src/main.ts', '@/db')).toBe('/app/src/db.ts');
  });

  test.each(['{"compilerOptions": {"paths"', '[]', 'null', '{"extends": "./tsconfig.json"}', '{"extends": "gone", "compilerOptions": {"paths": 3}}'])('that is broken is as if it were not there: %s', text => {
    const files = {'/app/tsconfig.json': text, '/app/src/db.ts': ''};
    expect(resolve(files, '/app/src/main.ts', './db')).toBe('/app/src/db.ts');
    expect(resolve(files, '/app/src/main.ts', 'glob')).toBe('external glob');
  });
});

test('a broken package.json hides nothing', () => {
  const files = {'/app/package.json': '{"name": ', '/app/src/db.ts': ''};
  expect(resolve(files, '/app/src/main.ts', './db')).toBe('/app/src/db.ts');
  expect(resolve(files, '/app/src/main.ts', 'glob')).toBe('external glob');
});
