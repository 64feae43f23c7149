import {describe, expect, test} from 'vitest';
import {javascriptFacts} from './parsers.ts';

describe('What names stand for', () => {
  test('names a renamed import', () => {
    const facts = javascriptFacts(`
    import {readFileSync as rf} from 'node:fs';
    rf('a');
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        call import node:fs .readFileSync("a") discarded
      import node:fs"
    `);
  });

  test('names default and namespace imports', () => {
    const facts = javascriptFacts(`
    import fs from 'fs';
    import * as os from 'os';
    fs.readFileSync('a');
    os.cpus();
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        call import fs .default .readFileSync("a") discarded
        call import os .cpus() discarded
      import fs
      import os"
    `);
  });

  test('names required modules', () => {
    const facts = javascriptFacts(`
    const fs = require('fs');
    const {execSync: run, promises: {readFile}} = require('child_process');
    fs.readFileSync('a');
    run('ls');
    readFile('a');
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        call global require("fs") bound fs !await
        bind fs = ‹global require›
        call global require("child_process") bound ? !await
        bind run = ‹global require›.execSync
        bind readFile = ‹global require›.promises.readFile
        call import fs .readFileSync("a") discarded !await
        call import child_process .execSync("ls") discarded !await
        call import child_process .promises .readFile("a") discarded !await
      import fs
      import child_process"
    `);
  });

  test('knows a require made by createRequire', () => {
    const facts = javascriptFacts(`
    import {createRequire} from 'node:module';
    const require = createRequire(import.meta.url);
    const fs = require('fs');
    fs.readFileSync('a');
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        call import node:module .createRequire(?.url) bound require
        bind require = ‹import node:module .createRequire›
        call import node:module .createRequire ()("fs") bound fs
        bind fs = ‹import node:module .createRequire ()›
        call import fs .readFileSync("a") discarded
      import node:module
      import fs"
    `);
  });

  test('leaves a require of the file alone', () => {
    const facts = javascriptFacts(`
    function require(name) { return name; }
    const fs = require('fs');
    fs.readFileSync('a');
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        nested require
        call function require("fs") bound fs !await
        bind fs = ‹function require›
        call function require () .readFileSync("a") discarded !await
      function require(name)
        return name"
    `);
  });

  test('follows dynamic imports', () => {
    const facts = javascriptFacts(`
    export async function f() {
      const {x} = await import('m');
      const n = await import('n');
      x();
      n.y();
    }
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        nested f
      async function f()
        await ?
        bind x = ?.x
        await ?
        bind n = ?
        call import m .x() discarded
        call import n .y() discarded
      import m (deferred)
      import n (deferred)
      export f = function f"
    `);
  });

  test('reads computed keys that are written out', () => {
    const facts = javascriptFacts(`
    import fs from 'fs';
    fs['readFileSync']('a');
    fs[\`statSync\`]('a');
    fs[name]('a');
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        call import fs .default .readFileSync("a") discarded
        call import fs .default .statSync("a") discarded
        call import fs .default []("a") discarded
      import fs"
    `);
  });

  test('looks through parentheses, commas and optional chains', () => {
    const facts = javascriptFacts(`
    import fs from 'fs';
    (0, fs.x)();
    ((fs)).y();
    fs?.z();
    fs.w?.();
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        call import fs .default .x() discarded
        call import fs .default .y() discarded
        call import fs .default .z?() discarded
        call import fs .default .w?() discarded
      import fs"
    `);
  });

  test('follows a name that is assigned once', () => {
    const facts = javascriptFacts(`
    import fs from 'fs';
    const read = fs.readFileSync;
    const {statSync} = fs;
    let later;
    later = fs.openSync;
    read('a');
    statSync('a');
    later('a');
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        bind read = fs.readFileSync
        bind statSync = fs.statSync
        bind later = fs.openSync
        call import fs .default .readFileSync("a") discarded
        call import fs .default .statSync("a") discarded
        call import fs .default .openSync("a") discarded
      import fs"
    `);
  });

  test('follows no name that is assigned different things', () => {
    const facts = javascriptFacts(`
    import fs from 'fs';
    let read = fs.readFileSync;
    if (test) read = other;
    read('a');
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        bind read = fs.readFileSync
        if global test
          bind read = global other
        call unknown("a") discarded
      import fs"
    `);
  });

  test('agrees on a name that is null first', () => {
    const facts = javascriptFacts(`
    let db = null;
    function open() {
      db = new Db();
    }
    db.query();
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        bind db = null
        nested open
        call global Db () .query() discarded !await
      function open()
        call new global Db() bound db !await
        bind db = ‹global Db›"
    `);
  });

  test('is not led in circles', () => {
    const facts = javascriptFacts(`
    let a = b;
    var b = a;
    a.x();
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        bind a = b
        bind b = a
        call unknown .x() discarded !await"
    `);
  });

  test('treats call, apply and bind as the function itself', () => {
    const facts = javascriptFacts(`
    import fs from 'fs';
    fs.readFileSync.call(fs, 'a', 'b');
    fs.readFileSync.apply(fs, args);
    const read = fs.readFileSync.bind(fs);
    read('a');
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        call import fs .default .readFileSync("a", "b") discarded
        call import fs .default .readFileSync(...global args) discarded
        call import fs .default .readFileSync .bind(fs) bound read
        bind read = ‹import fs .default .readFileSync .bind›
        call import fs .default .readFileSync("a") discarded
      import fs"
    `);
  });

  test('tells shadowed names from imports', () => {
    const facts = javascriptFacts(`
    import {readFileSync} from 'fs';
    function f(readFileSync) {
      readFileSync('a');
    }
    {
      const readFileSync = g;
      readFileSync('b');
    }
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        nested f
        bind readFileSync = global g
        call global g("b") discarded
      function f(readFileSync)
        call parameter f#0("a") discarded !await
      import fs"
    `);
  });

  test('hoists var and function declarations, and not let', () => {
    const facts = javascriptFacts(`
    f();
    x.y();
    function f() {
      if (a) { var x = require('m'); }
      x.z();
    }
    var x = require('n');
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        call function f() discarded !await
        call import n .y() discarded !await
        nested f
        call global require("n") bound x !await
        bind x = ‹global require›
      function f()
        if global a
          call global require("m") bound x !await
          bind x = ‹global require›
        call import m .z() discarded !await
      import m (deferred)
      import n"
    `);
  });

  test('names globals through globalThis', () => {
    const facts = javascriptFacts(`
    globalThis.fetch('a');
    window.fetch('b');
    fetch('c');
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        call global fetch("a") discarded !await
        call global fetch("b") discarded !await
        call global fetch("c") discarded !await"
    `);
  });

  test('names what a call of a call gives', () => {
    const facts = javascriptFacts(`
    import {Session} from 's';
    new Session().get().json();
    Session()();
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        call new import s .Session() receiver .get()
        call import s .Session () .get() receiver .json()
        call import s .Session () .get () .json() discarded
        call import s .Session() callee
        call import s .Session ()() discarded
      import s"
    `);
  });

  test('names parameters by position', () => {
    const facts = javascriptFacts(`
    function f(a, {b, c: {d}}, [e], ...g) {
      a.x();
      b.x();
      d.x();
      e.x();
      g.x();
    }
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        nested f
      function f(a, , , ...g)
        bind b = .b
        bind d = .c.d
        bind e = [0]
        call parameter f#0 .x() discarded !await
        call parameter f#1 .b .x() discarded !await
        call parameter f#1 .c .d .x() discarded !await
        call parameter f#2 [] .x() discarded !await
        call parameter f#3 [] .x() discarded !await"
    `);
  });

  test('takes a name of its own from a function expression', () => {
    const facts = javascriptFacts(`
    const f = function g() {
      g();
    };
    f();
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        nested g
        bind f = function g
        call function g() discarded !await
      lambda g()
        call function g() discarded !await"
    `);
  });
});
