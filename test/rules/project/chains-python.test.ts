import {describe, expect, test} from 'vitest';
import {callOf, chainOf, chainOfCall, projectOf} from './analysed.ts';

/** How the call reaches a blocking API from the file's other functions. */
function chain(text: string, call: string): string | null {
  return chainOfCall(projectOf({'/app/main.py': text}).analysisOf('/app/main.py'), call);
}

describe('a chain of calls', () => {
  test('goes through functions and modules', () => {
    const analysis = projectOf({
      '/app/pkg/__init__.py': 'from .load import load\n',
      '/app/pkg/load.py': 'from . import disk\nfrom .deep.net import get as fetch\n\ndef load(p):\n    return disk.read(p)\n\ndef both():\n    fetch()\n',
      '/app/pkg/disk.py': 'def read(p):\n    with open(p) as f:\n        return f.read()\n',
      '/app/pkg/deep/__init__.py': '',
      '/app/pkg/deep/net.py': 'import requests\n\ndef get():\n    return requests.get("x")\n',
      '/app/main.py': 'import pkg\nimport pkg.load\nfrom pkg import load as loader\n\nasync def main():\n    pkg.load("x")\n    loader("y")\n    pkg.load.both()\n',
    }).analysisOf('/app/main.py');
    expect(chainOfCall(analysis, 'loader(')).toBe('load → read → open');
    expect(chainOfCall(analysis, 'pkg.load("x")')).toBe('load → read → open');
  });

  test('goes through submodules that nobody imports by name', () => {
    const analysis = projectOf({
      '/app/ns/disk.py': 'def read(p):\n    return open(p).read()\n',
      '/app/main.py': 'import ns.disk\n\nasync def main():\n    ns.disk.read("x")\n',
    }).analysisOf('/app/main.py');
    expect(chainOfCall(analysis, 'ns.disk.read(')).toBe('read → open');
  });

  test('goes through methods, fields, bases and constructors', () => {
    const analysis = projectOf({
      '/app/store.py': [
        'import time',
        'class Base:',
        '    def save(self):',
        '        time.sleep(1)',
        'class Store(Base):',
        '    def __init__(self):',
        '        self.log = Log()',
        '    def both(self):',
        '        self.save()',
        '    def logged(self):',
        '        self.log.write()',
        'class Log:',
        '    def __init__(self):',
        '        self.file = open("log")',
        '    def write(self):',
        '        time.sleep(1)',
      ].join('\n'),
      '/app/main.py': 'from store import Store, Log\n\nasync def main(store: Store):\n    store.both()\n    store.logged()\n    Log()\n    s = Store()\n    s.save()\n',
    }).analysisOf('/app/main.py');
    expect(chainOfCall(analysis, 'store.both(')).toBe('Store.both → Base.save → time.sleep');
    expect(chainOfCall(analysis, 'store.logged(')).toBe('Store.logged → Log.write → time.sleep');
    expect(chainOfCall(analysis, 'Log(')).toBe('Log → open');
    expect(chainOfCall(analysis, 's.save(')).toBe('Base.save → time.sleep');
    expect(chainOfCall(analysis, 'Store(')).toBe('Store → Log → open');
  });

  test('goes through super, and through what a function returns', () => {
    const text = [
      'import time',
      'class A:',
      '    def go(self):',
      '        time.sleep(1)',
      'class B(A):',
      '    def go(self):',
      '        super().go()',
      'def make() -> B:',
      '    return build()',
      'def plain():',
      '    return B()',
      'async def main():',
      '    make().go()',
      '    plain().go()',
    ].join('\n');
    expect(chain(text, 'make().go')).toBe('B.go → A.go → time.sleep');
    expect(chain(text, 'plain().go')).toBe('B.go → A.go → time.sleep');
  });

  test('takes the shortest way, whatever the circles', () => {
    const text = [
      'import time',
      'def a(n):\n    b(n)\n    c(n)',
      'def b(n):\n    a(n)\n    d(n)',
      'def c(n):\n    b(n)\n    time.sleep(n)',
      'def d(n):\n    c(n)\n    a(n)',
      'async def main():\n    a(1)\n    b(1)\n    d(1)',
    ].join('\n');
    expect(chain(text, 'a(1)')).toBe('a → c → time.sleep');
    expect(chain(text, 'b(1)')).toBe('b → a → c → time.sleep');
    expect(chain(text, 'd(1)')).toBe('d → c → time.sleep');
  });

  test('goes through modules that import each other', () => {
    const analysis = projectOf({
      '/app/a.py': 'import b\n\ndef one():\n    b.two()\n\ndef three():\n    open("x")\n',
      '/app/b.py': 'from a import three\n\ndef two():\n    three()\n',
    }).analysisOf('/app/a.py');
    expect(chainOf(analysis, 'one')).toBe('one → two → three → open');
  });
});

describe('what runs during a call', () => {
  const HELPERS = 'import time, asyncio, functools, threading\ndef work(x=None):\n    time.sleep(1)\n';

  test('is a generator only when it is iterated or entered', () => {
    const text = [
      'import time, contextlib',
      'def items():\n    time.sleep(1)\n    yield 1',
      '@contextlib.contextmanager\ndef held():\n    time.sleep(1)\n    yield',
      'async def main():\n    items()\n    for x in items(): pass',
      'async def second():\n    with held(): pass',
      'async def third():\n    list(items())',
      'def delegating():\n    yield from items()',
      'async def fourth():\n    for x in delegating(): pass',
    ].join('\n');
    const analysis = projectOf({'/app/main.py': text}).analysisOf('/app/main.py');
    const chains = analysis.file.functions.flatMap(fn => fn.calls).flatMap(call => (analysis.blockingChainOfCall(call) ? [`${call.function.name} ${call.use.kind}`] : []));
    expect(chains.sort()).toEqual(['delegating iterated', 'fourth iterated', 'main iterated', 'second entered', 'third argument']);
  });

  test('is not what is handed to a thread, deferred or unknown', () => {
    expect(chain(`${HELPERS}async def main():\n    await asyncio.to_thread(work, 1)`, 'asyncio.to_thread')).toBeNull();
    expect(chain(`${HELPERS}async def main():\n    threading.Thread(target=work).start()`, 'threading.Thread(target=work)')).toBeNull();
    expect(chain(`${HELPERS}def go(f):\n    pass\nasync def main():\n    go(work)`, 'go(work)')).toBeNull();
  });

  test('is the key of a sort, also bound by partial', () => {
    expect(chain(`${HELPERS}async def main(xs):\n    sorted(xs, key=work)`, 'sorted(')).toBe('work → time.sleep');
    expect(chain(`${HELPERS}async def main(xs):\n    sorted(xs, key=functools.partial(work, 1))`, 'sorted(')).toBe('work → time.sleep');
  });

  test('is what a lambda of a helper does, when the helper runs it at once', () => {
    expect(chain(`${HELPERS}def sort(xs):\n    return sorted(xs, key=lambda x: work(x))\nasync def main(xs):\n    sort(xs)`, 'sort(')).toBe('sort → work → time.sleep');
  });

  test('is not what an argument of to_thread computes first', () => {
    expect(chain(`${HELPERS}async def main():\n    await asyncio.to_thread(print, work())`, 'work()')).toBe('work → time.sleep');
  });

  test('is not an entry point, nor what a type checker sees', () => {
    const text = `${HELPERS}def start():\n    if __name__ == '__main__':\n        work()\nasync def main():\n    start()`;
    expect(chain(text, 'start()')).toBeNull();
  });

  test('is nothing for asynchronous functions, and not through them', () => {
    const text = `${HELPERS}async def inner():\n    work()\ndef outer():\n    return inner()\nasync def main():\n    outer()\n    await inner()`;
    expect(chain(text, 'outer()')).toBeNull();
    expect(chain(text, 'inner()')).toBeNull();
  });
});

describe('decorators', () => {
  const HEAD = 'import time, asyncio, functools\nfrom asgiref.sync import sync_to_async\n';

  test('that hand the function to a thread take its effect away', () => {
    expect(chain(`${HEAD}@sync_to_async\ndef work():\n    time.sleep(1)\nasync def main():\n    await work()`, 'work()')).toBeNull();
  });

  test('of the project are as good as their wrapper', () => {
    const wrapper = (line: string, kind: string) =>
      `${HEAD}def deco(fn):\n    @functools.wraps(fn)\n    ${kind} wrapper(*args):\n        ${line}\n    return wrapper\n@deco\ndef work():\n    time.sleep(1)\nasync def main():\n    await work()`;
    expect(chain(wrapper('return fn(*args)', 'def'), 'work()')).toBe('work → time.sleep');
    expect(chain(wrapper('return await asyncio.to_thread(fn, *args)', 'async def'), 'work()')).toBeNull();
    expect(chain(wrapper('return asyncio.get_running_loop().run_in_executor(None, fn, *args)', 'def'), 'work()')).toBeNull();
  });

  test('that are unknown, or remember what the function gave, make it less sure', () => {
    const text = `${HEAD}import app\n@app.task\ndef work():\n    time.sleep(1)\n@functools.lru_cache\ndef cached():\n    time.sleep(1)\nasync def main():\n    work()\n    cached()`;
    const analysis = projectOf({'/app/main.py': text}).analysisOf('/app/main.py');
    expect(analysis.blockingChainOfCall(callOf(analysis, 'work()'))?.confidence).toBe('probable');
    expect(analysis.blockingChainOfCall(callOf(analysis, 'cached()'))?.confidence).toBe('possible');
  });
});
