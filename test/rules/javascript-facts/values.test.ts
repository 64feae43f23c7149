import {describe, expect, test} from 'vitest';
import {javascriptFacts} from './parsers.ts';

describe('What expressions compute', () => {
  test('knows one element per element', () => {
    const facts = javascriptFacts(`
    const a = xs.map(f);
    const b = xs.flatMap(async (x) => g(x));
    const c = Array.from(xs, f);
    const d = Array.from({length: 10}, f);
    const e = [...xs].map(f);
    const h = xs.filter(p).map(f);
    const i = Object.keys(o).map(f);
    const k = xs.map();
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        call global xs .map(global f) bound a !await
        bind a = each(global xs, global f)
        nested callback of flatMap
        call global xs .flatMap(function callback of flatMap) bound b !await
        bind b = each(global xs, function callback of flatMap)
        call global Array .from(global xs, global f) bound c !await
        bind c = each(global xs, global f)
        call global Array .from(record[length: 10], global f) bound d !await
        bind d = each(range(10), global f)
        call unknown .map(global f) bound e !await
        bind e = each(list[...global xs], global f)
        call global xs .filter(global p) receiver .map() !await
        call global xs .filter () .map(global f) bound h !await
        bind h = each(‹global xs .filter›, global f)
        call global Object .keys(global o) receiver .map() !await
        call global Object .keys () .map(global f) bound i !await
        bind i = each(‹global Object .keys›, global f)
        call global xs .map() bound k !await
        bind k = ‹global xs .map›
      async lambda callback of flatMap(x) made for global xs .flatMap#0
        call global g(x) returned
        return ‹global g›"
    `);
  });

  test('knows consecutive numbers', () => {
    const facts = javascriptFacts(`
    const a = Array(10);
    const b = new Array(n).fill(0);
    const c = [...Array(n).keys()];
    const d = Array.from({length: n});
    const e = Array.from(Array(3).keys());
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        call global Array(10) bound a !await
        bind a = range(10)
        call new global Array(global n) receiver .fill() !await
        call unknown .fill(0) bound b !await
        bind b = range(global n)
        call global Array(global n) receiver .keys() !await
        call unknown .keys() iterated !await
        bind c = list[...range(global n)]
        call global Array .from(record[length: global n]) bound d !await
        bind d = range(global n)
        call global Array(3) receiver .keys() !await
        call unknown .keys() argument 0 of global Array .from !await
        call global Array .from(range(3)) bound e !await
        bind e = range(3)"
    `);
  });

  test('knows how wide a slice is', () => {
    const facts = javascriptFacts(`
    const a = xs.slice(0, 5);
    const b = xs.slice(i, i + size);
    const c = xs.slice(2, 7);
    const d = xs.slice(2);
    const e = xs.slice(-3);
    const f = xs.splice(0, 10);
    const g = xs.slice(this.i, this.i + 4);
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        call global xs .slice(0, 5) bound a !await
        bind a = slice(global xs, 5)
        call global xs .slice(global i, (+ global i global size)) bound b !await
        bind b = slice(global xs, ∞)
        call global xs .slice(2, 7) bound c !await
        bind c = slice(global xs, 5)
        call global xs .slice(2) bound d !await
        bind d = slice(global xs, ∞)
        call global xs .slice(-3) bound e !await
        bind e = slice(global xs, 3)
        call global xs .splice(0, 10) bound f !await
        bind f = slice(global xs, 10)
        call global xs .slice(this.i, (+ this.i 4)) bound g !await
        bind g = slice(global xs, 4)"
    `);
  });

  test('keeps literals', () => {
    const facts = javascriptFacts(`
    const a = [1, -2, 'x', \`y\`, true, null, undefined, 10n, /re/];
    const b = {c: 1, 'd': 2, [e]: 3, ...f, g() {}, get h() { return 1; }};
    const i = \`a\${b}c\`;
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        bind a = list[1, -2, "x", "y", true, null, undefined, 10, ?]
        nested g
        nested h
        bind b = record[c: 1, d: 2, 3, ...global f, g: function g, h: function h]
        bind i = (template b)
      lambda g()
      getter h()
        return 1
      class b extends global f
        g: function g
        h: function h"
    `);
  });

  test('says operators the same in every language', () => {
    const facts = javascriptFacts(`
    const a = b === c && d !== e || !f;
    const g = h ?? i;
    const j = k + l + m - n;
    const o = typeof p === 'string' ? q : r instanceof S;
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        bind a = (or (and (== global b global c) (!= global d global e)) (not global f))
        bind g = (?? global h global i)
        bind j = (- (+ global k global l global m) global n)
        bind o = (?: (== (typeof global p) "string") global q (instanceof global r global S))"
    `);
  });

  test('counts the entries of a table of the module, and reads those that do or name something', () => {
    const facts = javascriptFacts(`
    const table = [{id: 1, tags: ['a', {deep: null}]}, {id: 2}, {id, load: () => f()}, {id: 4, key: \`k\`}];
    function rows() { return [{id: 1}, {id: 2}]; }
    `);
    expect(facts).toMatchInlineSnapshot(`
      "module
        nested load
        bind table = list[?, ?, record[id: global id, load: function load], record[id: 4, key: "k"]]
        nested rows
      lambda load()
        call global f() returned !await
        return ‹global f›
      function rows()
        return list[record[id: 1], record[id: 2]]"
    `);
  });
});
