import {describe, expect, test} from 'vitest';
import {callsOf, factsOf, functionNamed, printValue, stepsOf} from './print.ts';

/** The steps of a function body, given without its header. */
function body(lines: string, header = 'async def f(xs, c):'): string {
  return stepsOf(`${header}\n${lines.trim().split('\n').map(line => `    ${line.replace(/^ {6}/, '')}`).join('\n')}\n`, 'f');
}

function steps(text: string): string {
  return text.trim().split('\n').map(line => line.replace(/^ {6}/, '')).join('\n');
}

describe('expressions run in order', () => {
  test('callee, arguments, call, what is awaited', () => {
    expect(body('x = await a(b()).c(d(), *e(), k=g(), **h())')).toBe(steps(`
      call b() -> argument 0 of a
      call a(b()) -> receiver of .c()
      call d() -> argument 0 of a () .c
      call e() -> argument 1 of a () .c
      call g() -> argument k of a () .c
      call h() -> argument 2 of a () .c
      call a () .c(d(), *e(), k=g(), *h()) -> awaited
      suspend await a () .c()
      x = await a () .c()
    `));
  });

  test('only what is reached runs: and, or, conditionals', () => {
    expect(body('return (a() and b()) or c or d()')).toBe(steps(`
      call a() -> returned
      if a():
        call b() -> returned
      if (or (and a(), b()), c):
      else:
        call d() -> returned
      return (or (and a(), b()), c, d())
    `));
    expect(body('x = a() if b() else None')).toBe(steps(`
      call b() -> read
      if b():
        call a() -> bound x
      x = (?: b(), a(), null)
    `));
  });

  test('operators, comparisons, templates and displays keep their operands', () => {
    expect(body('x = -1 + a * 2 ** b // c, not d, 1 < e <= 2, f"{g} {h!r:>{i}}", {1, 2}, {"k": 1, **j}, k is not None, ...')).toBe(
      'x = list[(+ -1, (// (* global a, (** 2, global b)), c)), (not global d), (and (< 1, global e), (<= global e, 2)), (template global g, global h, global i), '
      + 'set[1, 2], record[k=1, *global j], (is not global k, null), ?]');
    expect(body('isinstance(c, int) and c()')).toContain('if (instanceof c, global int):');
  });

  test('slices and ranges say how many elements they have', () => {
    const widths = (expression: string) => printValue(functionNamed(factsOf(`def f(xs, i, n):\n    e = i + n\n    return ${expression}\n`), 'f').returned[0]!);
    expect(['xs[:n]', 'xs[i:i + n]', 'xs[i:n + i]', 'xs[2:5]', 'xs[-3:]', 'xs[i * n:(i + 1) * n]', 'xs[i:e]'].map(widths))
      .toEqual(['xs[at most n]', 'xs[at most n]', 'xs[at most n]', 'xs[at most 3]', 'xs[at most 3]', 'xs[at most n]', 'xs[at most n]']);
    expect(['xs[i:]', 'xs[:]', 'xs[i:n]', 'xs[2:-1]', 'xs[i * 2:(i + 2) * 2]'].map(widths)).toEqual(Array(5).fill('xs[at most -]'));
    expect(['range(n)', 'range(2, 9, 3)', 'range(0, n)', 'range(1, n)', 'range(0, n, 5)', 'range(*xs)'].map(widths))
      .toEqual(['range(n)', 'range(3)', 'range(n)', 'range((- n, 1))', 'range((// n, 5))', 'range()']);
  });
});

describe('statements', () => {
  test('bind names, members, elements and patterns', () => {
    expect(body('a = b, c.d = e()\n(g, *h), i = j\nk[l()] = m()\nn += o()\np: int = 1\nq: str')).toBe(steps(`
      call e() -> bound list[]
      a = e()
      b = e()[0]
      c.d = e()[1]
      g = ?{global j[0]}
      h = ?{?{global j[0]}}
      i = global j[1]
      call m() -> bound global k[l()]
      call l() -> read
      global k[l()] = m()
      grow global k by m()
      call o() -> read
      n = (+ n, o())
      p = 1
    `));
  });

  test('a pattern of its own length binds pairwise', () => {
    expect(body('a, (b, d) = e(), (1, 2)')).toBe(steps(`
      call e() -> bound a
      a = e()
      b = 1
      d = 2
    `));
    expect(body('a, *b = e()')).toBe(steps(`
      call e() -> bound list[]
      a = ?{e()}
      b = ?{?{e()}}
    `));
    expect(body('a = b = e()')).toBe(steps(`
      call e() -> bound b
      a = e()
      b = e()
    `));
  });

  test('an element store grows its collection, and so do the methods and operators that add', () => {
    expect(body('d[k()] = v()')).toBe(steps(`
      call v() -> bound global d[k()]
      call k() -> read
      global d[k()] = v()
      grow global d by v()
    `));
    expect(body('xs.append(a())\nxs.extend(b(x) for x in c)\nxs.insert(0, 1)\nxs += [2, 3]\nxs |= {4}\nc.d.add(5)\nxs += other')).toBe(steps(`
      call a() -> argument 0 of ? .append
      call ? .append(a()) -> discarded
      grow xs by a()
      comprehension x over c:
        call b(x) -> argument 0 of ? .extend
      call ? .extend(each(c: b())) -> discarded
      grow xs by each(c: b())
      call ? .insert(0, 1) -> discarded
      grow xs by 1
      grow xs by 2
      grow xs by 3
      grow xs by 4
      call parameter c .d .add(5) -> discarded
      grow c.d by 5
      xs = (+ xs, global other)
    `));
  });

  test('branches: elif, else, guards', () => {
    expect(body('if a():\n    return\nelif b():\n    c()\nelse:\n    pass')).toBe(steps(`
      call a() -> read
      if a():
        return
      else:
        call b() -> read
        if b():
          call parameter c() -> discarded
    `));
    expect(stepsOf('if __name__ == "__main__":\n    main()\nif "__main__" == __name__ and x:\n    main()\nif TYPE_CHECKING:\n    import a\nif typing.TYPE_CHECKING: pass\nif not TYPE_CHECKING: pass\n')).toBe(steps(`
      if (== global __name__, "__main__") (entry point):
        call main() -> discarded
      if (and (== "__main__", global __name__), global x) (entry point):
        call main() -> discarded
      if global TYPE_CHECKING (type checking):
      if global typing.TYPE_CHECKING (type checking):
      if (not global TYPE_CHECKING):
    `));
  });

  test('loops: over what, their targets, else', () => {
    expect(body('for i, (a, *b) in enumerate(xs):\n    if a: break\n    else: continue\nelse:\n    c()')).toBe(steps(`
      call enumerate(xs) -> iterated
      each i, a, b over enumerate():
        if a:
          break
        else:
          continue
      else:
        call parameter c() -> discarded
    `));
    expect(body('async for c.x in xs: pass')).toBe('async each  over xs:\n  c.x = ?{xs}');
    expect(body('while chunk := c.read():\n    pass\nwhile 1: await c()')).toBe(steps(`
      loop while chunk:
        call parameter c .read() -> bound chunk
        chunk = parameter c .read()
      loop while true:
        call parameter c() -> awaited
        suspend await parameter c()
    `));
  });

  test('match: captures, guards, literals, what matches everything', () => {
    expect(body('match c():\n    case 1 | 2: a()\n    case None: pass\n    case Point(x=0, y=[q, *r]) if q(): b()\n    case {"k": v, **w} as all_: pass\n    case other: d()\n    case _: e()')).toBe(steps(`
      call parameter c() -> read
      if (or (== parameter c(), 1), (== parameter c(), 2)):
        call a() -> discarded
      else:
        if (is parameter c(), null):
        else:
          q = ?{parameter c()}
          r = ?{parameter c()}
          call ?() -> read
          if (and ?{parameter c()}, ?()):
            call b() -> discarded
          else:
            all_ = ?{parameter c()}
            v = ?{parameter c()}
            w = ?{parameter c()}
            if ?{parameter c()}:
            else:
              other = parameter c()
              call d() -> discarded
    `));
  });

  test('try: handlers, what they catch, else, finally', () => {
    expect(body('try:\n    a()\nexcept ValueError: raise\nexcept (asyncio.CancelledError, OSError) as e: raise X from e\nexcept: pass\nelse: b()\nfinally: c()')).toBe(steps(`
      try:
        call a() -> discarded
      except ValueError (no):
        throw
      except asyncio .CancelledError, OSError as e (named):
        throw global X
      except  (broad):
      else:
        call b() -> discarded
      finally:
        call parameter c() -> discarded
    `));
    expect(body('try: a()\nexcept* BaseException as g: pass')).toContain('except* BaseException as g (broad):');
  });

  test('scopes: nested, entered, bound', () => {
    expect(body('with open(c) as a, lock, b() as (x, y), c() as self.z:\n    pass\nasync with c.get() as r: await r.text()')).toBe(steps(`
      call open(c) -> entered
      with open() as a:
        with global lock:
          call b() -> entered
          with b():
            x = ?{b()}[0]
            y = ?{b()}[1]
            call parameter c() -> entered
            with parameter c():
              global self.z = parameter c()
      call parameter c .get() -> async entered
      async with parameter c .get() as r:
        call parameter c .get () .text() -> awaited
        suspend await parameter c .get () .text()
    `));
  });

  test('assert, del, raise, exit', () => {
    expect(body('assert a(), b()\ndel c.x[d()], xs\nsys.exit(1)\nexit()\nos._exit(0)')).toBe(steps(`
      call a() -> read
      if a():
      else:
        call b() -> read
        throw global AssertionError
      call d() -> read
      call sys .exit(1) -> discarded
      process
      call exit() -> discarded
      process
      call os ._exit(0) -> discarded
      process
    `));
    expect(stepsOf('from sys import exit as leave\nleave()\n')).toContain('process');
    expect(stepsOf('def exit(): pass\nexit()\n')).not.toContain('process');
  });
});

describe('generators', () => {
  test('an async generator suspends at yield, a synchronous one gives control back', () => {
    expect(body('x = yield a()\nawait b()')).toBe(steps(`
      call a() -> yielded
      suspend yield a()
      x = ?
      call b() -> awaited
      suspend await b()
    `));
    expect(body('yield\nyield from a()', 'def f():')).toBe('yield\ncall a() -> iterated\nyield a()');
    expect(functionNamed(factsOf('async def f():\n    yield 1\n'), 'f')).toMatchObject({isGenerator: true, isAsync: true});
    expect(functionNamed(factsOf('def f():\n    def g(): yield\n'), 'f').isGenerator).toBe(false);
  });
});

describe('comprehensions', () => {
  test('are loops, nested as written, and one element per turn', () => {
    expect(body('return [a(x, y) for x in b() if p(x) if q for y in x async for z in y]')).toBe(steps(`
      call b() -> iterated
      comprehension x over b():
        call p(x) -> read
        if p():
          if global q:
            comprehension y over x:
              async comprehension z over y:
                call a(x, y) -> read
      return each(b(): each(x: each(y: a())))
    `));
  });

  test('what is made for a call inside one, its spread or a collection, is that call\'s argument', () => {
    expect(callsOf('async def f(xs):\n    await gather(*[g(x) for x in xs], *(h(x) for x in xs), *map(i, xs), [j()], *{k: l() for k in xs}.values())\n')).toBe([
      'g: argument 0 of gather',
      'h: argument 1 of gather, cannot await',
      'map: argument 2 of gather',
      'j: argument 3 of gather',
      'l: read',
      '? .values: argument 4 of gather',
      'gather: awaited',
    ].join('\n'));
  });

  test('map makes one element per element; a function of that name does not', () => {
    expect(body('return map(a, xs)')).toBe('call map(global a, xs) -> returned\nreturn each(xs: by global a)');
    expect(stepsOf('def map(f, xs): pass\nmap(a, b)\n')).toBe('make map\ncall map(global a, global b) -> discarded');
  });
});

describe('where an await could stand', () => {
  const canAwait = (text: string) => factsOf(text).functions.flatMap(fn => fn.calls).find(call => 'root' in call.callee && call.callee.root.kind === 'global' && call.callee.root.name === 'here')!.canAwait;

  test.each([
    'async def f():\n    here()\n',
    'async def f():\n    return [here() for x in y]\n',
    'async def f():\n    return (x for x in here())\n',
    'async def f():\n    return {x: here() for x in y if z}\n',
    'async def f():\n    def g(): pass\n    here()\n',
  ])('yes: %j', text => expect(canAwait(text)).toBe(true));

  test.each([
    'here()\n',
    'def f():\n    here()\n',
    'async def f():\n    return lambda: here()\n',
    'async def f():\n    return (here() for x in y)\n',
    'async def f():\n    return ([here() for z in x] for x in y)\n',
    'async def f():\n    def g(): here()\n',
    'async def f():\n    def g(x=here()): pass\n',
    'async def f():\n    @here()\n    def g(): pass\n',
    'async def f():\n    class A:\n        x = here()\n',
    'async def f():\n    class A(here()): pass\n',
  ])('no: %j', text => expect(canAwait(text)).toBe(false));
});
