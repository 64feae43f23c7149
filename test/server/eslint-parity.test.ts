import {spawnSync} from 'node:child_process';
import {mkdirSync, symlinkSync} from 'node:fs';
import {basename, join} from 'node:path';
import {afterEach, describe, expect, test} from 'vitest';
import type {Diagnostic} from 'vscode-languageserver/node';
import {Editor, type EditorOptions} from './editor.ts';

const root = join(import.meta.dirname, '../..');

const FILES = {
  'load.ts': "import {readFileSync} from 'node:fs';\n\nexport const load = (): string => readFileSync('a', 'utf8');\n",
  'main.ts': "import {execSync} from 'node:child_process';\nimport {load} from './load.js';\n\nexport async function main(urls: string[]) {\n  load();\n  execSync('ls');\n  // eslint-disable-next-line loopsight/no-blocking-call -- once\n  execSync('ls');\n  return Promise.all(urls.map(url => fetch(url)));\n}\n",
  'main.py': 'import time\nimport requests\n\n\ndef load():\n    return requests.get("x")\n\n\nasync def main():\n    load()\n    time.sleep(1)\n    time.sleep(1)  # noqa: ASYNC251\n',
  'ignored.py': 'import time\n\n\nasync def main():\n    time.sleep(1)\n',
};
const NAMES = Object.keys(FILES);

const CONFIGURATIONS: Readonly<Record<string, string>> = {
  'the recommended preset': '...loopsight.configs.recommended',
  'the strict preset': '...loopsight.configs.strict',
  'single rules with their own severities': "{plugins: {loopsight}, files: ['**/*.ts'], rules: {'loopsight/no-blocking-call': 'warn'}}, {files: ['**/*.py'], plugins: {loopsight}, language: 'loopsight/python', rules: {'loopsight/no-transitive-blocking-call': 'error'}}",
  'settings': "...loopsight.configs.recommended, {settings: {loopsight: {allow: ['time.sleep', 'child_process.execSync']}}}",
};

let editor: Editor;
afterEach(() => editor.stop());

/** A project that has ESLint and our plugin: the built ones, linked. */
async function projectWith(config: string, options: EditorOptions = {}): Promise<Editor> {
  editor = await Editor.start({
    ...options,
    files: {...FILES, 'package.json': '{"type": "module"}', 'eslint.config.js': `import tseslint from 'typescript-eslint';\nimport loopsight from 'eslint-plugin-loopsight';\nexport default [{ignores: ['ignored.py', 'eslint.config.js']}, {files: ['**/*.ts'], languageOptions: {parser: tseslint.parser}}, ${config}];\n`},
  });
  mkdirSync(join(editor.folder, 'node_modules'));
  symlinkSync(join(root, 'rules'), join(editor.folder, 'node_modules', 'eslint-plugin-loopsight'), 'junction');
  for (const name of ['eslint', 'typescript-eslint']) symlinkSync(join(root, 'node_modules', name), join(editor.folder, 'node_modules', name), 'junction');
  return editor;
}

const seen = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({range, code, message, severity}) => `${range.start.line + 1}:${range.start.character + 1} ${code} ${severity === 1 ? 'error' : 'warning'} ${message}`).sort();

/** What our rules find under ESLint in each file. (It also reports unused comments, in words of its own.) */
function eslintFindings(folder: string): Readonly<Record<string, readonly string[]>> {
  const {stdout, stderr} = spawnSync(process.execPath, [join(root, 'node_modules/eslint/bin/eslint.js'), '--format', 'json', '.'], {cwd: folder, encoding: 'utf8'});
  if (!stdout.startsWith('[')) throw new Error(`ESLint did not finish: ${stderr}`);
  const results = JSON.parse(stdout) as {filePath: string; messages: {ruleId: string | null; line: number; column: number; severity: number; message: string}[]}[];
  return Object.fromEntries(
    results.map(({filePath, messages}) => [
      basename(filePath),
      messages.filter(({ruleId}) => ruleId?.startsWith('loopsight/')).map(({ruleId, line, column, severity, message}) => `${line}:${column} ${ruleId?.replace('loopsight/', '')} ${severity === 2 ? 'error' : 'warning'} ${message}`).sort(),
    ]),
  );
}

describe.each(Object.entries(CONFIGURATIONS))('with %s', (_name, config) => {
  test('editor and ESLint agree on every problem, its place, words and severity', async () => {
    await projectWith(config);
    const expected = eslintFindings(editor.folder);
    for (const name of NAMES) editor.open(name, FILES[name as keyof typeof FILES]);
    for (const name of NAMES) {
      const wanted = expected[name] ?? [];
      const diagnostics = await editor.diagnostics(name, found => seen(found).join('\n') === wanted.join('\n'));
      expect(seen(diagnostics)).toEqual(wanted);
    }
    expect(Object.values(expected).flat().length).toBeGreaterThan(0);
  });
});

describe('the ESLint configuration', () => {
  const config = '...loopsight.configs.recommended';
  const findsNothing = (diagnostics: readonly Diagnostic[]) => diagnostics.length === 0;

  test('is left alone in an untrusted workspace, where the settings decide', async () => {
    await projectWith(config, {initializationOptions: {isTrusted: false}, settings: {rules: {'no-blocking-call': 'off', 'no-transitive-blocking-call': 'off'}}});
    editor.open('main.py', FILES['main.py']);
    expect(await editor.diagnostics('main.py', findsNothing)).toEqual([]);
  });

  test('is left alone when the user says so', async () => {
    await projectWith(config, {settings: {eslintConfiguration: false, preset: 'recommended', rules: {'no-blocking-call': 'hint'}}});
    editor.open('main.py', FILES['main.py']);
    const diagnostics = await editor.diagnostics('main.py', found => found.some(({severity}) => severity === 4));
    expect(diagnostics.length).toBe(2);
  });

  test('decides what is shown by the ESLint extension already, and is not repeated', async () => {
    await projectWith(config, {initializationOptions: {eslintExtensionLanguages: ['typescript']}});
    editor.open('main.ts', FILES['main.ts']);
    editor.open('main.py', FILES['main.py']);
    expect((await editor.diagnostics('main.py', found => found.length === 2)).length).toBe(2);
    expect(await editor.diagnostics('main.ts', findsNothing)).toEqual([]);
    expect(editor.silences.get(editor.uri('main.ts'))).toContain('The ESLint extension shows the problems of this file');
    expect(editor.silences.has(editor.uri('main.py'))).toBe(false);
  });

  test('that leaves a file out is named as the reason of the silence, until it takes the file in', async () => {
    await projectWith(config);
    editor.open('ignored.py', FILES['ignored.py']);
    expect(await editor.diagnostics('ignored.py', findsNothing)).toEqual([]);
    expect(editor.silences.get(editor.uri('ignored.py'))).toContain('the project’s ESLint configuration leaves it out');
    editor.save('eslint.config.js', `import loopsight from 'eslint-plugin-loopsight';\nexport default [${config}];\n`);
    await editor.diagnostics('ignored.py', found => found.length === 1);
    expect(editor.silences.get(editor.uri('ignored.py'))).toBeNull();
  });

  test('that is broken is named, and the settings decide until it is mended', async () => {
    await projectWith('...loopsight.configs.nonsense');
    editor.open('main.py', FILES['main.py']);
    expect((await editor.diagnostics('main.py', found => found.length === 2)).length).toBe(2);
    expect(editor.warnings.join()).toContain("The project's ESLint configuration could not be read");
    editor.save('eslint.config.js', "export default [{ignores: ['main.py']}];\n");
    await editor.diagnostics('main.py', found => found.length === 2);
  });
});
