import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseSync} from 'oxc-parser';
import {describe, expect, test} from 'vitest';
import type {Parsed, Program} from '../../../rules/src/javascript/create-front-end.ts';
import {parseAgainWithOxc, parseWithOxc} from '../../../rules/src/javascript/oxc.ts';

const parse = parseWithOxc(parseSync);
const parseAgain = parseAgainWithOxc(parseSync);

/** Real sources in both languages: our own, and installed ones. */
const folders = {
  TypeScript: [fileURLToPath(new URL('../../../rules/src/project', import.meta.url)), fileURLToPath(new URL('../../../server/profile', import.meta.url))],
  JavaScript: [join(dirname(fileURLToPath(import.meta.resolve('eslint/package.json'))), 'lib', 'rules')],
};

const EDITS: Readonly<Record<string, (line: string, chance: number) => string>> = {
  'comments added': line => `${line} // seen`,
  'words lengthened': line => line.replace(/\b[a-z]\w+/, word => `${word}s`),
  'lines cut off': (line, chance) => line.slice(0, Math.floor(chance * line.length)),
  'lines doubled': line => `${line}\n${line}`,
  'calls added': line => `${line}\nawait seen(async () => { /* why */ await 1; });`,
  'functions begun': line => `${line}\nasync function half(x`,
  'braces closed': line => `${line}}`,
  'braces closed and opened': line => `${line}} function other() {`,
  'quotes opened': line => `${line}\``,
  'comments opened': line => `${line}/*`,
  'lines emptied': () => '',
};

/** A file as it is edited must be read as if it had been opened anew after each edit. */
describe.each(Object.entries(folders))('an edited file of %s', (_, within) => {
  const paths = within.flatMap(folder => readdirSync(folder).filter(name => /\.[jt]s$/.test(name)).map(name => join(folder, name))).filter((path, index) => index % 13 === 0 && readFileSync(path, 'utf8').length > 1000);

  test.each(Object.entries(EDITS))('%s', (_, edit) => {
    expect(paths.length).toBeGreaterThan(5);
    const counts = {taken: 0, halfTyped: 0, functions: 0, functionsReadWhole: 0};
    paths.forEach((path, index) => {
      const whole = readFileSync(path, 'utf8');
      for (let count = 0; count < 12; count++) {
        const lines = whole.split('\n');
        // Golden ratios: well spread, and the same in every run.
        const at = Math.floor(((count * 0.618 + index * 0.382) % 1) * lines.length);
        const edited = lines.with(at, edit(lines[at] ?? '', (count * 0.382) % 1)).join('\n');
        const again = expectFresh(path, whole, edited);
        if (!again) continue;
        counts.taken++;
        if (again.errors.length === 0) continue;
        counts.halfTyped++;
        const [before, read, readWhole] = [parse({path, text: whole}), again, parse({path, text: edited})].map(({program}) => functionsIn(program)) as [number, number, number];
        counts.functions += Math.min(before, read);
        counts.functionsReadWhole += Math.min(before, readWhole);
      }
    });
    if (edit === EDITS['comments added']) expect(counts.taken).toBeGreaterThan(paths.length * 5);
    if (edit === EDITS['functions begun']) expect(counts.halfTyped).toBeGreaterThan(paths.length * 5);
    // Repaired in its part, it is read at least as well as it is when all of it has to be repaired.
    expect(counts.functions).toBeGreaterThanOrEqual(counts.functionsReadWhole);
  });
});

/**
 * What reading only a part of it gives, null where all of it has to be read: the same as reading all of it, and a half-typed part is told as such. The
 * same once more out of the tree that came of it, whose part is whole again.
 */
function expectFresh(path: string, before: string, after: string): Parsed | null {
  const {program, errors} = parse({path, text: before});
  expect(errors, path).toEqual([]);
  const again = parseAgain({path, text: after}, {text: before, program, errors});
  if (!again) return null;
  if (again.errors.length === 0) expectSame(again.program, after, path);
  else expect(parse({path, text: after}).errors, `${path}:\n${after}`).not.toEqual([]);
  const found = {...again, program: structuredClone({...again.program})};
  const back = parseAgain({path, text: before}, {text: after, ...again});
  if (back) expectSame(back.program, before, path);
  return found;
}

function functionsIn(program: Program): number {
  let count = 0;
  JSON.stringify(program, (key, value: unknown) => {
    if (key === 'type' && /Function/.test(String(value))) count++;
    return typeof value === 'bigint' ? String(value) : value;
  });
  return count;
}

function expectSame(program: Program, text: string, path: string): void {
  const fresh = parse({path, text});
  expect(fresh.errors, `${path}:\n${text}`).toEqual([]);
  expect(program, `${path}:\n${text}`).toEqual({...fresh.program});
}

test.each([
  ['a method of a class that extends another', 'class A extends B {\n  #x = 1;\n  constructor() { super(); this.a = 1; }\n}\nexport default A;\n', 'this.a', 'this.#x', true],
  ['a field', 'import x from "x";\nclass A {\n  a = 1;\n  b = 2;\n}\n', 'a = 1', 'a = 1 + x', true],
  ['an accessor with a decorator', 'class A {\n  @log\n  get a() { return 1; }\n}\n', 'return 1', 'return 12', true],
  ['a variable with a semicolon', 'import {a} from "a";\nexport const f = async () => { await a(1); };\nf();\n', 'a(1)', 'a(1, 2)', true],
  ['a variable without', 'const f = () => { g(1) }\nf();\n', 'g(1)', 'g(2)', false],
  ['awaiting at the top level', 'import {a} from "a";\nconst x = await (a());\n', 'a()', 'a(1)', true],
  ['the only word that makes it a module', 'const x = 1;\nexport const y = 2;\n', 'y = 2', 'y = 3', false],
  ['a directive', '"use strict";\nlet a = 1;\n', 'use strict', 'use strictly', false],
  ['a statement that calls', 'app.get("/", async () => { await f(1); });\ng();\n', 'f(1)', 'f(1, 2)', true],
  ['what a statement of text says', 'f();\n"one";\n', 'one', 'two', false],
  ['an exported object that may go on', 'export default {\n  a: 1\n}\n', 'a: 1', 'a: 2', false],
  ['comments around and in it', '/* a */\nfunction f() { /* b */ return 1; } // c\n// d\nfunction g() {}\n', 'return 1', '/* e */ return 10', true],
  ['two functions in place of one', 'import "x";\nfunction f() { return 1; }\nf();\n', 'return 1;', 'return 1; } function g() {', false],
  ['a half-typed call', 'function f() {\n  return 1;\n}\nf();\n', 'return 1', 'g(; return 1', true],
  ['a brace opened in a method', 'class A {\n  f() {\n    g();\n  }\n  h() {}\n}\n', 'g();', 'g();\n    if (x) {', true],
  ['a quote opened', 'function f() {\n  g();\n}\nf();\n', 'g();', 'g("x);', true],
  ['a template opened, which a later one may close', 'function f() {\n  g();\n}\nf(``);\n', 'g();', 'g(`x);', false],
  ['a comment opened, which a later one may close', 'function f() {\n  g();\n}\n/** h */ f();\n', 'g();', 'g(); /*', false],
  ['signs of two halves', 'function f() { return "🎉"; }\nfunction g() { return 1; }\n', '🎉', '🎊🎉', true],
])('%s', (_, before, from, to, isTaken) => {
  expect(before).toContain(from);
  expect(expectFresh('/a.ts', before, before.replace(from, () => to)) !== null).toBe(isTaken);
});
