import {parseSync} from 'oxc-parser';
import {describe, expect, test} from 'vitest';
import {createJavascriptFrontEnd} from '../../../rules/src/javascript/create-front-end.ts';
import {parseWithOxc} from '../../../rules/src/javascript/oxc.ts';
import {javascriptFacts, typescriptFacts} from './parsers.ts';

describe('Functions, classes and modules', () => {
  test('lists functions with what they are', () => {
    const facts = typescriptFacts(`
    export default async function main() {}
    const arrow = async (x: number) => x;
    export const handler = function () {};
    const table = {load() {}, get size() { return 1; }, run: () => {}};
    function* g() {}
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        nested main
        nested arrow
        bind arrow = function arrow
        nested handler
        bind handler = function handler
        nested load
        nested size
        nested run
        bind table = record[load: function load, size: function size, run: function run]
        nested g
      async function main()
      async lambda arrow(x)
        return x
      lambda handler()
      lambda load()
      getter size()
        return 1
      lambda run()
      generator function g()
      class table
        load: function load
        size: function size
        run: function run
      export default = function main
      export handler = function handler"
    `);
  });

  test('lists methods', () => {
    const facts = typescriptFacts(`
    abstract class A<T> extends B<T> implements C {
      static async s() {}
      #p() {}
      get x() { return 1; }
      set x(v) {}
      async *g() {}
      'quoted'() {}
      [computed()]() {}
      abstract todo(): void;
      over(a: string): void;
      over(a: number): void;
      over(a: unknown) { f(a); }
      field = () => this.over(1);
    }
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        call global computed() read !await
      static async method A.s()
      method A.#p()
      getter A.x()
        return 1
      setter A.x(v)
      async generator method A.g()
      method A.quoted()
      method A.[computed]()
      method A.over(a)
        call global f(a) discarded !await
      constructor A.constructor()
        call super A() read !await
        nested field
        bind this.field = function field
      lambda field()
        call self A .over(1) returned !await
        return ‹self A .over›
      class A extends global B
        s: function A.s
        field: function field"
    `);
  });

  test('gives every class that runs something a constructor', () => {
    const facts = typescriptFacts(`
    class A {
      db = open();
    }
    class B {
      db = open();
      constructor() { start(); }
    }
    class C {
      x = 1;
    }
    new A();
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        call new class A() discarded !await
      constructor A.constructor()
        call global open() bound this.db !await
        bind this.db = ‹global open›
      constructor B.constructor()
        call global open() bound this.db !await
        bind this.db = ‹global open›
        call global start() discarded !await
      constructor C.constructor()
        bind this.x = 1
      class A
        db: global open ()
      class B
        db: global open ()
      class C"
    `);
  });

  test('says what functions give', () => {
    const facts = typescriptFacts(`
    async function a(): Promise<Db> { return open(); }
    function b(): Db | undefined { return x ? y() : z; }
    const c = () => make();
    function d(): asserts x is Db {}
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        nested a
        nested b
        nested c
        bind c = function c
        nested d
      async function a() → global Db ()
        call global open() returned
        return ‹global open›
      function b() → global Db ()
        if global x
          call global y() returned !await
        return (?: global x ‹global y› global z)
      lambda c()
        call global make() returned !await
        return ‹global make›
      function d()"
    `);
  });

  test('reads decorators', () => {
    const facts = typescriptFacts(`
    @Injectable()
    class A {
      @Get('/x') async get() {}
      @observed size = 1;
    }
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        call global Injectable() read !await
        call global Get("/x") read !await
      @global Get async method A.get()
      constructor A.constructor()
        bind this.size = 1
      class A"
    `);
  });

  test('lists what a module exports', () => {
    const facts = typescriptFacts(`
    import {x as y} from './x.js';
    export {y, y as z};
    export {a, b as c} from './m.js';
    export * from './all.js';
    export * as ns from './ns.js';
    export type {T} from './t.js';
    export const d = y.e, {f} = y;
    export class G {}
    export function h() {}
    export interface I { j: string }
    export default y.k;
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        bind d = y.e
        bind f = y.f
        nested h
      function h()
      class G (exported)
      class I (exported)
      import ./x.js
      import ./m.js
      import ./all.js
      import ./ns.js
      import ./t.js (type)
      export y = import ./x.js .x
      export z = import ./x.js .x
      export a = import ./m.js .a
      export c = import ./m.js .b
      export ns = import ./ns.js
      export T = import ./t.js .T
      export d = import ./x.js .x .e
      export f = import ./x.js .x .f
      export G = class G
      export h = function h
      export I = class I
      export default = import ./x.js .x .k
      export * from ./all.js"
    `);
  });

  test('lists what a CommonJS module exports', () => {
    const facts = javascriptFacts(`
    const fs = require('fs');
    function a() {}
    module.exports = {a, read: fs.readFileSync, b() {}};
    exports.c = a;
    module.exports.d = class D {};
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        call global require("fs") bound fs !await
        bind fs = ‹global require›
        nested a
        nested b
        bind global module.exports = record[a: a, read: fs.readFileSync, b: function b]
        bind global exports.c = a
        bind global module.exports.d = D
      function a()
      lambda b()
      class exports
        a: function a
        read: import fs .readFileSync
        b: function b
      class D (exported)
      import fs
      export a = function a
      export read = import fs .readFileSync
      export b = function b
      export c = function a
      export d = class D"
    `);
  });

  test('lists what a CommonJS module is', () => {
    const facts = javascriptFacts(`
    class Store {}
    module.exports = Store;
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        bind global module.exports = Store
      class Store (exported)
      export export= = class Store"
    `);
  });

  test('runs namespaces and enums where they stand', () => {
    const facts = typescriptFacts(`
    namespace N { export const x = f(); }
    enum E { A = g(), B }
    declare module 'm' { function h(): void }
    declare function i(): void;
    i();
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        call global f() bound x !await
        bind x = ‹global f›
        call global g() read !await
        call unknown() discarded !await
      class N
        x: global f ()"
    `);
  });

  test('reads JSX', () => {
    const facts = typescriptFacts(`
    const a = <Foo bar={load()} onClick={() => save()} {...rest()}>{items.map((x) => <Item key={x} />)}</Foo>;
    `, '/project/file.tsx');
    expect(facts).toMatchInlineSnapshot(`
      "module
        call global load() read !await
        nested onClick
        call global rest() read !await
        nested callback of map
        call global items .map(function callback of map) read !await
        bind a = ?(?(‹global load›, function onClick, ?(‹global rest›)), ?(each(global items, function callback of map)))
      lambda onClick()
        call global save() returned !await
        return ‹global save›
      lambda callback of map(x) made for global items .map#0
        return ?(?(x))"
    `);
  });

  test('reads import attributes and deferred imports', () => {
    const facts = typescriptFacts(`
    import data from './data.json' with {type: 'json'};
    import type {A} from 'a';
    import {type B} from 'b';
    async function f() { await import('c'); require('d'); }
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        nested f
      async function f()
        await ?
        call global require("d") discarded
      import ./data.json
      import a (type)
      import b (type)
      import c (deferred)
      import d (deferred)"
    `);
  });

  test('keeps comments', () => {
    const facts = typescriptFacts(`
    // a
    f(/* b */);
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        call global f() discarded !await"
    `);
  });

  test('names where a name is used from inside', () => {
    const facts = javascriptFacts(`
    let n = 0;
    function f() { return () => n++; }
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        bind n = 0
        nested f
      function f()
        nested anonymous function
        return function anonymous function
      lambda anonymous function()
        bind n = (+ n 1)
        return (+ n 1)"
    `);
  });

  test('exports overloaded functions and renamed requires', () => {
    const facts = typescriptFacts(`
    export import fs = require('fs');
    export default function f(a: string): void;
    export default function f(a: unknown) { fs.statSync(a); }
    export function g(): void;
    export function g() {}
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        nested f
        nested g
      function f(a)
        call import fs .statSync(a) discarded !await
      function g()
      import fs
      export fs = import fs
      export default = function f
      export g = function g"
    `);
  });

  test('reads the script of a component', () => {
    const source = {path: '/project/App.svelte', text: "import {f} from 'm';"};
    const {program} = parseWithOxc(parseSync)({...source, path: '/project/App.js'});
    const component = {type: 'Program', body: [{type: 'SvelteScriptElement', body: (program as unknown as {body: unknown[]}).body}]};
    const frontEnd = createJavascriptFrontEnd(() => ({program: component, errors: []}));
    expect([...frontEnd.facts(component, source).moduleBindings.keys()]).toEqual(['f']);
  });
});
