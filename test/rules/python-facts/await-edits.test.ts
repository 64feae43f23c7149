import {afterAll, describe, expect, test} from 'vitest';
import type {ImportedName} from '../../../rules/src/facts/index.ts';
import {callTo, refusedByCPython, rewritten, stepOf} from './rewriting.ts';

const SLEEP: ImportedName = {module: 'asyncio', name: 'sleep'};

function twin(text: string, callee = 'time.sleep', name = SLEEP): string {
  return rewritten(text, ({facts, edits}) => edits.awaitTwin(callTo(facts, callee), name));
}

function thread(text: string, callee: string): string {
  return rewritten(text, ({facts, edits}) => edits.moveOffLoop(callTo(facts, callee)));
}

afterAll(() => {
  const refused = refusedByCPython();
  if (refused !== null) expect(refused).toEqual([]);
});

describe('awaiting a twin', () => {
  test('imports its module in its alphabetical place', () => {
    expect(twin('import aiohttp\nimport time\n\nasync def f():\n    time.sleep(1)\n')).toBe('import aiohttp\nimport asyncio\nimport time\n\nasync def f():\n    await asyncio.sleep(1)\n');
    expect(twin('import time\n\nasync def f():\n    time.sleep(1)\n')).toBe('import asyncio\nimport time\n\nasync def f():\n    await asyncio.sleep(1)\n');
  });

  test('keeps the first group of imports together', () => {
    expect(twin('import os\nimport time\n\nimport aiohttp\n\nasync def f():\n    time.sleep(1)\n')).toMatch(/^import asyncio\nimport os\nimport time\n\nimport aiohttp\n/);
    expect(twin('from time import sleep\n\nimport zope\n\nasync def f():\n    sleep(1)\n', 'sleep')).toMatch(/^import asyncio\nfrom time import sleep\n\nimport zope\n/);
  });

  test('uses the import that is there, under its name', () => {
    expect(twin('import asyncio\nimport time\nasync def f():\n    time.sleep(1)\n')).toContain('    await asyncio.sleep(1)');
    expect(twin('import asyncio as aio, time\nasync def f():\n    time.sleep(1)\n')).toBe('import asyncio as aio, time\nasync def f():\n    await aio.sleep(1)\n');
    expect(twin('from asyncio import sleep as nap\nimport time\nasync def f():\n    time.sleep(1)\n')).toContain('    await nap(1)');
    expect(twin('import time\nasync def f():\n    import asyncio\n    time.sleep(1)\n')).toBe('import time\nasync def f():\n    import asyncio\n    await asyncio.sleep(1)\n');
  });

  test('takes no import that does not run, or only runs later', () => {
    expect(twin('from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import asyncio\nasync def f():\n    time.sleep(1)\n')).toContain('import asyncio as _asyncio\n');
    expect(twin('import time\nasync def f():\n    time.sleep(1)\n    import asyncio\n')).toContain('await _asyncio.sleep(1)');
  });

  test('finds another name where its own is taken', () => {
    expect(twin('import time\nasync def f(asyncio):\n    time.sleep(1)\n')).toBe('import asyncio as _asyncio\nimport time\nasync def f(asyncio):\n    await _asyncio.sleep(1)\n');
    expect(twin('import time\nasync def f(xs):\n    return [time.sleep(1) for asyncio in xs]\n')).toContain('[await _asyncio.sleep(1) for');
  });

  test('puts a first import below docstring, future imports, shebang and decorators', () => {
    expect(twin('"""Doc."""\nasync def f():\n    time.sleep(1)\n')).toBe('"""Doc."""\n\nimport asyncio\n\nasync def f():\n    await asyncio.sleep(1)\n');
    expect(twin('"""Doc."""\nfrom __future__ import annotations\n\nasync def f():\n    time.sleep(1)\n')).toMatch(/^"""Doc."""\nfrom __future__ import annotations\n\nimport asyncio\n\nasync def/);
    expect(twin('#!/usr/bin/env python\n# -*- coding: utf-8 -*-\nasync def f():\n    time.sleep(1)\n')).toMatch(/^#!.*\n# -\*-.*\nimport asyncio\n\n\nasync def/);
    expect(twin('@wrap\nasync def f():\n    time.sleep(1)\n')).toMatch(/^import asyncio\n\n\n@wrap\n/);
    expect(twin('from __future__ import annotations; import time\nasync def f():\n    time.sleep(1)\n')).toMatch(/^from __future__ import annotations; import time\n\nimport asyncio\n/);
  });

  test('imports the name of a submodule', () => {
    expect(twin('import time\nasync def f():\n    time.sleep(1)\n', 'time.sleep', {module: 'anyio.abc', name: 'nap'})).toBe('import time\nfrom anyio.abc import nap\nasync def f():\n    await nap(1)\n');
    expect(twin('import anyio\nasync def f():\n    time.sleep(1)\n', 'time.sleep', {module: 'anyio.to_thread', name: 'run_sync'})).toContain('await anyio.to_thread.run_sync(1)');
  });

  test('adds parentheses where an operator binds more tightly, and only there', () => {
    const source = (expression: string) => `import asyncio\nasync def f():\n    return ${expression}\n`;
    expect(twin(source('g(1).x'), 'g')).toContain('return (await asyncio.sleep(1)).x');
    expect(twin(source('g(1)[0]'), 'g')).toContain('return (await asyncio.sleep(1))[0]');
    expect(twin(source('g(1)()'), 'g')).toContain('return (await asyncio.sleep(1))()');
    expect(twin(source('g(1) ** 2'), 'g')).toContain('return (await asyncio.sleep(1)) ** 2');
    expect(twin(source('(g(1)).x'), 'g')).toContain('return (await asyncio.sleep(1)).x');
    expect(twin(source('-g(1) + 2 ** g(2)'), 'g')).toContain('return -await asyncio.sleep(1) + 2');
    expect(twin(source('h(*g(1), k=[not g(2)])'), 'g')).toContain('h(*await asyncio.sleep(1), k');
    expect(twin(source('f"{g(1)!r}"'), 'g')).toContain('f"{await asyncio.sleep(1)!r}"');
  });

  test('keeps arguments over several lines, comments and line ends', () => {
    expect(twin('import time\r\nasync def f():\r\n    time.sleep(\r\n        1,  # second\r\n    )\r\n')).toBe('import asyncio\r\nimport time\r\nasync def f():\r\n    await asyncio.sleep(\r\n        1,  # second\r\n    )\r\n');
  });

  test.each([
    ['import time\ndef f():\n    time.sleep(1)\n', 'An `await` cannot stand here.'],
    ['async def f():\n    return lambda: time.sleep(1)\n', 'An `await` cannot stand here.'],
    ['async def f():\n    def g(x=time.sleep(1)): pass\n', 'An `await` cannot stand here.'],
    ['async def f():\n    @time.sleep(1)\n    def g(): pass\n', 'An `await` cannot stand here.'],
    ['async def f():\n    class A:\n        time.sleep(1)\n', 'An `await` cannot stand here.'],
    ['async def f():\n    return any(time.sleep(x) for x in y)\n', 'An `await` cannot stand here.'],
    ['async def f():\n    await time.sleep(1)\n', 'The call is awaited already.'],
  ])('is refused where no await can stand: %j', (source, reason) => expect(twin(source)).toBe(`refused: ${reason}`));

  test('is done where a comprehension awaits', () => {
    expect(twin('import asyncio\nasync def f(y):\n    return [time.sleep(x) for x in y]\n')).toContain('[await asyncio.sleep(x) for x in y]');
    expect(twin('import asyncio\nasync def f(y):\n    return (x for x in time.sleep(y))\n')).toContain('in await asyncio.sleep(y))');
  });
});

describe('awaiting a method', () => {
  const method = (text: string, callee: string, name: string) => rewritten(text, ({facts, edits}) => edits.awaitMethod(callTo(facts, callee), name));

  test('renames it', () => {
    expect(method('async def f():\n    return chain.invoke(x)\n', 'chain.invoke', 'ainvoke')).toBe('async def f():\n    return await chain.ainvoke(x)\n');
    expect(method('async def f():\n    return make().invoke(x).text\n', 'make().invoke', 'ainvoke')).toBe('async def f():\n    return (await make().ainvoke(x)).text\n');
  });

  test('awaits the call as it is', () => expect(method('async def f():\n    lock.acquire()\n', 'lock.acquire', '')).toBe('async def f():\n    await lock.acquire()\n'));

  test('is refused for a plain function', () => expect(method('async def f():\n    invoke(x)\n', 'invoke', 'ainvoke')).toBe('refused: The call is not that of a method.'));
});

describe('iterating asynchronously', () => {
  const iterate = (text: string) => rewritten(text, ({facts, edits}) => edits.iterateAsync(callTo(facts, 'chain.stream'), 'astream'));

  test('rewrites loops and comprehensions', () => {
    expect(iterate('async def f():\n    for x in chain.stream(y):\n        print(x)\n    else:\n        pass\n')).toBe('async def f():\n    async for x in chain.astream(y):\n        print(x)\n    else:\n        pass\n');
    expect(iterate('async def f():\n    return [x for x in chain.stream(y) if x]\n')).toBe('async def f():\n    return [x async for x in chain.astream(y) if x]\n');
    expect(iterate('async def f():\n    return {x: z for z in zs for x in chain.stream(y)}\n')).toContain('for z in zs async for x in chain.astream(y)');
  });

  test.each([
    'def f():\n    for x in chain.stream(y): pass\n',
    'async def f():\n    return (x for x in chain.stream(y))\n',
    'async def f():\n    for i, x in enumerate(chain.stream(y)): pass\n',
    'async def f():\n    async for x in chain.stream(y): pass\n',
    'async def f():\n    return lambda: [x for x in chain.stream(y)]\n',
  ])('is refused: %j', source => expect(iterate(source)).toMatch(/^refused: /));
});

describe('making a header asynchronous', () => {
  test('of a scope or loop', () => {
    expect(rewritten('async def f():\n    with lock: pass\n', ({facts, edits}) => edits.makeAsync(stepOf(facts, 'scope')))).toBe('async def f():\n    async with lock: pass\n');
    expect(rewritten('async def f():\n    for x in y: pass\n', ({facts, edits}) => edits.makeAsync(stepOf(facts, 'loop')))).toBe('async def f():\n    async for x in y: pass\n');
  });

  test.each(['def f():\n    with lock: pass\n', 'async def f():\n    with a, b: pass\n', 'async def f():\n    async with a: pass\n', 'async def f():\n    class A:\n        with a: pass\n'])(
    'is refused: %j', source => expect(rewritten(source, ({facts, edits}) => edits.makeAsync(stepOf(facts, 'scope')))).toMatch(/^refused: /));
});

describe('moving a call off the loop', () => {
  test('hands function and arguments to a thread', () => {
    const moved = (expression: string, callee: string) => thread(`import asyncio\nasync def f():\n    x = ${expression}\n`, callee).split('\n')[2]!.trim();
    expect(moved('g()', 'g')).toBe('x = await asyncio.to_thread(g)');
    expect(moved('g(a, *b, k=v, **w)', 'g')).toBe('x = await asyncio.to_thread(g, a, *b, k=v, **w)');
    expect(moved('self.db.get(1).name', 'self.db.get')).toBe('x = (await asyncio.to_thread(self.db.get, 1)).name');
    expect(moved('g(await h())', 'g')).toBe('x = await asyncio.to_thread(g, await h())');
    expect(moved('list(y for y in z)', 'list')).toBe('x = await asyncio.to_thread(list, (y for y in z))');
    expect(moved('list((y for y in z))', 'list')).toBe('x = await asyncio.to_thread(list, (y for y in z))');
    expect(moved('(g)(1)', 'g')).toBe('x = await asyncio.to_thread((g), 1)');
    expect(moved('super().load(1)', 'super().load')).toBe('x = await asyncio.to_thread(super().load, 1)');
    expect(moved('Path(p).read_text()', 'Path(p).read_text')).toBe('x = await asyncio.to_thread(Path(p).read_text)');
  });

  test('keeps the lines of the arguments', () => {
    expect(thread('import asyncio\nasync def f():\n    g(\n        1,  # one\n        k=2,\n    )\n', 'g')).toBe('import asyncio\nasync def f():\n    await asyncio.to_thread(g,\n        1,  # one\n        k=2,\n    )\n');
  });

  test('binds keywords where the library takes none', () => {
    expect(thread('import anyio\nasync def f():\n    g(1)\n', 'g')).toBe('import anyio\nasync def f():\n    await anyio.to_thread.run_sync(g, 1)\n');
    expect(thread('import trio\nasync def f():\n    g(1, k=2)\n', 'g')).toBe('import functools\nimport trio\nasync def f():\n    await trio.to_thread.run_sync(functools.partial(g, 1, k=2))\n');
    expect(thread('from anyio import sleep\nasync def f():\n    g(1)\n', 'g')).toBe('from anyio import sleep\nfrom anyio import to_thread\nasync def f():\n    await to_thread.run_sync(g, 1)\n');
    expect(thread('import trio\nfrom functools import partial\nasync def f():\n    g(k=2).x\n', 'g')).toContain('(await trio.to_thread.run_sync(partial(g, k=2))).x');
  });

  test.each([
    ['async def f():\n    with open(p) as x: pass\n', 'open'],
    ['async def f():\n    await g()\n', 'g'],
    ['async def f():\n    run(lambda: g())\n', 'g'],
    ['def f():\n    g()\n', 'g'],
    ['async def f():\n    def h():\n        g()\n', 'g'],
  ])('is refused: %j', (source, callee) => expect(thread(source, callee)).toMatch(/^refused: /));
});
