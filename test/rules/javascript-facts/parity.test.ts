import {readdirSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';
import {factsOf, javascriptFacts, typescriptFacts} from './parsers.ts';

/** Real files, on which all parsers must agree as well: our own in TypeScript, ESLint's in JavaScript. */
const ours = fileURLToPath(new URL('../../../rules/src/javascript/', import.meta.url));
const eslint = path.dirname(createRequire(import.meta.url).resolve('eslint/package.json'));

describe('Parsers agree on real files', () => {
  test.each(filesIn(ours, /\.ts$/))('%s', (file) => {
    expect(typescriptFacts(readFileSync(file, 'utf8'), file)).toContain('module');
  });

  test.each(filesIn(path.join(eslint, 'lib', 'linter'), /\.js$/))('%s', (file) => {
    expect(javascriptFacts(readFileSync(file, 'utf8'), file)).toContain('module');
  });

  test('a file that returns from its top level is CommonJS', () => {
    const facts = factsOf('if (done) return;\nstart();', '/project/file.js');
    expect(facts.syntaxErrors).toEqual([]);
    expect(facts.functions[0]!.calls).toHaveLength(1);
  });
});

function filesIn(folder: string, name: RegExp): string[] {
  return readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter((file) => name.test(file)).map((file) => path.join(folder, file));
}
