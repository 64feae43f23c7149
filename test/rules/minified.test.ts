import {expect, test} from 'vitest';
import {isMinified} from '../../rules/src/minified.ts';

const packed = 'async function a(b){const c=require("fs");return c.readFileSync(b)};'.repeat(100);
const written = "import {readFileSync} from 'node:fs';\n\nexport async function load() {\n  return readFileSync('a');\n}\n";

test.each([
  ['packed code', packed, true],
  ['packed code under a licence', `/*!\n * Licence\n */\n${packed}\n`, true],
  ['written code', written.repeat(100), false],
  ['written code beside a long line of data', `${written}export const image = '${'A'.repeat(50_000)}';\n`, false],
  ['written code beside a long table', `${written}export const table = [${'{"a": 1, "b": [2, 3]}, '.repeat(5000)}];\n`, false],
  ['a little packed code in a file that is written', `${written.repeat(200)}${packed}\n`, false],
  ['nothing', '', false],
])('%s', (_name, text, expected) => {
  expect(isMinified(text)).toBe(expected);
});
