import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseSync} from 'oxc-parser';
import {describe, expect, test} from 'vitest';
import type {Program} from '../../../rules/src/javascript/create-front-end.ts';
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
    let taken = 0;
    paths.forEach((path, index) => {
      const whole = readFileSync(path, 'utf8');
      for (let count = 0; count < 12; count++) {
        const lines = whole.split('\n');
        // Golden ratios: well spread, and the same in every run.
        const at = Math.floor(((count * 0.618 + index * 0.382) % 1) * lines.length);
        const edited = lines.with(at, edit(lines[at] ?? '', (count * 0.382) % 1)).join('\n');
        if (expectFresh(path, whole, edited)) taken++;
      }
    });
    // Most of these leave the file half-typed, which only reading all of it can make the best of.
    if (edit === EDITS['comments added']) expect(taken).toBeGreaterThan(paths.length * 5);
  });
});

/** Whether only a part of it was read, which then is to be the same as reading all of it; also once more, out of the tree that came of it. */
function expectFresh(path: string, before: string, after: string): boolean {
  const {program, errors} = parse({path, text: before});
  expect(errors, path).toEqual([]);
  const again = parseAgain({path, text: after}, {text: before, program});
  if (!again) return false;
  expectSame(again.program, after, path);
  const back = parseAgain({path, text: before}, {text: after, program: again.program});
  if (back) expectSame(back.program, before, path);
  return true;
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
  ['signs of two halves', 'function f() { return "🎉"; }\nfunction g() { return 1; }\n', '🎉', '🎊🎉', true],
])('%s', (_, before, from, to, isTaken) => {
  expect(before).toContain(from);
  expect(expectFresh('/a.ts', before, before.replace(from, () => to))).toBe(isTaken);
});
