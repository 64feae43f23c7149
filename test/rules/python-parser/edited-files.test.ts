import {describe, expect, test} from 'vitest';
import {EditedFiles} from '../../../rules/src/python/edited-files.ts';
import {parsePython} from '../../../rules/src/python/parse.ts';
import {pythonFiles, read, standardLibrary} from './cpython.ts';

const LIBRARY = standardLibrary();
const EDITS = 9;

/** A file as it is edited must be read as if it had been opened anew after each edit. */
describe.skipIf(!LIBRARY)(`an edited file${LIBRARY ? '' : ': no python3, so no files to edit'}`, () => {
  const texts = LIBRARY ? pythonFiles(LIBRARY).map(read).filter((text, index) => index % 90 === 0 && text.length > 2000 && text.length < 100_000) : [];

  test.each(Object.entries({
    'comments added': (line: string) => `${line}  # seen`,
    'lines cut off': (line: string, chance: number) => line.slice(0, Math.floor(chance * line.length)),
    'lines doubled': (line: string) => `${line}\n${line}`,
    'definitions begun': (line: string) => `${line}\ndef half(x`,
    'decorators begun': (line: string) => `${line}\n@half.typed`,
    'quotes opened': (line: string) => `${line}'''`,
    'lines emptied': () => '',
    'brackets closed': (line: string) => `${line})`,
  }))('%s', {timeout: 120_000}, (_, edit) => {
    expect(texts.length).toBeGreaterThan(5);
    texts.forEach((text, index) => {
      const files = new EditedFiles();
      const path = `/file${index}.py`;
      let lines = text.split('\n');
      for (let count = 0; count < EDITS; count++) {
        const edited = lines.join('\n');
        expect(withoutParents(files.parse({path, text: edited}))).toBe(withoutParents(parsePython(edited).tree));
        // Golden ratios: well spread, and the same in every run.
        const at = Math.floor(((count * 0.618 + index * 0.382) % 1) * lines.length);
        lines = lines.with(at, edit(lines[at] ?? '', (count * 0.382) % 1));
        // Some edits are taken back, and the file is whole again.
        if (count % 3 === 2) lines = text.split('\n');
      }
    });
  });
});

test.each([
  ['a definition inside of a string', 'x = """\ndef f(): pass\n"""\nasync def g():\n  await x\n'],
  ['a decorator over several lines', '@get(\n  "/",\n)\nasync def f():\n  pass\n\n@a\n@b\nclass C:\n  x = 1\n'],
  ['a line that goes on', 'x = 1 + \\\ndef f(): pass\n'],
  ['returns and line breaks', 'import a\r\n\r\ndef f():\r\n  x = (1,\r\n  2)\r\n\r\n# end\r\nasync  def g(): return 1\r\n'],
  ['the same definition twice', 'def f():\n  return 1\n\ndef f():\n  return 1\n\n'],
  ['nothing but comments before', '# one\n\n# two\ndef f(): pass\n# three'],
])('%s', (_, text) => {
  const files = new EditedFiles();
  const first = withoutParents(files.parse({path: '/a.py', text}));
  for (let again = 0; again < 3; again++) expect(withoutParents(files.parse({path: '/a.py', text}))).toBe(first);
});

test('only so many files are remembered', () => {
  const files = new EditedFiles();
  for (let count = 0; count < 50; count++) files.parse({path: `/${count % 10}.py`, text: 'def f(): pass\n'});
  expect(files.remembered).toBeLessThan(5);
});

function withoutParents(tree: object): string {
  return JSON.stringify(tree, (key, value: unknown) => (key === 'parent' ? undefined : typeof value === 'bigint' ? String(value) : value), 1);
}
