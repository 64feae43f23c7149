import {afterEach, describe, expect, test} from 'vitest';
import type {Diagnostic} from 'vscode-languageserver/node';
import {Editor, type EditorOptions} from './editor.ts';

let editor: Editor;
const start = async (options: EditorOptions = {}) => (editor = await Editor.start(options));
afterEach(() => editor.stop());

const rulesOf = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({code}) => code);
const has = (...rules: string[]) => (diagnostics: readonly Diagnostic[]) => rulesOf(diagnostics).sort().join() === [...rules].sort().join();

const SLEEPY = 'import asyncio\nimport time\n\nasync def poll():\n    time.sleep(1)\n';
const LOAD_PY = "def load():\n    with open('data.json') as file:\n        return file.read()\n";
const MAIN_PY = 'from load import load\n\nasync def main():\n    return load()\n';
const LOAD_TS = "import {readFileSync} from 'node:fs';\n\nexport function load(): string {\n  return readFileSync('data.json', 'utf8');\n}\n";
const MAIN_TS = "import {load} from './load.js';\n\nexport async function main(): Promise<string> {\n  return load();\n}\n";

describe('diagnostics', () => {
  test('of Python name the rule, its page, and the exact range', async () => {
    await start();
    editor.open('poll.py', SLEEPY);
    const [diagnostic] = await editor.diagnostics('poll.py', has('no-blocking-call'));
    expect(diagnostic).toMatchObject({
      source: 'loopsight',
      code: 'no-blocking-call',
      codeDescription: {href: expect.stringMatching(/docs\/no-blocking-call\.md$/)},
      range: {start: {line: 4, character: 4}, end: {line: 4, character: 17}},
    });
  });

  test('of TypeScript follow calls into other files, with every hop as related information', async () => {
    await start({files: {'load.ts': LOAD_TS}});
    editor.open('main.ts', MAIN_TS);
    const [diagnostic] = await editor.diagnostics('main.ts', has('no-transitive-blocking-call'));
    expect(diagnostic?.range.start).toEqual({line: 3, character: 9});
    expect(diagnostic?.relatedInformation?.at(-1)?.location).toEqual({uri: editor.uri('load.ts'), range: expect.objectContaining({start: {line: 3, character: 9}})});
  });

  test('come in two steps: local ones first, those across files after', async () => {
    await start({files: {'load.py': LOAD_PY}});
    editor.open('main.py', `import time\n${MAIN_PY}\nasync def nap():\n    time.sleep(1)\n`);
    await editor.diagnostics('main.py', has('no-blocking-call', 'no-transitive-blocking-call'));
    expect(rulesOf(editor.published('main.py')[0]?.diagnostics ?? [])).toEqual(['no-blocking-call']);
  });

  test('vanish in the caller when the unsaved helper is mended, and come back', async () => {
    await start({files: {'load.py': LOAD_PY}});
    editor.open('load.py', LOAD_PY);
    editor.open('main.py', MAIN_PY);
    await editor.diagnostics('main.py', has('no-transitive-blocking-call'));
    editor.type('load.py', 'def load():\n    return 1\n');
    await editor.diagnostics('main.py', has());
    editor.type('load.py', LOAD_PY);
    await editor.diagnostics('main.py', has('no-transitive-blocking-call'));
  });

  test('follow a helper that changes on disk', async () => {
    await start({files: {'load.ts': LOAD_TS}});
    editor.open('main.ts', MAIN_TS);
    await editor.diagnostics('main.ts', has('no-transitive-blocking-call'));
    editor.save('load.ts', "export function load(): string {\n  return '';\n}\n");
    await editor.diagnostics('main.ts', has());
  });

  test('follow who calls a function: silent while only the start does, and back when a request does', async () => {
    const settings = "async def load():\n    with open('settings.toml') as file:\n        return file.read()\n";
    const main = 'import asyncio\nfrom settings import load\n\nasync def main():\n    print(await load())\n\nasyncio.run(main())\n';
    await start({files: {'settings.py': settings, 'main.py': main, 'routes.py': 'VALUE = 1\n'}});
    editor.open('main.py', main);
    editor.open('settings.py', settings);
    await editor.diagnostics('settings.py', has());
    editor.save('routes.py', 'from settings import load\n\nasync def index(request):\n    return await load()\n');
    await editor.diagnostics('settings.py', has('no-blocking-call'));
    editor.save('routes.py', 'VALUE = 1\n');
    await editor.diagnostics('settings.py', has());
  });

  test('of a stale version are never published', async () => {
    await start();
    editor.open('poll.py', SLEEPY);
    for (let version = 2; version <= 30; version++) editor.type('poll.py', `${'\n'.repeat(version)}${SLEEPY}`);
    await editor.diagnostics('poll.py', ([first]) => first?.range.start.line === 34);
    const versions = editor.published('poll.py').map(({version}) => version ?? 0);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    for (const {version = 0, diagnostics} of editor.published('poll.py')) expect(diagnostics[0]?.range.start.line).toBe(version === 1 ? 4 : version + 4);
  });

  test('of a closed document are taken back', async () => {
    await start();
    editor.open('poll.py', SLEEPY);
    await editor.diagnostics('poll.py', has('no-blocking-call'));
    editor.close('poll.py');
    await editor.diagnostics('poll.py', has());
  });

  test('of half-typed code go on with the rest of the file', async () => {
    await start();
    editor.open('poll.py', `${SLEEPY}\nasync def next_one():\n    print(foo(\n`);
    await editor.diagnostics('poll.py', has('no-blocking-call'));
    editor.open('poll.ts', "import {readFileSync} from 'node:fs';\nexport async function f() {\n  readFileSync('a');\n}\nconst x = {");
    await editor.diagnostics('poll.ts', has('no-blocking-call'));
  });

  test('are given when asked for, to a client that pulls', async () => {
    await start({capabilities: {workspace: {configuration: true, diagnostics: {refreshSupport: true}}, textDocument: {diagnostic: {}}}, files: {'load.py': LOAD_PY}});
    editor.open('main.py', MAIN_PY);
    const report = await editor.request<{items: Diagnostic[]}>('textDocument/diagnostic', {textDocument: {uri: editor.uri('main.py')}});
    expect(rulesOf(report.items)).toEqual(['no-transitive-blocking-call']);
    expect(editor.published('main.py')).toEqual([]);
  });

  test('honour disable comments and noqa', async () => {
    await start();
    editor.open('a.py', SLEEPY.replace('sleep(1)', 'sleep(1)  # noqa: ASYNC251'));
    editor.open('b.py', SLEEPY.replace('    time', '    # eslint-disable-next-line loopsight/no-blocking-call\n    time'));
    editor.open('c.py', SLEEPY.replace('sleep(1)', 'sleep(1)  # noqa: E501'));
    await editor.diagnostics('a.py', has());
    await editor.diagnostics('b.py', has());
    await editor.diagnostics('c.py', has('no-blocking-call'));
  });
});

describe('several roots', () => {
  test('come and go while documents are open', async () => {
    await start({files: {'lib/load.py': LOAD_PY, 'app/keep.py': ''}, capabilities: {workspace: {configuration: true, workspaceFolders: true}}});
    const change = (added: string[], removed: string[]) =>
      editor.notify('workspace/didChangeWorkspaceFolders', {event: {added: added.map(name => ({uri: editor.uri(name), name})), removed: removed.map(name => ({uri: editor.uri(name), name}))}});
    editor.open('app/main.py', MAIN_PY);
    await editor.diagnostics('app/main.py', has());
    change(['lib'], []);
    await editor.diagnostics('app/main.py', has('no-transitive-blocking-call'));
    change([], ['lib']);
    await editor.diagnostics('app/main.py', has());
  });
});

describe('settings', () => {
  test('turn everything off, one rule off, or a rule into an error', async () => {
    await start({settings: {rules: {'no-blocking-call': 'error'}}});
    editor.open('poll.py', SLEEPY);
    const [diagnostic] = await editor.diagnostics('poll.py', has('no-blocking-call'));
    expect(diagnostic?.severity).toBe(1);
    await editor.stop();
    await start({settings: {rules: {'no-blocking-call': 'off'}}});
    editor.open('poll.py', SLEEPY);
    await editor.diagnostics('poll.py', has());
    await editor.stop();
    await start({settings: {enable: false}});
    editor.open('poll.py', SLEEPY);
    await editor.diagnostics('poll.py', has());
  });

  test('of a wrong type are named, and their defaults used', async () => {
    await start({settings: {preset: 'loud'}});
    editor.open('poll.py', SLEEPY);
    await editor.diagnostics('poll.py', has('no-blocking-call'));
    expect(editor.warnings).toEqual([expect.stringContaining('loopsight.preset must be one of recommended, strict, all')]);
  });

  test('add blocking calls of the project', async () => {
    await start({settings: {blockingApis: {'legacy.fetch_all': '`await modern.fetch_all(…)`'}}});
    editor.open('a.py', 'import legacy\n\nasync def f():\n    legacy.fetch_all()\n');
    const [diagnostic] = await editor.diagnostics('a.py', has('no-blocking-call'));
    expect(diagnostic?.message).toContain('modern.fetch_all');
  });
});

describe('code actions', () => {
  test('apply a suggestion, with its import', async () => {
    await start();
    editor.open('poll.py', SLEEPY);
    const diagnostics = await editor.diagnostics('poll.py', has('no-blocking-call'));
    const actions = await editor.codeActions('poll.py', diagnostics);
    expect(editor.after('poll.py', actions[0])).toBe(SLEEPY.replace('time.sleep(1)', 'await asyncio.sleep(1)'));
  });

  test.each([
    ['poll.py', SLEEPY, '    # eslint-disable-next-line loopsight/no-blocking-call\n', '# eslint-disable loopsight/no-blocking-call\n'],
    ['load.ts', "import {readFileSync} from 'node:fs';\nexport async function load() {\n  return readFileSync('a');\n}\n", '  // eslint-disable-next-line loopsight/no-blocking-call\n', '/* eslint-disable loopsight/no-blocking-call */\n'],
  ])('disable a rule for a line or a file of %s, in its own comments, and the problem is gone', async (name, text, forLine, forFile) => {
    await start();
    editor.open(name, text);
    const diagnostics = await editor.diagnostics(name, has('no-blocking-call'));
    const actions = await editor.codeActions(name, diagnostics);
    const line = editor.after(name, actions.find(({title}) => title === 'Disable no-blocking-call for this line'));
    const file = editor.after(name, actions.find(({title}) => title === 'Disable no-blocking-call for the entire file'));
    expect(line).toContain(forLine);
    expect(file.startsWith(forFile)).toBe(true);
    editor.type(name, line);
    await editor.diagnostics(name, has());
    editor.type(name, text);
    await editor.diagnostics(name, has('no-blocking-call'));
    editor.type(name, file);
    await editor.diagnostics(name, has());
  });

  test('are only what the client asks for', async () => {
    await start();
    editor.open('poll.py', SLEEPY);
    const diagnostics = await editor.diagnostics('poll.py', has('no-blocking-call'));
    expect(await editor.codeActions('poll.py', diagnostics, ['refactor'])).toEqual([]);
    expect(await editor.codeActions('poll.py', [], ['quickfix'])).toEqual([]);
  });
});

describe('hover', () => {
  test('on a diagnostic says which rule and the way to the blocking call', async () => {
    await start({files: {'load.py': LOAD_PY}});
    editor.open('main.py', MAIN_PY);
    await editor.diagnostics('main.py', has('no-transitive-blocking-call'));
    const hover = await editor.hover('main.py', 3, 13);
    expect(JSON.stringify(hover?.contents)).toMatch(/no-transitive-blocking-call[^]*load\.py:2/);
    expect(await editor.hover('main.py', 0, 0)).toBeNull();
  });
});

describe('bad input', () => {
  test('a document that is no file is linted by itself', async () => {
    await start();
    editor.notify('textDocument/didOpen', {textDocument: {uri: 'untitled:Untitled-1', languageId: 'python', version: 1, text: SLEEPY}});
    const actions = await editor.request<{title: string}[]>('textDocument/codeAction', {textDocument: {uri: 'untitled:Untitled-1'}, range: {start: {line: 4, character: 4}, end: {line: 4, character: 4}}, context: {diagnostics: []}});
    expect(actions).toEqual([]);
  });

  test('a document of another language is left alone', async () => {
    await start();
    editor.open('a.rb', 'sleep 1\n', 'ruby');
    expect(await editor.codeActions('a.rb', [])).toEqual([]);
    expect(await editor.hover('a.rb', 0, 0)).toBeNull();
  });

  test('an import cycle, a missing module and a folder named like one do no harm', async () => {
    await start({files: {'a.py': 'from b import b\ndef a():\n    b()\n', 'b.py': 'from a import a\nimport time\ndef b():\n    a()\n    time.sleep(1)\n', 'c.py/keep': ''}});
    editor.open('main.py', 'import nowhere\nimport c\nfrom a import a\n\nasync def main():\n    nowhere.f()\n    a()\n');
    await editor.diagnostics('main.py', has('no-transitive-blocking-call'));
  });
});
