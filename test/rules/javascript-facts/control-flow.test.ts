import {describe, expect, test} from 'vitest';
import {javascriptFacts, typescriptFacts} from './parsers.ts';

describe('Where a function goes', () => {
  test('branches where a side has steps', () => {
    const facts = javascriptFacts(`
    a && f();
    b || g();
    c ?? h();
    d ? i() : j;
    const k = l && m;
    n ||= o();
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        if global a
          call global f() discarded !await
        if global b
        else
          call global g() discarded !await
        if (== global c null)
          call global h() discarded !await
        if global d
          call global i() discarded !await
        bind k = (and global l global m)
        if global n
        else
          call global o() bound global n !await
          bind global n = ‹global o›"
    `);
  });

  test('tries, catches and finishes', () => {
    const facts = javascriptFacts(`
    try {
      a();
    } catch {
      b();
    } finally {
      c();
    }
    try { a(); } catch (error) { throw error; }
    try { a(); } catch ({message}) { log(message); }
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        try
          call global a() discarded !await
        catch _ broad
          call global b() discarded !await
        finally
          call global c() discarded !await
        try
          call global a() discarded !await
        catch error broad
          throw error
        try
          call global a() discarded !await
        catch _ broad
          bind message = ?.message
          call global log(message) discarded !await"
    `);
  });

  test('turns a switch into branches', () => {
    const facts = javascriptFacts(`
    function f(x) {
      switch (x) {
        case 1:
          a();
          break;
        case 2:
        case 3: {
          b();
          break;
        }
        case 4:
          c();
        default:
          d();
      }
    }
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        nested f
      function f(x)
        if (== x 1)
          call global a() discarded !await
        else
          if (or (== x 2) (== x 3))
            call global b() discarded !await
          else
            if (== x 4)
              call global c() discarded !await
            call global d() discarded !await"
    `);
  });

  test('ends a case where it breaks in the middle', () => {
    const facts = javascriptFacts(`
    function f(x) {
      for (const y of x) {
        switch (y) {
          case 1:
            if (a) break;
            b();
            break;
          case 2:
            continue;
        }
        c();
      }
    }
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        nested f
      function f(x)
        each y of x
          if (== y 1)
            if global a
            else
              call global b() discarded !await
          else
            if (== y 2)
              continue
          call global c() discarded !await"
    `);
  });

  test('loops', () => {
    const facts = javascriptFacts(`
    for (const x of xs) a(x);
    for (const k in o) b(k);
    while (c()) d();
    do { e(); } while (f());
    for (;;) g();
    while (true) break;
    outer: for (const [k, v] of m) { continue outer; }
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        each x of global xs
          call global a(x) discarded !await
        each k of global o
          call global b(k) discarded !await
        while ‹global c›
          call global c() read !await
          call global d() discarded !await
        while ‹global f›
          call global e() discarded !await
          call global f() read !await
        while true
          call global g() discarded !await
        while true
          break
        each k, v of global m
          bind k = global m[?][0]
          bind v = global m[?][1]
          continue outer"
    `);
  });

  test('counts', () => {
    const facts = javascriptFacts(`
    for (let i = 0; i < 10; i++) a(i);
    for (let i = 0; i < xs.length; i += 2) b(i);
    for (let i = n - 1; i >= 0; i--) c(i);
    for (let i = 1; i <= n; ++i) d(i);
    for (let i = 0, n = xs.length; i < n; i++) e(i);
    for (let i = 0; i < n; i++) { i = next(i); }
    for (let x = first; x; x = x.next) g(x);
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        bind i = 0
        each i of range(10)
          call global a(i) discarded !await
        bind i = 0
        each i of range((/ global xs.length 2))
          call global b(i) discarded !await
        bind i = (- global n 1)
        each i of range(global n)
          call global c(i) discarded !await
        bind i = 1
        each i of range((- (+ global n 1) 1))
          call global d(i) discarded !await
        bind i = 0
        bind n = global xs.length
        each i of range(n)
          call global e(i) discarded !await
        bind i = 0
        while (< i global n)
          call global next(i) bound i !await
          bind i = ‹global next›
          bind i = (+ i 1)
        bind x = global first
        while x
          call global g(x) discarded !await
          bind x = x.next"
    `);
  });

  test('runs the rest of a block in the scope of using', () => {
    const facts = typescriptFacts(`
    async function f() {
      a();
      await using x = open(), y = await other();
      x.read();
      {
        using z = lock();
        b();
      }
      c();
    }
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        nested f
      async function f()
        call global a() discarded
        call global open() async entered
        async scope x = ‹global open›
          call global other() awaited
          await ‹global other›
          async scope y = await ‹global other›
            call global open () .read() discarded
            call global lock() entered
            scope z = ‹global lock›
              call global b() discarded
            call global c() discarded"
    `);
  });

  test('ends at process.exit', () => {
    const facts = javascriptFacts(`
    import {exit} from 'node:process';
    if (a) process.exit(1);
    b();
    exit();
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        if global a
          call global process .exit(1) discarded
          process
        call global b() discarded
        call import node:process .exit() discarded
        process
      import node:process"
    `);
  });

  test('knows the guards of places', () => {
    const facts = javascriptFacts(`
    import {isMainThread} from 'node:worker_threads';
    if (isMainThread) a(); else b();
    if (!isMainThread) c();
    if (import.meta.main) d();
    if (import.meta.url === pathToFileURL(process.argv[1]).href) e();
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        if (not isMainThread) [worker]
          call global b() discarded
        else
          call global a() discarded
        if (not isMainThread) [worker]
          call global c() discarded
        if ?.main [entry point]
          call global d() discarded
        call global pathToFileURL(global process.argv[1]) receiver .href
        if (== ?.url ‹global pathToFileURL›.href) [entry point]
          call global e() discarded
      import node:worker_threads"
    `);
  });

  test('knows the entry point of CommonJS', () => {
    const facts = javascriptFacts(`
    if (require.main === module) main();
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        if (== global require.main global module) [entry point]
          call global main() discarded !await"
    `);
  });
});
