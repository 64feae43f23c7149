import {describe, expect, test} from 'vitest';
import {factsOf, functionNamed, printReference} from './print.ts';

/** What the call of `.here()`, or of `here()`, calls in the source: one line per such call. */
function here(text: string): string {
  return factsOf(text).functions.flatMap(fn => fn.calls).map(call => printReference(call.callee)).filter(callee => /(^|[ .])here$/.test(callee) || callee.endsWith('here')).join('\n');
}

describe('imports', () => {
  test.each([
    ['import a\na.here()\n', 'import a .here'],
    ['import a.b.c\na.b.here()\n', 'import a .b .here'],
    ['import a.b.c as d\nd.here()\n', 'import a.b.c .here'],
    ['from a.b import here\nhere()\n', 'import a.b .here'],
    ['from a import x as here\nhere()\n', 'import a .x'],
    ['from . import x\nx.here()\n', 'import . .x .here'],
    ['from ..a import x\nx.here()\n', 'import ..a .x .here'],
    ['import a.b\nimport a.c\na.here()\n', 'import a .here'],
    ['try:\n    import a\nexcept ImportError:\n    a = None\na.here()\n', 'import a .here'],
    ['try:\n    import a\nexcept ImportError:\n    import b as a\na.here()\n', 'import a .here'],
    ['if x:\n    from a import b\nelse:\n    from a import b\nb.here()\n', 'import a .b .here'],
    ['def f():\n    import a\n    a.here()\n', 'import a .here'],
    ['from a import *\nx.here()\n', 'x .here'],
    ['a.here()\n', 'a .here'],
  ])('%j', (text, expected) => {
    const callee = factsOf(text).functions.flatMap(fn => fn.calls).map(call => printReference(call.callee));
    expect(callee).toEqual([expected]);
  });

  test('are recorded with how they run', () => {
    const facts = factsOf('import a.b, c\nfrom .d import e\nif TYPE_CHECKING:\n    import f\nelse:\n    import g\ndef h():\n    import i\nclass J:\n    import k\nfrom l import *\n');
    expect(facts.imports.map(one => `${one.module}${one.isTypeOnly ? ' type' : ''}${one.isDeferred ? ' deferred' : ''}`)).toEqual(['a.b', 'c', '.d', 'f type', 'g', 'i deferred', 'k', 'l']);
    expect(facts.reexports).toEqual(['l']);
  });

  test('choose the library', () => {
    expect(['import asyncio', 'import anyio.abc, asyncio', 'from trio import sleep', 'import trio, anyio', 'if TYPE_CHECKING:\n    import trio', 'import anyiox'].map(text => factsOf(text).library))
      .toEqual(['asyncio', 'anyio', 'trio', 'anyio', 'asyncio', 'asyncio']);
  });
});

describe('scopes', () => {
  test('a local binding shadows, anywhere in its function', () => {
    expect(here('import a\ndef f():\n    a.here()\n    a = 1\n')).toBe('? .here');
    expect(here('from a import here\ndef f(here):\n    here()\n')).toBe('parameter here');
    expect(here('def here(): pass\nhere()\n')).toBe('here');
    expect(here('import a\nfor a in b: pass\na.here()\n')).toBe('? .here');
    expect(here('import a\ndef f():\n    try: pass\n    except E as a: a.here()\n')).toBe('? .here');
    expect(here('import a\ndef f(x):\n    match x:\n        case [a, *_]: a.here()\n')).toBe('? .here');
    expect(here('import a\ndef f():\n    if (a := 1): a.here()\n')).toBe('? .here');
    expect(here('import a\ndef f():\n    def a(): pass\n    a.here()\n')).toBe('a .here');
    expect(here('import a\ndef f():\n    with x() as a: pass\ndef g():\n    a.here()\n')).toBe('import a .here');
  });

  test('a class body is seen by its statements, not by its methods and comprehensions', () => {
    expect(here('import a\nclass C:\n    a = x()\n    a.here()\n')).toBe('x () .here');
    expect(here('import a\nclass C:\n    a = x()\n    def m(self): a.here()\n')).toBe('import a .here');
    expect(here('import a\nclass C:\n    a = x()\n    y = [a.here() for b in c]\n')).toBe('import a .here');
    expect(here('import a\nclass C:\n    a = x()\n    y = [b for b in a.here()]\n')).toBe('x () .here');
    expect(here('import a\nclass C:\n    a = x()\n    y = lambda: a.here()\n')).toBe('import a .here');
  });

  test('a comprehension has names of its own, but for := and its first iterable', () => {
    expect(here('import a\ndef f():\n    [a for a in b]\n    a.here()\n')).toBe('import a .here');
    expect(here('import a\ndef f():\n    [a.here() for a in b]\n')).toBe('? .here');
    expect(here('import a\ndef f():\n    [a for a in a.here()]\n')).toBe('import a .here');
    expect(here('import a\ndef f():\n    [c for c in b for a in a.here()]\n')).toBe('? .here');
    expect(here('def f():\n    [s.get() for b in c if (s := x())]\n    s.here()\n')).toBe('x () .here');
    expect(here('import a\ndef f():\n    return lambda a: a.here()\n')).toBe('parameter a .here');
  });

  test('global and nonlocal reach out', () => {
    expect(here('client = None\ndef start():\n    global client\n    client = x()\ndef f():\n    client.here()\n')).toBe('x () .here');
    expect(here('def f():\n    client = None\n    def start():\n        nonlocal client\n        client = x()\n    client.here()\n')).toBe('x () .here');
    expect(here('import a\ndef f():\n    global a\n    a.here()\n')).toBe('import a .here');
  });

  test('defaults and decorators belong to the scope around', () => {
    expect(here('import a\ndef f(a=a.here()): pass\n')).toBe('import a .here');
    expect(here('import a\n@a.here()\ndef f(a): pass\n')).toBe('import a .here');
    expect(factsOf('import a\n@a.wrap(1)\n@b\ndef f(a): pass\n').functions[1]!.decorators.map(one => [printReference(one.reference), one.call !== null])).toEqual([['import a .wrap', true], ['b', false]]);
  });

  test('inner functions capture', () => {
    const facts = factsOf('def f():\n    x = 1\n    def g():\n        return [x for y in z]\n    def h():\n        nonlocal x\n        x = 2\n    return x\n');
    const binding = functionNamed(facts, 'f').body.find(step => step.kind === 'bind')!.target;
    expect(binding.kind === 'name' && binding.binding.capturedBy.map(fn => fn.name)).toEqual(['g', 'h']);
  });

  test('type parameters are names', () => {
    expect(here('import T\ndef f[T](x: T): x.here()\n')).toBe('parameter x .here');
    expect(here('import T\nclass C[T]:\n    def f(self, x: T): x.here()\n')).toBe('parameter x .here');
  });
});

describe('what a name holds', () => {
  test.each([
    ['from requests import Session\ns = Session()\ns.here()\n', 'import requests .Session () .here'],
    ['s = a()\nt = s.b\nu = t\nu.here()\n', 'a () .b .here'],
    ['s = None\ns = a()\ns.here()\n', 'a () .here'],
    ['s = a()\ns = a()\ns.here()\n', 'a () .here'],
    ['s = a()\ns = b()\ns.here()\n', '? .here'],
    ['s = a() if x else a()\ns.here()\n', 'a () .here'],
    ['s = x and a()\ns.here()\n', '? .here'],
    ['s = a() or None\ns.here()\n', 'a () .here'],
    ['s, t = a(), b()\nt.here()\n', 'b () .here'],
    ['r, w = await a()\nw.here()\n', 'a () await [] .here'],
    ['with a() as s: s.here()\n', 'a () .here'],
    ['async def f():\n    async with a() as s: s.here()\n', 'a () .here'],
    ['if (s := a()): s.here()\n', 'a () .here'],
    ['(s := a()).here()\n', 'a () .here'],
    ['for s in a(): s.here()\n', '? .here'],
    ['s = a()\ns += b\ns.here()\n', '? .here'],
    ['s = t\nt = s\ns.here()\n', '? .here'],
    ['from functools import partial\np = partial(a.here, 1)\np()\n', 'a .here'],
    ['import functools\nfunctools.partial(here, k=1)()\n', 'here'],
    ['from typing import cast\nimport a\ncast(a.B, x).here()\n', 'import a .B () .here'],
    ['s = stack.enter_context(a())\ns.here()\n', 'a () .here'],
    ['async def f(stack):\n    s = await stack.enter_async_context(a())\n    s.here()\n', 'a () .here'],
    ['import asyncio\nasync def f():\n    s = await asyncio.wait_for(a(), 5)\n    s.here()\n', 'a () await .here'],
    ['import asyncio\nasync def f():\n    s = await asyncio.to_thread(a.b, 5)\n    s.here()\n', 'a .b () .here'],
    ['async def f(loop):\n    s = await loop.run_in_executor(None, a.b)\n    s.here()\n', 'a .b () .here'],
    ['import asyncio\nasyncio.create_task(a()).here()\n', 'import asyncio .create_task () .here'],
    ['s = [a()]\ns[0].here()\n', '? [] .here'],
  ])('%j', (text, expected) => expect(here(text)).toBe(expected));

  test('annotations say it before assignments do', () => {
    const parameter = (annotation: string) => here(`import a\nfrom typing import *\nfrom typing import Optional, Union, Annotated, Any, Type\ndef f(s: ${annotation}): s.here()\n`);
    for (const annotation of ['a.B', '"a.B"', 'a.B | None', 'None | a.B', 'Optional[a.B]', 'Union[a.B, None]', '"Optional[a.B]"', 'Annotated[a.B, 1]', 'Optional["a.B"]', 'a.B[int]', 'Union[a.B, "a.B"]']) {
      expect(parameter(annotation), annotation).toBe('import a .B () .here');
    }
    for (const annotation of ['Any', 'object', 'None', 'a.B | a.C', 'Union[a.B, a.C, None]', 'Optional[Any]', '1', '"not python("', 'Callable[[], a.B]', 'Coroutine[Any, Any, a.B]']) {
      expect(parameter(annotation), annotation).toBe('parameter s .here');
    }
    expect(parameter('Type[a.B]')).toBe('import a .B .here');
    expect(here('import a\ns: "a.B" = make()\ns.here()\n')).toBe('import a .B () .here');
    expect(here('class A: pass\ndef f(s: "A"): s.here()\n')).toBe('A () .here');
    expect(here('import a\nAlias = a.B\ndef f(s: Alias): s.here()\n')).toBe('import a .B () .here');
    expect(here('import a\ntype Alias = a.B\ndef f(s: Alias): s.here()\n')).toBe('import a .B () .here');
    expect(here('def f(*s: A, **t: A):\n    s.here()\n')).toBe('? .here');
  });

  test('a parameter is its annotation, or itself', () => {
    const fn = functionNamed(factsOf('import a\ndef f(self, x: a.B, /, y=1, *args, z: "a.C" = None, **kw) -> "a.D | None": pass\n'), 'f');
    expect(fn.parameters.map(({binding, isRest, hasDefault}) => `${printReference(binding.reference)}${isRest ? ' rest' : ''}${hasDefault ? ' default' : ''}`))
      .toEqual(['parameter self', 'import a .B ()', 'parameter y default', '? rest', 'import a .C () default', '? rest']);
    expect(fn.returns && printReference(fn.returns)).toBe('import a .D ()');
  });
});

describe('classes', () => {
  const facts = factsOf(`
import a
from dataclasses import dataclass

@dataclass
class Store(Base, a.Mixin[int], metaclass=M):
    session: a.Session
    limit = a.Limit()
    def __init__(self, db: a.Db, other, maybe=None):
        self.db = db
        self.other = other
        self.typed: "a.Typed" = make()
        self.late = None
        self.mixed = a.X()
        self.pair, self.single = a.P(), 1
        with open(db) as self.file: pass
    @property
    def size(self): return self.db.here()
    @size.setter
    def size(self, value): self.late = a.Late()
    @staticmethod
    def make(x): x.here()
    @classmethod
    def build(cls): cls.here(); self.here()
    async def load(self):
        self.mixed = a.Y()
        def inner(): return self.here()
        super().here(); super(Store, self).here(); type(self).here(); self.__class__.here()
        return [self.session.here() for self.x in y]
    class Inner:
        def m(self): self.here()
`);
  const store = facts.classes[0]!;

  test('know their bases, methods and decorators', () => {
    expect(store.bases.map(printReference)).toEqual(['Base', 'import a .Mixin']);
    expect([...store.methods].map(([name, fn]) => `${name}: ${fn.kind}${fn.isStatic ? ' static' : ''}`)).toEqual(['__init__: constructor', 'size: getter', 'size=: setter', 'make: method static', 'build: method static', 'load: method']);
    expect(facts.functions.filter(fn => fn.kind === 'setter').map(fn => fn.name)).toEqual(['Store.size']);
    expect(store.decorators.map(one => printReference(one.reference))).toEqual(['import dataclasses .dataclass']);
    expect(facts.classes.map(one => [one.name, one.isExported])).toEqual([['Store', true], ['Inner', false]]);
  });

  test('know what their fields hold', () => {
    expect([...store.fields].map(([name, references]) => `${name}: ${references.map(printReference).join(' or ')}`).sort()).toEqual([
      'db: import a .Db ()',
      'file: open ()',
      'late: import a .Late ()',
      'limit: import a .Limit ()',
      'mixed: import a .X () or import a .Y ()',
      'other: parameter other',
      'pair: import a .P ()',
      'session: import a .Session ()',
      'single: ?',
      'typed: import a .Typed ()',
      'x: ?',
    ]);
  });

  test('self, cls, super and type', () => {
    expect(facts.functions.flatMap(fn => fn.calls.map(call => `${fn.name}: ${printReference(call.callee)}`)).filter(line => line.endsWith('here'))).toEqual([
      'Store.size: self of Store .db .here',
      'Store.make: parameter x .here',
      'Store.build: Store .here',
      'Store.build: self .here',
      'Store.load: super of Store .here',
      'Store.load: super of Store .here',
      'Store.load: Store .here',
      'Store.load: Store .here',
      'Store.load: self of Store .session .here',
      'inner: self of Store .here',
      'Inner.m: self of Inner .here',
    ]);
  });
});

describe('functions', () => {
  test('are listed in source order, with what they are made for', () => {
    const facts = factsOf('@d\ndef f(x=lambda: 1):\n    run(lambda y: y, key=lambda z: z)\n    async def g(): pass\nclass A:\n    def m(self): pass\nh = lambda: 2\n');
    expect(facts.functions.map(({id, name, kind, made}) => `${id} ${name} (${kind})${made ? ` for ${printReference(made.argumentOf.callee)} ${made.name ?? made.index}` : ''}`)).toEqual([
      '0 module (module)', '1 lambda (lambda)', '2 f (function)', '3 callback of run (lambda) for run 0', '4 callback of run (lambda) for run key', '5 g (function)',
      '6 A (class body)', '7 A.m (method)', '8 lambda (lambda)',
    ]);
  });

  test('have spans of their header and name', () => {
    const text = '@d\nasync def load(path):  # why\n    pass\n';
    const fn = functionNamed(factsOf(text), 'load');
    const slice = ({start, end}: {start: number; end: number}) => text.slice(start, end);
    expect([slice(fn.header), slice(fn.nameSpan), slice(fn.span)]).toEqual(['async def load(path)', 'load', 'async def load(path):  # why\n    pass']);
  });

  test('give what their annotation says; a context manager, what it yields', () => {
    const returns = (source: string) => {
      const reference = functionNamed(factsOf(`import a\n${source}`), 'f').returns;
      return reference && printReference(reference);
    };
    expect(returns('async def f() -> a.B: pass\n')).toBe('import a .B ()');
    expect(returns('def f() -> None: pass\n')).toBeNull();
    expect(returns('from contextlib import asynccontextmanager\n@asynccontextmanager\nasync def f() -> AsyncIterator[a.B]: yield 1\n')).toBe('import a .B ()');
    expect(returns('@contextlib.contextmanager\ndef f() -> Generator[a.B, None, None]: yield 1\n')).toBe('import a .B ()');
  });

  test('overloads and setters do not hide what is called', () => {
    expect(here('from typing import overload\n@overload\ndef here(x: int): ...\n@overload\ndef here(x: str): ...\ndef here(x): pass\nhere(1)\n')).toBe('here');
    expect(here('def f(): pass\nf = cache(f)\nf.here()\n')).toBe('? .here');
  });
});

describe('exports', () => {
  test('are all names of the module', () => {
    const {exports} = factsOf('import a\nfrom b import c\ndef f(): x = 1\nclass D: y = 2\ng = D()\nfor h in i: pass\nwith j() as k: pass\n');
    expect([...exports].map(([name, reference]) => `${name}: ${printReference(reference)}`)).toEqual(['a: import a', 'c: import b .c', 'f: f', 'D: D', 'g: D ()', 'h: ?', 'k: j ()']);
  });
});

describe('handlers', () => {
  const cancellation = (type: string, head = '') => {
    const facts = factsOf(`${head}\ntry: pass\nexcept ${type}: pass\n`);
    const step = facts.functions[0]!.body.find(one => one.kind === 'try')!;
    return step.handlers[0]!.cancellation;
  };

  test('know when a cancellation lands in them', () => {
    for (const type of ['asyncio.CancelledError', 'asyncio.exceptions.CancelledError', '(ValueError, asyncio.CancelledError)', 'anyio.get_cancelled_exc_class()', 'trio.Cancelled']) expect(cancellation(type), type).toBe('named');
    expect(cancellation('C', 'from asyncio import CancelledError as C')).toBe('named');
    expect(cancellation('BOTH', 'import asyncio\nBOTH = (asyncio.CancelledError, OSError)')).toBe('named');
    for (const type of ['', 'BaseException', '(ValueError, BaseException)']) expect(cancellation(type), type).toBe('broad');
    for (const type of ['Exception', 'ValueError', '(OSError, KeyError)', 'unknown.CancelledError']) expect(cancellation(type), type).toBe('no');
    expect(cancellation('CancelledError', 'from mine import CancelledError')).toBe('no');
    expect(cancellation('BaseException', 'class BaseException: pass')).toBe('no');
  });

  test('of the class that concurrent.futures has for itself do not have it', () => {
    expect(cancellation('futures.CancelledError', 'from concurrent import futures')).toBe('no');
  });
});
