import {describe, expect, test} from 'vitest';
import {javascriptFacts, typescriptFacts} from './parsers.ts';

describe('What functions do, in running order', () => {
  test('says what becomes of each call', () => {
    const facts = javascriptFacts(`
    async function f() {
      a();
      await b();
      void c();
      const x = d();
      this.y = e();
      g(h(), [i()], {j: k()});
      for (const z of l()) {}
      m().n();
      o()();
      if (p()) return q();
      t ? r() : s();
    }
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        nested f
      async function f()
        call global a() discarded
        call global b() awaited
        await ‹global b›
        call global c() discarded
        call global d() bound x
        bind x = ‹global d›
        call global e() bound this.y
        bind this.y = ‹global e›
        call global h() argument 0 of global g
        call global i() argument 1 of global g
        call global k() argument 2.j of global g
        call global g(‹global h›, list[‹global i›], record[j: ‹global k›]) discarded
        call global l() iterated
        each z of ‹global l›
        call global m() receiver .n()
        call global m () .n() discarded
        call global o() callee
        call global o ()() discarded
        call global p() read
        if ‹global p›
          call global q() returned
          return ‹global q›
        if global t
          call global r() discarded
        else
          call global s() discarded"
    `);
  });

  test('awaits where it awaits', () => {
    const facts = javascriptFacts(`
    async function f() {
      const text = (await open(p)).read(await q);
      for await (const x of xs) {}
    }
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        nested f
      async function f()
        call global open(global p) awaited
        await ‹global open›
        await global q
        call global open () await .read(await global q) bound text
        bind text = ‹global open () await .read›
        async each x of global xs"
    `);
  });

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

  test('suspends at a yield of an async generator only', () => {
    const facts = javascriptFacts(`
    async function* f() {
      yield a();
      yield* b();
    }
    function* g() {
      const x = yield a();
    }
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        nested f
        nested g
      async generator function f()
        call global a() yielded
        yield ‹global a›
        call global b() async iterated
        yield ‹global b›
      generator function g()
        call global a() yielded !await
        yield ‹global a›
        bind x = ?"
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

  test('writes', () => {
    const facts = javascriptFacts(`
    x = 1;
    x += 2;
    x++;
    a.b = c;
    a[i] = c();
    ({d, e: [g = h()], ...rest} = o());
    this.z ??= make();
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        bind global x = 1
        bind global x = (+ global x 2)
        bind global x = (+ global x 1)
        bind global a.b = global c
        call global c() bound global a[global i] !await
        bind global a[global i] = ‹global c›
        grow global a by ‹global c›
        call global o() bound ? !await
        bind global d = ‹global o›.d
        if (== ‹global o›.e[0] undefined)
          call global h() bound global g !await
        bind global g = (?? ‹global o›.e[0] ‹global h›)
        bind global rest = ?(‹global o›)
        if (== this.z null)
          call global make() bound this.z !await
          bind this.z = ‹global make›"
    `);
  });

  test('grows collections', () => {
    const facts = javascriptFacts(`
    const xs = [];
    xs.push(f(), g());
    xs.unshift(h);
    new Set().add(i);
    xs[0] = j;
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        bind xs = list[]
        call global f() argument 0 of unknown .push !await
        call global g() argument 1 of unknown .push !await
        call unknown .push(‹global f›, ‹global g›) discarded !await
        grow xs by ‹global f›
        grow xs by ‹global g›
        call unknown .unshift(global h) discarded !await
        grow xs by global h
        call new global Set() receiver .add() !await
        call global Set () .add(global i) discarded !await
        grow ‹global Set› by global i
        bind xs[0] = global j
        grow xs by global j"
    `);
  });

  test('hands functions to what they are made for', () => {
    const facts = javascriptFacts(`
    items.map(async (x) => { await x(); });
    setTimeout(() => a(), 10);
    useQuery({key: 1, fetch: async () => b()});
    function named() { c(); }
    items.forEach(named);
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        nested callback of map
        call global items .map(function callback of map) discarded !await
        nested callback of setTimeout
        call global setTimeout(function callback of setTimeout, 10) discarded !await
        nested fetch
        call global useQuery(record[key: 1, fetch: function fetch]) discarded !await
        nested named
        call global items .forEach(named) discarded !await
      async lambda callback of map(x) made for global items .map#0
        call parameter callback of map#0() awaited
        await ‹parameter callback of map#0›
      lambda callback of setTimeout() made for global setTimeout#0
        call global a() returned !await
        return ‹global a›
      async lambda fetch() made for global useQuery#0.fetch
        call global b() returned
        return ‹global b›
      function named()
        call global c() discarded !await"
    `);
  });

  test('cannot await everywhere', () => {
    const facts = typescriptFacts(`
    async function f(a = g()) {
      h();
      xs.map(() => i());
    }
    function k() { l(); }
    class A {
      static m = n();
      o = p();
      static { q(); }
      async r() { s(); }
    }
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        nested f
        nested k
        call global n() bound this.m !await
        bind this.m = ‹global n›
        call global q() discarded !await
      async function f(a?)
        if ?
          call global g() read !await
        call global h() discarded
        nested callback of map
        call global xs .map(function callback of map) discarded
      lambda callback of map() made for global xs .map#0
        call global i() returned !await
        return ‹global i›
      function k()
        call global l() discarded !await
      async method A.r()
        call global s() discarded
      constructor A.constructor()
        call global p() bound this.o !await
        bind this.o = ‹global p›
      class A
        m: global n ()
        o: global p ()"
    `);
  });

  test('can await at the top of a module', () => {
    const facts = javascriptFacts(`
    import 'm';
    a();
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        call global a() discarded
      import m"
    `);
  });

  test('calls tags, constructors and imports', () => {
    const facts = javascriptFacts(`
    sql\`select \${a()}\`;
    new Foo(b);
    import(c);
    import('d').then((m) => m.e());
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        call global a() argument 0 of global sql !await
        call global sql(‹global a›) discarded !await
        call new global Foo(global b) discarded !await
        nested callback of then
        call import d .then(function callback of then) discarded !await
      lambda callback of then(m) made for import d .then#0
        call import d .e() returned !await
        return ‹import d .e›
      import d (deferred)"
    `);
  });
});
