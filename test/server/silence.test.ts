import {afterEach, expect, test} from 'vitest';
import {Editor, type EditorOptions} from './editor.ts';

let editor: Editor;
afterEach(() => editor.stop());

const BLOCKING = 'import time\n\n\nasync def main():\n    time.sleep(1)\n';

/** What the reader of a file is told of its silence, once its problems, none, are there. */
async function silenceOf(name: string, text: string, options: EditorOptions = {}): Promise<string | null | undefined> {
  editor = await Editor.start(options);
  editor.open(name, text);
  expect(await editor.diagnostics(name, () => true)).toEqual([]);
  return editor.silences.get(editor.uri(name));
}

test('a file in which nothing is wrong is not silent', async () => {
  expect(await silenceOf('main.py', 'import asyncio\n\n\nasync def main():\n    await asyncio.sleep(1)\n')).toBeUndefined();
});

test('a file that is too long to have been written says so', async () => {
  expect(await silenceOf('main.py', BLOCKING + '# padding\n'.repeat(200_000))).toContain('longer than 2 million characters');
});

test('a file that is minified says so, and speaks again when it is not', async () => {
  const packed = `async function f(){${"require('fs').readFileSync('a');".repeat(200)}}\n`;
  expect(await silenceOf('main.js', packed)).toContain('minified');
  editor.type('main.js', "import {readFileSync} from 'node:fs';\nexport async function f() {\n  readFileSync('a');\n}\n");
  await editor.diagnostics('main.js', found => found.length === 1);
  expect(editor.silences.get(editor.uri('main.js'))).toBeNull();
});

test('a file for which Loopsight is off names the setting', async () => {
  expect(await silenceOf('main.py', BLOCKING, {settings: {enable: false}})).toContain('loopsight.enable');
});
