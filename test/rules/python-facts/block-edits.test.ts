import {afterAll, describe, expect, test} from 'vitest';
import type {Bind, FileFacts, Handler, Step} from '../../../rules/src/facts/index.ts';
import {spanOf} from '../../../rules/src/facts/index.ts';
import {allSteps, callTo, refusedByCPython, rewritten, stepOf} from './rewriting.ts';

afterAll(() => {
  const refused = refusedByCPython();
  if (refused !== null) expect(refused).toEqual([]);
});

/** The source lines without the indentation that the test file gives them. */
function py(lines: string): string {
  const indentation = /^\n( *)/.exec(lines)?.[1] ?? '';
  return lines.replace(/^\n/, '').replace(/\n *$/, '\n').split('\n').map(line => (line.startsWith(indentation) ? line.slice(indentation.length) : line)).join('\n');
}

function handlerOf(facts: FileFacts, index = 0): Handler {
  return stepOf(facts, 'try').handlers[index]!;
}

describe('rethrowing', () => {
  const rethrow = (text: string) => rewritten(text, ({facts, edits}) => edits.rethrow(handlerOf(facts)));

  test('appends a raise to the body', () => {
    expect(rethrow(py(`
      try:
          f()
      except BaseException as e:
          log(
              e
          )  # why
          # then
      x = 1
    `))).toBe(py(`
      try:
          f()
      except BaseException as e:
          log(
              e
          )  # why
          raise
          # then
      x = 1
    `));
  });

  test('takes the place of what says nothing', () => {
    const body = (statement: string) => rethrow(`for x in y:\n\ttry: f()\n\texcept BaseException:\n\t\t${statement}\n`).split('\n').at(-2);
    for (const statement of ['pass', '...', 'continue', 'break']) expect(body(statement)).toBe('\t\traise');
    expect(rethrow('def g():\n  try: f()\n  except: return None\n')).toBe('def g():\n  try: f()\n  except: raise\n');
    expect(rethrow('def g():\n  try: f()\n  except: return (None)\n')).toBe('def g():\n  try: f()\n  except: raise\n');
  });

  test('goes behind a body of one line, and behind blocks', () => {
    expect(rethrow('try: f()\nexcept: g()\n')).toBe('try: f()\nexcept: g(); raise\n');
    expect(rethrow('try: f()\nexcept:\n    if x:\n        g()\n')).toBe('try: f()\nexcept:\n    if x:\n        g()\n    raise\n');
    expect(rethrow('try: f()\r\nexcept:\r\n    g(); h()')).toBe('try: f()\r\nexcept:\r\n    g(); h()\r\n    raise');
  });

  test.each(['try: f()\nexcept: raise\n', 'def g():\n  try: f()\n  except: return h()\n'])('is refused: %j', source => expect(rethrow(source)).toMatch(/^refused: /));
});

describe('passing a cancellation on', () => {
  const pass = (text: string, index = 0) => rewritten(text, ({facts, edits}) => edits.passCancellationOn(handlerOf(facts, index)));

  test('puts a handler before the broad one', () => {
    expect(pass(py(`
      import asyncio

      async def f():
          try:
              await g()
          except:
              pass
    `))).toBe(py(`
      import asyncio

      async def f():
          try:
              await g()
          except asyncio.CancelledError:
              raise
          except:
              pass
    `));
  });

  test('speaks the words of the library', () => {
    expect(pass('import trio\nasync def f():\n  try: await g()\n  except BaseException: log()\n')).toContain('  except trio.Cancelled:\n    raise\n  except BaseException: log()\n');
    expect(pass('import anyio\nasync def f():\n  try: await g()\n  except BaseException: log()\n')).toContain('  except anyio.get_cancelled_exc_class():\n    raise\n');
    expect(pass('from asyncio import CancelledError as C\ntry: g()\nexcept* BaseException: log()\n')).toContain('except* C:\n    raise\nexcept* BaseException');
  });

  test('imports what it names, and keeps tabs and line ends', () => {
    expect(pass('async def f():\r\n\ttry:\r\n\t\tawait g()\r\n\texcept ValueError:\r\n\t\tx()\r\n\texcept BaseException:\r\n\t\ty()\r\n', 1))
      .toBe('import asyncio\r\n\r\n\r\nasync def f():\r\n\ttry:\r\n\t\tawait g()\r\n\texcept ValueError:\r\n\t\tx()\r\n\texcept asyncio.CancelledError:\r\n\t\traise\r\n\texcept BaseException:\r\n\t\ty()\r\n');
  });

  test('is refused where an earlier handler has it', () => {
    expect(pass('import asyncio\ntry: g()\nexcept asyncio.CancelledError: raise\nexcept BaseException: log()\n', 1)).toBe('refused: An earlier handler has the cancellation.');
  });
});

describe('releasing in finally', () => {
  const wrap = (text: string, release: string, acquisition: (facts: FileFacts) => Step = facts => stepOf(facts, 'bind')) =>
    rewritten(text, ({facts, edits}) => edits.wrapInFinally(acquisition(facts) as Bind, callTo(facts, release), []));

  test('indents what lies between', () => {
    expect(wrap(py(`
      async def f():
          pool = 1
          # before
          if x:
              y = """
        as it is
      """

              await g()
          await pool.close()  # done
          return y
    `), 'pool.close')).toBe(py(`
      async def f():
          pool = 1
          try:
              # before
              if x:
                  y = """
        as it is
      """

                  await g()
          finally:
              await pool.close()  # done
          return y
    `));
  });

  test('starts from a call that is bound to nothing', () => {
    expect(wrap('async def f():\n\tawait lock.acquire()\n\tawait g()\n\tlock.release()', 'lock.release', facts => callTo(facts, 'lock.acquire')))
      .toBe('async def f():\n\tawait lock.acquire()\n\ttry:\n\t\tawait g()\n\tfinally:\n\t\tlock.release()');
  });

  test.each([
    ['async def f():\n    x = g()\n    x.close()\n', 'nothing between'],
    ['async def f():\n    x = g(); y()\n    x.close()\n', 'a shared line'],
    ['async def f():\n    x = g()\n    y()\n    if z:\n        x.close()\n', 'another block'],
    ['async def f():\n    x = g()\n    y()\n    h(x.close())\n', 'a release inside of another call'],
    ['async def f():\n    if g(): pass\n    y()\n    x.close()\n', 'no statement of its own'],
  ])('is refused: %j (%s)', source => expect(wrap(source, 'x.close', facts => allSteps(facts).find(step => step.kind === 'bind') ?? callTo(facts, 'g'))).toMatch(/^refused: /));
});

describe('entering a scope', () => {
  const enter = (text: string, release: string | null, as: 'with' | 'async with' = 'async with') =>
    rewritten(text, ({facts, edits}) => edits.enterScope(stepOf(facts, 'bind'), release === null ? null : callTo(facts, release), [], as));

  test('of what can be entered without awaiting it', () => {
    expect(enter('async def f():\n    s = await aiofiles.open(p)\n    await g(s)\n    await s.close()\n    return 1\n', 's.close')).toBe('async def f():\n    async with aiofiles.open(p) as s:\n        await g(s)\n    return 1\n');
    expect(enter('async def f():\n    s = aiohttp.ClientSession()\n    await g(s)\n    return 1\n', null)).toBe('async def f():\n    async with aiohttp.ClientSession() as s:\n        await g(s)\n        return 1\n');
  });

  test('of what a coroutine gives', () => {
    expect(enter('import anyio\nasync def f():\n    s = await anyio.open_file(\n        p\n    )\n    await g(s)\n    await s.aclose()\n', 's.aclose')).toBe('import anyio\nasync def f():\n    async with await anyio.open_file(\n        p\n    ) as s:\n        await g(s)\n');
    expect(enter('def f():\n    s = open(p)\n    g(s)\n    s.close()\n', 's.close', 'with')).toBe('def f():\n    with open(p) as s:\n        g(s)\n');
  });

  test('keeps together what only its parentheses held', () => {
    expect(enter('async def f():\n    s = (\n        await a\n        .b(c)\n    )\n    g(s)\n', null)).toBe('async def f():\n    async with (a\n        .b(c)) as s:\n        g(s)\n');
    expect(enter('async def f():\n    s = (await a(b))\n    g(s)\n', null)).toBe('async def f():\n    async with a(b) as s:\n        g(s)\n');
  });

  test.each([
    'def f():\n    s = g()\n    h()\n',
    'async def f():\n    s, t = g()\n    h()\n',
    'async def f():\n    s = t = g()\n    h()\n',
    'async def f():\n    self.s = g()\n    h()\n',
    'async def f():\n    s = a or g()\n    h()\n',
    'async def f():\n    s = g(), 1\n    h()\n',
    'async def f():\n    s = g()\n',
    'async def f():\n    if x: s = g()\n    h()\n',
    'async def f():\n    if x:\n        s = g()\n        h()\n    i(s)\n',
  ])('is refused: %j', source => expect(enter(source, null)).toMatch(/^refused: /));
});

describe('bounding a fan-out', () => {
  test('wraps the element of a comprehension', () => {
    const source = 'import asyncio\n\nasync def f(urls):\n    return await asyncio.gather(*[g(u) for u in urls])\n';
    expect(bound(source, 'asyncio.gather')).toBe(py(`
      import asyncio

      async def f(urls):
          semaphore = asyncio.Semaphore(10)

          async def _bounded(awaitable):
              async with semaphore:
                  return await awaitable

          return await asyncio.gather(*[_bounded(g(u)) for u in urls])
    `));
  });

  test('wraps what a task is made of, where the comprehension stands', () => {
    const source = 'import asyncio\nasync def f(urls):\n    tasks = [asyncio.create_task(g(u), name=u) for v in urls for u in v]\n    x()\n    await asyncio.gather(*tasks)\n';
    const result = bound(source, 'asyncio.gather', 'tasks');
    expect(result).toContain('return await awaitable\n\n    tasks = [asyncio.create_task(_bounded(g(u)), name=u) for');
    expect(result).toContain('    x()\n    await asyncio.gather(*tasks)\n');
  });

  test('turns map into what it maps', () => {
    expect(bound('import asyncio\nasync def f(urls):\n    await asyncio.gather(*map(self.g, urls))\n', 'asyncio.gather')).toContain('gather(*(_bounded(self.g(item)) for item in urls))');
  });

  test('wraps what a loop starts or collects', () => {
    const started = 'import asyncio\nasync def f(urls):\n    async with asyncio.TaskGroup() as tg:\n        for u in urls:\n            tg.create_task(g(u))\n';
    expect(boundLoop(started, 'tg.create_task')).toContain('                return await awaitable\n\n        for u in urls:\n            tg.create_task(_bounded(g(u)))\n');
    const collected = 'import asyncio\nasync def f(urls):\n    tasks = []\n    for u in urls:\n        if u:\n            tasks.append(g(u))\n    await asyncio.gather(*tasks)\n';
    expect(boundLoop(collected, 'asyncio.gather')).toContain('            tasks.append(_bounded(g(u)))\n');
  });

  test('takes the function and its arguments with anyio and trio', () => {
    const result = boundLoop('import trio\nasync def f(urls, limiter):\n    async with trio.open_nursery() as n:\n        for u in urls:\n            n.start_soon(g, u)\n', 'n.start_soon');
    expect(result).toContain('        limiter_2 = trio.CapacityLimiter(10)\n\n        async def _bounded(function, *args):\n            async with limiter_2:\n                return await function(*args)\n\n        for u in urls:\n            n.start_soon(_bounded, g, u)\n');
  });

  test.each([
    ['import asyncio\nasync def f(urls):\n    if urls: await asyncio.gather(*[g(u) for u in urls])\n', 'a shared line'],
    ['import asyncio\nasync def f(urls):\n    if x: pass\n    elif await asyncio.gather(*[g(u) for u in urls]): pass\n', 'an elif'],
    ['import asyncio\nx = asyncio.gather(*[g(u) for u in urls])\n', 'no function'],
    ['import asyncio\nasync def f(urls):\n    await asyncio.gather(*[u for u in urls])\n', 'made elsewhere'],
    ['import asyncio\nasync def f(urls):\n    await asyncio.gather(*map(lambda u: g(u), urls))\n', 'a mapper that would have to be named'],
    ['import asyncio\nasync def f(urls):\n    def h(x=asyncio.gather(*[g(u) for u in urls])): pass\n', 'a default value'],
  ])('is refused: %j (%s)', source => expect(bound(source, 'asyncio.gather')).toMatch(/^refused: /));

  function bound(source: string, combinator: string, variable: string | null = null): string {
    return rewritten(source, ({facts, edits}) => {
      const call = callTo(facts, combinator);
      const argument = call.args[0]!.value;
      const value = argument.kind === 'name' && variable ? argument.binding.values[0]! : argument;
      return edits.boundFanOut(call, value.kind === 'each' ? value : null, 10);
    });
  }

  function boundLoop(source: string, combinator: string): string {
    return rewritten(source, ({facts, edits}) => edits.boundFanOut(callTo(facts, combinator), stepOf(facts, 'loop'), 10));
  }
});

describe('removing a statement', () => {
  const remove = (text: string, statement: string) => rewritten(text, ({edits}) => edits.removeStatement(spanOf(text.indexOf(statement), text.indexOf(statement) + statement.length)));

  test('takes its lines, or its part of one', () => {
    expect(remove('def f():\n    a()\n    b(\n        1)  # why\n    c()\n', 'b(\n        1)')).toBe('def f():\n    a()\n    c()\n');
    expect(remove('a(); b(); c()\n', 'b()')).toBe('a(); c()\n');
    expect(remove('a(); b()  # why\n', 'b()')).toBe('a()  # why\n');
    expect(remove('a(); b()\n', 'a()')).toBe('b()\n');
    expect(remove('def f():\n    await_()\n    x = a()', 'x = a()')).toBe('def f():\n    await_()\n');
  });

  test('leaves pass where a block would be empty', () => {
    expect(remove('if x:\n    a()\nelse: b()\n', 'a()')).toBe('if x:\n    pass\nelse: b()\n');
    expect(remove('if x:\n    a()\nelse: b()\n', 'b()')).toBe('if x:\n    a()\nelse: pass\n');
    expect(remove('try: f()\nfinally: a(b)\n', 'b')).toBe('try: f()\nfinally: pass\n');
  });
});

describe('adding an argument', () => {
  const add = (call: string, text = 'k=1') => rewritten(`x = ${call}\n`, ({facts, edits}) => edits.addArgument(callTo(facts, 'f'), text)).replace(/^x = |\n$/g, '');

  test('stands behind the others', () => {
    expect(add('f()')).toBe('f(k=1)');
    expect(add('f(a, b=2)')).toBe('f(a, b=2, k=1)');
    expect(add('f((a))')).toBe('f((a), k=1)');
    expect(add('f(\n    a,  # one\n)')).toBe('f(\n    a, k=1,  # one\n)');
    expect(add('f(a, b=2)', 'c')).toBe('f(a, c, b=2)');
    expect(add('f(**w)')).toBe('f(**w, k=1)');
    expect(add('f((y for y in z))')).toBe('f((y for y in z), k=1)');
  });

  test('joins a dictionary that is there', () => {
    expect(add('f(a, config={"x": 1})', 'config={"max_concurrency": 10}')).toBe('f(a, config={"x": 1, "max_concurrency": 10})');
    expect(add('f(a, config={})', 'config={"max_concurrency": 10}')).toBe('f(a, config={"max_concurrency": 10})');
  });

  test.each(['f(k=2)', 'f(y for y in z)'])('is refused: %s', call => expect(add(call)).toMatch(/^refused: /));
});
