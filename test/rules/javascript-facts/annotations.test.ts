import {describe, expect, test} from 'vitest';
import {javascriptFacts, typescriptFacts} from './parsers.ts';

describe('What types say of names', () => {
  test('names the instance and the superclass', () => {
    const facts = javascriptFacts(`
    class A extends B {
      f() {
        this.g();
        super.f();
        (() => this.h())();
        (function () { this.i(); })();
      }
      static s() {
        this.t();
      }
    }
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
      method A.f()
        call self A .g() discarded !await
        call super A .f() discarded !await
        nested anonymous function
        call function anonymous function() discarded !await
        nested anonymous function
        call function anonymous function() discarded !await
      lambda anonymous function()
        call self A .h() returned !await
        return ‹self A .h›
      lambda anonymous function()
        call unknown .i() discarded !await
      static method A.s()
        call class A .t() discarded !await
      class A extends global B
        s: function A.s"
    `);
  });

  test('names annotated parameters, variables and fields', () => {
    const facts = typescriptFacts(`
    import type {Db} from './db.js';
    import {Pool} from './pool.js';
    let late: Pool;
    class Store {
      #pool = new Pool();
      cache: Map<string, Db> | null = null;
      constructor(private readonly db: Db, other: Pool) {
        this.other = other;
      }
      get main(): Pool { return this.other; }
      load() {
        this.db.query();
        this.#pool.take();
        this.other.take();
        this.main.take();
        late.take();
      }
    }
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
      constructor Store.constructor(db: import ./db.js .Db (), other: import ./pool.js .Pool ())
        call new import ./pool.js .Pool() bound this.#pool !await
        bind this.#pool = ‹import ./pool.js .Pool›
        bind this.cache = null
        bind this.other = other
      getter Store.main() → import ./pool.js .Pool ()
        return this.other
      method Store.load()
        call self Store .db .query() discarded !await
        call self Store .#pool .take() discarded !await
        call self Store .other .take() discarded !await
        call self Store .main .take() discarded !await
        call import ./pool.js .Pool () .take() discarded !await
      class Store
        cache: global Map ()
        db: import ./db.js .Db ()
        #pool: import ./pool.js .Pool ()
        other: import ./pool.js .Pool ()
        main: import ./pool.js .Pool ()
      import ./db.js (type)
      import ./pool.js"
    `);
  });

  test('reads Promise, null and readonly out of types', () => {
    const facts = typescriptFacts(`
    async function f(a: Promise<Db>, b: Db | null, c: Readonly<Db>, d: Db[], e: typeof x, g: import('m').N.Db, h: () => void) {
      a.q(); b.q(); c.q(); d.q(); e.q(); g.q(); h();
    }
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        nested f
      async function f(a: global Db (), b: global Db (), c: global Db (), d, e: global x, g: import m .N .Db (), h)
        call global Db () .q() discarded
        call global Db () .q() discarded
        call global Db () .q() discarded
        call parameter f#3 .q() discarded
        call global x .q() discarded
        call import m .N .Db () .q() discarded
        call parameter f#6() discarded"
    `);
  });

  test('takes the asserted type where nothing else is known', () => {
    const facts = typescriptFacts(`
    const db = container.get('db') as Db;
    db.query();
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        call global container .get("db") bound db !await
        bind db = ‹global container .get›
        call global Db () .query() discarded !await"
    `);
  });

  test('reads interfaces and type aliases', () => {
    const facts = typescriptFacts(`
    interface Deps extends Base { readonly db: Db }
    type Store = Cache;
    function f({db}: {db: Db}, deps: Deps, store: Store) {
      db.query();
      deps.db.query();
      store.get();
    }
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        nested f
      function f(: class  (), deps: class Deps (), store: global Cache ())
        bind db = .db
        call global Db () .query() discarded !await
        call class Deps () .db .query() discarded !await
        call global Cache () .get() discarded !await
      class Deps extends global Base
        db: global Db ()
      class 
        db: global Db ()"
    `);
  });

  test('does not take a type parameter for a class', () => {
    const facts = typescriptFacts(`
    class T {}
    function f<T>(x: T) {
      x.go();
    }
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        nested f
      function f(x)
        call parameter f#0 .go() discarded !await
      class T"
    `);
  });

  test('knows import require and export assignment', () => {
    const facts = typescriptFacts(`
    import fs = require('fs');
    fs.readFileSync('a');
    export = fs;
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        call import fs .readFileSync("a") discarded !await
      import fs
      export export= = import fs"
    `);
  });
});
