import {describe, expect, test} from 'vitest';
import {functionNamed, projectOf} from './analysed.ts';

/** Where the functions of a file run: `loop of main`, `off loop`, `start-up`, `caller`. */
function places(path: string, text: string, others: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const analysis = projectOf({[path]: text, ...others}).analysisOf(path);
  return Object.fromEntries(
    analysis.file.functions.map(fn => {
      const place = analysis.place(fn);
      return [fn.name, place.kind === 'loop' ? `loop of ${place.host.name}` : place.kind];
    }),
  );
}

describe('in Python', () => {
  const python = (text: string, others = {}) => places('/app/main.py', `import asyncio, threading, functools\n${text}`, others);

  test('asynchronous functions run on the loop, others where they are called, a module at start-up', () => {
    const found = python('class A:\n    x = 1\n    def m(self): pass\nasync def main(): pass\ndef helper(): pass\n');
    expect(found).toMatchObject({main: 'loop of main', helper: 'caller', 'A.m': 'caller'});
    expect(Object.values(found)).toContain('start-up');
  });

  test('a function that is only handed to threads runs off the loop', () => {
    expect(python('def work(): pass\nasync def main():\n    await asyncio.to_thread(work)\n')).toMatchObject({work: 'off loop'});
    expect(python('def work(): pass\ndef start():\n    threading.Thread(target=work).start()\n')).toMatchObject({work: 'off loop'});
    expect(python('def work(x): pass\nasync def main(loop):\n    await loop.run_in_executor(None, functools.partial(work, 1))\n')).toMatchObject({work: 'off loop'});
    expect(python('class A:\n    def work(self): pass\n    async def main(self):\n        await asyncio.to_thread(self.work)\n')).toMatchObject({'A.work': 'off loop'});
    expect(python('def work(): pass\nasync def main():\n    await asyncio.to_thread(work)\n    work()\n')).toMatchObject({work: 'caller'});
  });

  test('a function that is handed to the loop runs on it', () => {
    expect(python('def tick(): pass\ndef start(loop):\n    loop.call_soon(tick)\n')).toMatchObject({tick: 'loop of tick'});
  });

  test('a lambda runs where its call says', () => {
    const found = python('async def main(xs):\n    sorted(xs, key=lambda x: x)\n');
    expect(Object.values(found)).toEqual(['start-up', 'loop of main', 'loop of main']);
    expect(Object.values(python('async def main():\n    await asyncio.to_thread(lambda: 1)\n'))).toEqual(['start-up', 'loop of main', 'off loop']);
    expect(Object.values(python('def main(xs):\n    sorted(xs, key=lambda x: x)\n'))).toEqual(['start-up', 'caller', 'caller']);
  });

  test('a decorator may take it off the loop', () => {
    expect(python('from asgiref.sync import sync_to_async\n@sync_to_async\ndef work(): pass\n')).toMatchObject({work: 'off loop'});
    const deco = 'def offload(fn):\n    def wrapper(*args):\n        return asyncio.to_thread(fn, *args)\n    return wrapper\n';
    expect(python('from deco import offload\n@offload\ndef work(): pass\n', {'/app/deco.py': `import asyncio\n${deco}`})).toMatchObject({work: 'off loop'});
  });

  test('plain endpoints and dependencies of FastAPI run in its threads', () => {
    const text = [
      'from fastapi import FastAPI, APIRouter, Depends',
      'app = FastAPI()',
      'router = APIRouter()',
      '@app.get("/")',
      'def plain(): pass',
      '@router.post("/x")',
      'def routed(): pass',
      '@app.get("/y")',
      'async def asynchronous(): pass',
      'def dependency(): pass',
      'def other(x=Depends(dependency)): pass',
    ].join('\n');
    expect(python(text)).toMatchObject({plain: 'off loop', routed: 'off loop', asynchronous: 'loop of asynchronous', dependency: 'off loop'});
  });
});

describe('in JavaScript', () => {
  const javascript = (text: string) => Object.values(places('/app/main.ts', text));

  test('callbacks run where their call says', () => {
    expect(javascript(`async function main(xs) { xs.map(x => x); }`)).toEqual(['start-up', 'loop of main', 'loop of main']);
    expect(javascript(`xs.map(x => x);`)).toEqual(['start-up', 'start-up']);
    expect(javascript(`function f(xs) { xs.forEach(x => { [1].map(y => y); }); }`)).toEqual(['start-up', 'caller', 'caller', 'caller']);
    expect(javascript(`async function f(xs) { xs.forEach(x => { [1].map(y => y); }); }`)).toEqual(['start-up', 'loop of f', 'loop of f', 'loop of f']);
    expect(javascript(`fetch('x').then(r => r);`)[1]).toMatch(/^loop of/);
    expect(javascript(`setTimeout(() => {}, 1);`)[1]).toMatch(/^loop of/);
    expect(javascript(`somebody(() => {});`)[1]).toBe('caller');
  });

  test('a named callback runs on the loop too', () => {
    expect(places('/app/main.ts', `function tick() {}\nsetInterval(tick, 10);`)).toMatchObject({tick: 'loop of tick'});
  });

  test('no nesting is too deep', () => {
    const depth = 100;
    const text = `async function main(xs) { ${'xs.map(x => '.repeat(depth)}1${')'.repeat(depth)} }`;
    const analysis = projectOf({'/app/main.ts': text}).analysisOf('/app/main.ts');
    for (const fn of analysis.file.functions) analysis.place(fn);
    expect(analysis.place(functionNamed(analysis, 'main')).kind).toBe('loop');
  });
});
