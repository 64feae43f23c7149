import {describe, expect, test} from 'vitest';
import {callOf, chainOf, chainOfCall, projectOf} from './analysed.ts';

const READ = `import {readFileSync} from 'node:fs';\nexport function read(path) { return readFileSync(path, 'utf8'); }\n`;

/** How the call reaches a blocking API, in a file that has `read` of another. */
function chain(text: string, call: string): string | null {
  return chainOfCall(projectOf({'/app/main.ts': `import {read} from './read.js';\n${text}`, '/app/read.ts': READ}).analysisOf('/app/main.ts'), call);
}

describe('a chain of calls', () => {
  test('goes through functions of one file', () => {
    const analysis = projectOf({
      '/app/a.ts': `import fs from 'fs';
        function inner() { return fs.readFileSync('x'); }
        function outer() { return inner(); }
        export async function main() { outer(); }`,
    }).analysisOf('/app/a.ts');
    expect(chainOf(analysis, 'outer')).toBe('outer → inner → fs.readFileSync');
    expect(chainOfCall(analysis, 'outer()')).toBe('outer → inner → fs.readFileSync');
    expect(analysis.blockingApi(callOf(analysis, 'fs.readFileSync'))?.name).toBe('fs.readFileSync');
  });

  test('goes through other files', () => {
    const analysis = projectOf({
      '/app/main.ts': `import {load} from './load.js';\nexport async function main() { load(); }`,
      '/app/load.ts': `import * as disk from './disk';\nexport const load = () => JSON.parse(disk.read('x'));`,
      '/app/disk/index.ts': READ,
    }).analysisOf('/app/main.ts');
    expect(chainOfCall(analysis, 'load()')).toBe('load → read → fs.readFileSync');
  });

  test('says where each hop is', () => {
    const analysis = projectOf({'/app/main.ts': `import {read} from './read';\nasync function main() { read(); }`, '/app/read.ts': READ}).analysisOf('/app/main.ts');
    const found = analysis.blockingChainOfCall(callOf(analysis, 'read()'));
    expect(found?.hops).toEqual([{path: '/app/read.ts', caller: 'read', callee: 'fs.readFileSync', isRead: false, span: expect.anything(), line: 2, column: 37}]);
    const span = found?.hops[0]?.span;
    expect(span && READ.slice(span.start, span.end)).toBe(`readFileSync(path, 'utf8')`);
    expect(found?.confidence).toBe('definite');
  });

  test('goes through classes of other files: methods, fields, bases, constructors, super', () => {
    const analysis = projectOf({
      '/app/main.ts': `import {Store} from './store';\nimport type {Log} from './log';\nexport async function main(store: Store, log: Log) { store.both(); log.write(); new Store(); new Plain(); }\nclass Plain extends Store {}`,
      '/app/store.ts': `import {Base} from './base';\nimport {Log} from './log';\nexport class Store extends Base {\n  private log = new Log();\n  constructor() { super(); }\n  both() { super.save(); }\n  logged() { this.log.write(); }\n}`,
      '/app/base.ts': `import fs from 'fs';\nexport class Base {\n  constructor() { fs.mkdirSync('x'); }\n  save() { fs.writeFileSync('x', ''); }\n}`,
      '/app/log.ts': `import {appendFileSync} from 'fs';\nexport class Log { write() { appendFileSync('x', ''); } }`,
    }).analysisOf('/app/main.ts');
    expect(chainOfCall(analysis, 'store.both()')).toBe('Store.both → Base.save → fs.writeFileSync');
    expect(chainOfCall(analysis, 'log.write()')).toBe('Log.write → fs.appendFileSync');
    expect(chainOfCall(analysis, 'new Store()')).toBe('Store → Base → fs.mkdirSync');
    expect(chainOfCall(analysis, 'new Plain()')).toBe('Store → Base → fs.mkdirSync');
  });

  test('goes through a dynamic import', () => {
    expect(chain(`async function main() { const {read} = await import('./read.js'); read('x'); }`, `read('x')`)).toBe('read → fs.readFileSync');
    expect(chain(`async function main() { const all = await import('./read.js'); all.read('x'); }`, `all.read('x')`)).toBe('read → fs.readFileSync');
  });

  test('goes through thousands of functions', () => {
    const length = 3_000;
    const links = Array.from({length}, (_, n) => `function f${n}() { f${n + 1}(); }`).join('\n');
    const analysis = projectOf({'/app/main.ts': `import fs from 'fs';\n${links}\nfunction f${length}() { fs.readFileSync('x'); }\nasync function main() { f0(); }`}).analysisOf('/app/main.ts');
    expect(analysis.blockingChainOfCall(callOf(analysis, 'f0()'))?.hops).toHaveLength(length + 1);
  });

  test('is the same whichever function is asked first', () => {
    const text = `import {read} from './read';\nfunction a() { b(); }\nfunction b() { c(); a(); }\nfunction c() { a(); d(); }\nfunction d() { b(); read(); }\nasync function main() { a(); b(); c(); d(); }`;
    const ask = (names: readonly string[]) => {
      const analysis = projectOf({'/app/main.ts': text, '/app/read.ts': READ}).analysisOf('/app/main.ts');
      return Object.fromEntries(names.map(name => [name, chainOf(analysis, name)]));
    };
    const expected = ask(['a', 'b', 'c', 'd']);
    expect(expected).toEqual({
      a: 'a → b → c → d → read → fs.readFileSync',
      b: 'b → c → d → read → fs.readFileSync',
      c: 'c → d → read → fs.readFileSync',
      d: 'd → read → fs.readFileSync',
    });
    for (const order of ['dcba', 'bdac', 'cabd']) expect(ask([...order])).toEqual(expected);
  });
});

describe('what runs during a call', () => {
  test.each([
    [`const helper = xs => xs.map(x => read(x));`, 'helper(1)', 'helper → read → fs.readFileSync'],
    [`const helper = xs => xs.map(read);`, 'helper(1)', 'helper → read → fs.readFileSync'],
    [`const helper = () => new Promise(resolve => resolve(read('x')));`, 'helper(1)', 'helper → read → fs.readFileSync'],
    [`const helper = () => { (() => { read('x'); })(); };`, 'helper(1)', 'helper → read → fs.readFileSync'],
    [`const helper = xs => [...xs].sort((a, b) => read(a) - read(b));`, 'helper(1)', 'helper → read → fs.readFileSync'],
    [`function helper(x = read('x')) {}`, 'helper(1)', 'helper → read → fs.readFileSync'],
  ])('is %s', (helper, call, expected) => {
    expect(chain(`${helper}\nasync function main() { ${call}; }`, call)).toBe(expected);
  });

  test.each([
    `const helper = () => setTimeout(() => read('x'), 1);`,
    `const helper = () => later().then(() => read('x'));`,
    `const helper = emitter => emitter.on('data', () => read('x'));`,
    `const helper = () => somebody(() => read('x'));`,
    `const helper = async () => { read('x'); };`,
    `const helper = () => { const inner = () => read('x'); return inner; };`,
    `function* helper() { read('x'); }`,
    `const helper = () => { if (!isMainThread) read('x'); };\nimport {isMainThread} from 'worker_threads';`,
  ])('is not %s', helper => {
    expect(chain(`${helper}\nasync function main() { helper(1); }`, 'helper(1)')).toBeNull();
  });

  test('is a generator that is iterated', () => {
    expect(chain(`function* all() { yield read('x'); }\nasync function main() { for (const x of all()) {} }`, 'all()')).toBe('all → read → fs.readFileSync');
  });

  test('is not one that only looks whether files are there', () => {
    expect(chain(`import {existsSync} from 'fs';\nconst helper = () => existsSync('x');\nasync function main() { helper(1); }`, 'helper(1)')).toBeNull();
  });
});

test('an unbuilt workspace is followed to its sources', () => {
  const analysis = projectOf(
    {
      '/app/packages/a/src/main.ts': `import {read} from '@x/b';\nexport async function main() { read('x'); }`,
      '/app/packages/b/package.json': '{"name": "@x/b", "exports": {".": "./lib/index.js"}}',
      '/app/packages/b/src/index.ts': `export * from './read.js';`,
      '/app/packages/b/src/read.ts': READ,
    },
    {links: {'/app/packages/a/node_modules/@x/b': '/app/packages/b'}},
  ).analysisOf('/app/packages/a/src/main.ts');
  expect(chainOfCall(analysis, `read('x')`)).toBe('read → fs.readFileSync');
});

test('a ring of thousands of functions is settled in little time', () => {
  const length = 2_000;
  const ring = Array.from({length}, (_, n) => `function f${n}() { f${(n * 7 + 1) % length}(); f${(n + 1) % length}(); ${n === length - 1 ? `fs.readFileSync('x');` : ''} }`).join('\n');
  const analysis = projectOf({'/app/main.ts': `import fs from 'fs';\n${ring}\nasync function main() { f0(); }`}).analysisOf('/app/main.ts');
  const started = performance.now();
  expect(analysis.blockingChainOfCall(callOf(analysis, 'f0()'))?.api.name).toBe('fs.readFileSync');
  expect(performance.now() - started).toBeLessThan(5_000);
});
