import {describe, expect, test} from 'vitest';
import {callOf, functionNamed, projectOf} from './analysed.ts';

const python = (text: string, others: Readonly<Record<string, string>> = {}) => projectOf({'/app/main.py': text, ...others}).analysisOf('/app/main.py');
const javascript = (text: string, others: Readonly<Record<string, string>> = {}) => projectOf({'/app/main.ts': text, ...others}).analysisOf('/app/main.ts');

describe('meaning', () => {
  test('has one name for one thing', () => {
    const analysis = javascript(`import fs from 'node:fs';\nimport * as all from 'fs';\nimport {readFileSync as read} from 'fs';\nconst r = require('fs');\nfs.readFileSync(1); all.readFileSync(2); read(3); r.readFileSync(4);`);
    for (const written of ['fs.readFileSync(1)', 'all.readFileSync(2)', 'read(3)', 'r.readFileSync(4)']) {
      expect(analysis.target(callOf(analysis, written)), written).toEqual({kind: 'api', name: 'fs.readFileSync'});
    }
  });

  test('follows renamed and starred re-exports, default exports and CommonJS', () => {
    const analysis = javascript(
      `import {a} from './index';\nimport b from './default';\nimport {c} from './common.cjs';\nimport d from './common.cjs';\nimport e from './function.cjs';\na(); b(); c(); d.c(); e();`,
      {
        '/app/index.ts': `export {one as a} from './one';\nexport * from './two';`,
        '/app/one.ts': `export {real as one} from './two';`,
        '/app/two.ts': `export * from './index';\nexport function real() {}`,
        '/app/default.ts': `export default function () {}`,
        '/app/common.cjs': `function c() {}\nmodule.exports = {c};`,
        '/app/function.cjs': `module.exports = function named() {};`,
      },
    );
    const target = (written: string) => {
      const meaning = analysis.target(callOf(analysis, written));
      return meaning.kind === 'function' ? `${meaning.function.path} ${meaning.function.summary.name}` : meaning.kind;
    };
    expect(target('a()')).toBe('/app/two.ts real');
    expect(target('b()')).toMatch(/^\/app\/default\.ts/);
    expect(target('c()')).toBe('/app/common.cjs c');
    expect(target('d.c()')).toBe('/app/common.cjs c');
    expect(target('e()')).toMatch(/^\/app\/function\.cjs/);
  });

  test('follows types of constructor parameters, imported as types only', () => {
    const analysis = javascript(`import type {Db} from './db';\nclass Service {\n  constructor(private readonly db: Db) {}\n  run() { this.db.query(); this.#own.query(); }\n  #own = new Db();\n}`, {
      '/app/db.ts': `import {execSync} from 'child_process';\nclass Base { query() { execSync('x'); } }\nexport class Db extends Base {}`,
    });
    const meaning = analysis.target(callOf(analysis, 'this.db.query'));
    expect(meaning.kind === 'function' && meaning.function.summary.name).toBe('Base.query');
  });

  test('knows the members of installed base classes', () => {
    const analysis = python('import requests\nclass Client(requests.Session):\n    pass\nasync def main():\n    c = Client()\n    c.get("x")\n');
    expect(analysis.blockingApi(callOf(analysis, 'c.get'))?.name).toBe('requests.Session().get');
    const mixed = python('import requests\nfrom gone import Mixin\nfrom .lost import Other\nclass Client(Mixin, Other, requests.Session):\n    pass\nasync def main():\n    c = Client()\n    c.get("x")\n');
    expect(mixed.target(callOf(mixed, 'c.get')).kind).toBe('unknown');
  });

  test('is unknown for what cannot be found, and for names that every object has', () => {
    const analysis = javascript(`import {constructor, toString} from './db';\nimport {gone} from './gone';\nconstructor(); toString(); gone();`, {'/app/db.ts': `export const x = 1;`});
    for (const written of ['constructor()', 'toString()', 'gone()']) expect(analysis.target(callOf(analysis, written)).kind, written).toBe('unknown');
  });

  test('ends, however definitions go in circles', () => {
    const analysis = python('from a import x\nx()\n', {'/app/a.py': 'from b import x\n', '/app/b.py': 'from a import x\nfrom b import *\nfrom a import *\n'});
    expect(analysis.target(callOf(analysis, 'x()')).kind).toBe('unknown');
    const classes = python('class A(B):\n    pass\nclass B(A):\n    pass\nA().go()\n');
    expect(classes.target(callOf(classes, 'A().go')).kind).toBe('unknown');
  });
});

describe('a blocking API', () => {
  test('does not block when its conditions are not met, when it is awaited, or started', () => {
    const analysis = python('import asyncio, queue\nq = queue.Queue()\nasync def main():\n    q.get(block=False)\n    q.get()\n');
    expect(analysis.blockingApi(callOf(analysis, 'q.get(block'))).toBeNull();
    expect(analysis.blockingApi(callOf(analysis, 'q.get()'))?.name).toBe('queue.Queue().get');
    const awaited = python('import asyncio, requests\nasync def main(s: requests.Session):\n    await s.get("a")\n    await asyncio.gather(s.get("b"))\n    s.get("c")\n');
    expect(awaited.blockingApi(callOf(awaited, 's.get("a")'))).toBeNull();
    expect(awaited.blockingApi(callOf(awaited, 's.get("b")'))).toBeNull();
    expect(awaited.blockingApi(callOf(awaited, 's.get("c")'))?.name).toBe('requests.Session().get');
  });

  test('is found through a field that another file types', () => {
    const analysis = python('from base import Base\nclass Service(Base):\n    async def run(self):\n        self.session.get("x")\n', {
      '/app/base.py': 'import requests\nclass Base:\n    def __init__(self):\n        self.session = requests.Session()\n',
    });
    expect(analysis.blockingApi(callOf(analysis, 'self.session.get'))?.name).toBe('requests.Session().get');
  });

  test('is none under the guard of an entry point', () => {
    const analysis = python('import time\nif __name__ == "__main__":\n    time.sleep(1)\ntime.sleep(2)\n');
    expect(analysis.blockingApi(callOf(analysis, 'time.sleep(1)'))).toBeNull();
    expect(analysis.blockingApi(callOf(analysis, 'time.sleep(2)'))?.name).toBe('time.sleep');
  });
});

describe('an awaitable', () => {
  test('is what asynchronous functions and APIs give, and functions that return it', () => {
    const analysis = javascript(
      `import {load, plain, given, typed} from './load';\nload(); plain(); given(); typed(); fetch('x'); unknown();`,
      {'/app/load.ts': `export async function load() {}\nexport function plain() { console.log(1); }\nexport const given = () => load();\nexport function typed(): Promise<void> { return x; }`},
    );
    const answers = ['load()', 'plain()', 'given()', 'typed()', `fetch('x')`, 'unknown()'].map(written => analysis.isAwaitable(callOf(analysis, written)));
    expect(answers).toEqual(['yes', 'no', 'yes', 'yes', 'yes', 'unknown']);
  });
});

describe('a limited function', () => {
  const HEAD = 'import asyncio\nsem = asyncio.Semaphore(3)\n';
  test.each([
    ['enters a semaphore first', `${HEAD}async def f():\n    async with sem:\n        await g()\n`, true],
    ['acquires it first', `${HEAD}async def f():\n    await sem.acquire()\n    await g()\n`, true],
    ['enters it after an await', `${HEAD}async def f():\n    await g()\n    async with sem:\n        await g()\n`, false],
    ['enters its own', `${HEAD}async def f():\n    own = asyncio.Semaphore(3)\n    async with own:\n        await g()\n`, false],
    ['enters that of its object', `${HEAD}class A:\n    def __init__(self):\n        self._slots = asyncio.Semaphore(3)\n    async def f(self):\n        async with self._slots:\n            await g()\n`, true],
    ['enters one that is given', `async def f(semaphore):\n    async with semaphore:\n        await g()\n`, true],
    ['enters something else', `async def f(session):\n    async with session:\n        await g()\n`, false],
    ['enters one of another file', `from limits import slots\nasync def f():\n    async with slots:\n        await g()\n`, true],
  ])('%s', (_, text, expected) => {
    const analysis = python(text, {'/app/limits.py': 'import asyncio\nslots = asyncio.BoundedSemaphore(3)\n'});
    const facts = analysis.file.functions.find(({name}) => /(?:^|\.)f$/.test(name)) ?? functionNamed(analysis, 'f');
    const fn = analysis.functionOf({kind: 'function', function: facts, span: facts.span});
    expect(fn && analysis.isLimited(fn)).toBe(expected);
  });

  test('waits in a wrapper', () => {
    const analysis = javascript(`import pLimit from 'p-limit';\nconst limit = pLimit(3);\nconst f = async x => limit(() => fetch(x));\nconst h = async x => { await fetch(x); };`);
    const limited = (name: string) => {
      const facts = functionNamed(analysis, name);
      const fn = analysis.functionOf({kind: 'function', function: facts, span: facts.span});
      return fn && analysis.isLimited(fn);
    };
    expect(limited('f')).toBe(true);
    expect(limited('h')).toBe(false);
  });
});
