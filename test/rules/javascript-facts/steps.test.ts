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
