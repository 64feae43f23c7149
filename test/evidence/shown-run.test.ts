import {mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {CodeLens} from 'vscode-languageserver/node';
import {ANNOTATIONS, type AnnotationMode, type AnnotationsResult, SHOW_RUN, type ShowRunResult} from '../../server/protocol.ts';
import {Editor} from '../server/editor.ts';
import {keepRun, lineCost, type WantedRun} from './kept-run.ts';

let editor: Editor;
beforeEach(async () => {
  editor = await Editor.start({keepsRuns: true});
});
afterEach(() => editor.stop());

const MAIN = ["import {readFileSync} from 'node:fs';", '', 'export function load(path) {', "  return readFileSync(path, 'utf8');", '}', ''].join('\n');

/** A run of `main.js` in the editor's folder, whose fourth line held the loop. */
async function runOfMain(wanted: WantedRun = {}, name = 'main.js'): Promise<string> {
  const file = join(editor.folder, name);
  return keepRun(editor.folder, {[name]: MAIN}, {lines: [lineCost(file, 4, {blockedMs: 412, blockCalls: 3, blockMaxMs: 180})], functions: [{file, line: 3, name: 'load', selfMs: 1, totalMs: 413}], ...wanted});
}
const show = (folder: string | null) => editor.request<ShowRunResult>(SHOW_RUN, {id: folder && basename(folder)});
const annotations = (name: string, mode: AnnotationMode = 'blocked') => editor.request<AnnotationsResult>(ANNOTATIONS, {textDocument: {uri: editor.uri(name)}, mode});
const drawn = async (name: string) => (await annotations(name)).annotations.map(({line, text}) => `${line + 1}: ${text}`);
const lenses = async (name: string) => ((await editor.request<CodeLens[] | null>('textDocument/codeLens', {textDocument: {uri: editor.uri(name)}})) ?? []).map(({range, command}) => `${range.start.line + 1}: ${command?.title}`);

const NUMBER = '412 ms blocked · 3× · 41 %';

describe('a run that is shown', () => {
  test('stands on the lines of the documents that ran, and above their functions', async () => {
    editor.open('main.js', MAIN);
    expect(await show(await runOfMain())).toEqual({ok: true, label: 'main.js'});
    expect(await annotations('main.js')).toMatchObject({version: 1, annotations: [{line: 3, text: NUMBER, heat: 5, kind: 'blocked'}]});
    expect(await lenses('main.js')).toEqual(['3: 413 ms total · 1.0 ms self']);
  });

  test('is told on hover, before what the rule has to say', async () => {
    const text = MAIN.replace('export function', 'export async function');
    const file = join(editor.folder, 'main.js');
    editor.open('main.js', text);
    await show(await keepRun(editor.folder, {'main.js': text}, {lines: [lineCost(file, 4, {blockedMs: 412, blockCalls: 3})]}));
    expect(JSON.stringify(await editor.hover('main.js', 3, 12))).toMatch(/412 ms.*no-blocking-call/);
    expect(JSON.stringify(await editor.hover('main.js', 3, 0))).toMatch(/412 ms/);
  });

  test('goes away when none is wanted', async () => {
    editor.open('main.js', MAIN);
    await show(await runOfMain());
    expect(await drawn('main.js')).toHaveLength(1);
    expect(await show(null)).toEqual({ok: true, label: null});
    expect(await drawn('main.js')).toEqual([]);
    expect(await lenses('main.js')).toEqual([]);
  });

  test('is the one that was asked for last', async () => {
    editor.open('main.js', MAIN);
    await show(await runOfMain());
    await show(await runOfMain({lines: [lineCost(join(editor.folder, 'main.js'), 4, {blockedMs: 7, blockCalls: 1})], startedAt: new Date(0)}));
    expect(await drawn('main.js')).toEqual(['4: 7.0 ms blocked · 1× · 1 %']);
  });
});

describe('numbers', () => {
  test('follow their lines while they are typed around, at the version that the client has', async () => {
    editor.open('main.js', MAIN);
    await show(await runOfMain());
    await annotations('main.js');
    editor.edit('main.js', [0, 0], [0, 0], '// first\n');
    editor.edit('main.js', [4, 0], [4, 0], '\t');
    expect(await annotations('main.js')).toMatchObject({version: 3, annotations: [{line: 4, text: NUMBER}]});
    editor.edit('main.js', [4, 10], [4, 10], 'x');
    expect(await drawn('main.js')).toEqual(['5: edited since the run']);
    expect(JSON.stringify(await editor.hover('main.js', 4, 3))).toContain('412 ms');
    editor.edit('main.js', [4, 10], [4, 11], '');
    expect(await drawn('main.js')).toEqual([`5: ${NUMBER}`]);
    editor.edit('main.js', [4, 0], [5, 0], '');
    expect(await drawn('main.js')).toEqual([]);
  });

  test('are found in a text that was changed before it was opened', async () => {
    editor.open('main.js', `// first\n${MAIN}`);
    await show(await runOfMain());
    expect(await drawn('main.js')).toEqual([`5: ${NUMBER}`]);
  });

  test('are found again when the document is opened again', async () => {
    editor.open('main.js', MAIN);
    await show(await runOfMain());
    editor.edit('main.js', [0, 0], [0, 0], '// first\n');
    editor.close('main.js');
    editor.open('main.js', `\n\n${MAIN}`);
    expect(await drawn('main.js')).toEqual([`6: ${NUMBER}`]);
  });

  test('stand on a file of that name elsewhere only if its content is the same', async () => {
    const run = await runOfMain({}, 'app/main.js');
    renameSync(join(editor.folder, 'app'), join(editor.folder, 'moved'));
    mkdirSync(join(editor.folder, 'other'));
    writeFileSync(join(editor.folder, 'other/main.js'), `\n${MAIN}`);
    editor.open('moved/main.js', MAIN);
    editor.open('other/main.js', `\n${MAIN}`);
    await show(run);
    expect(await drawn('moved/main.js')).toEqual([`4: ${NUMBER}`]);
    expect(await drawn('other/main.js')).toEqual([]);
  });

  test('stand on a file whichever link leads to it', async () => {
    const run = await runOfMain({}, 'real/main.js');
    symlinkSync(join(editor.folder, 'real'), join(editor.folder, 'linked'), 'junction');
    editor.open('linked/main.js', `\n${MAIN}`);
    await show(run);
    expect(await drawn('linked/main.js')).toEqual([`5: ${NUMBER}`]);
    await show(await keepRun(editor.folder, {'linked/main.js': MAIN}, {lines: [lineCost(join(editor.folder, 'linked/main.js'), 4, {blockedMs: 7, blockCalls: 1})], startedAt: new Date(0)}));
    editor.open('real/main.js', `\n${MAIN}`);
    expect(await drawn('real/main.js')).toEqual(['5: 7.0 ms blocked · 1× · 1 %']);
  });

  test('do not stand on a document whose content at the time of the run is not known', async () => {
    editor.open('main.js', MAIN);
    const run = await runOfMain();
    rmSync(join(run, 'sources.json'));
    await show(run);
    expect(await drawn('main.js')).toEqual([]);
    expect(await lenses('main.js')).toEqual(['1: Loopsight shows no numbers here. This file could not be read when the run ended, so nobody can tell whether it still is what ran.']);
  });
});

describe('a document that was measured but shows nothing', () => {
  test('says that it was written to meanwhile', async () => {
    editor.open('main.js', MAIN);
    const run = await runOfMain();
    const sources = JSON.parse(readFileSync(join(run, 'sources.json'), 'utf8'));
    writeFileSync(join(run, 'sources.json'), JSON.stringify({...sources, files: sources.files.map((file: object) => ({...file, changedDuringRun: true}))}));
    await show(run);
    expect(await drawn('main.js')).toEqual([]);
    expect(await lenses('main.js')).toEqual([expect.stringContaining('was written to while the program ran')]);
  });

  test('says that no copy was kept', async () => {
    editor.open('main.js', `\n${MAIN}`);
    const run = await runOfMain();
    rmSync(join(run, 'sources'), {recursive: true});
    await show(run);
    expect(await drawn('main.js')).toEqual([]);
    expect(await lenses('main.js')).toEqual([expect.stringContaining('has kept no copy')]);
  });

  test('says that it is too long', async () => {
    const run = await runOfMain();
    editor.open('main.js', `${MAIN}${'call();\n'.repeat(30_000)}`);
    await show(run);
    expect(await drawn('main.js')).toEqual([]);
    expect(await lenses('main.js')).toEqual([expect.stringContaining('more than 30,000 lines')]);
  });

  test('says nothing where the run does not know it', async () => {
    editor.open('else.js', 'call();\n');
    await show(await runOfMain());
    expect(await lenses('else.js')).toEqual([]);
  });
});

describe('a run of elsewhere', () => {
  const moved = async () => {
    const run = await runOfMain({}, 'app/main.js');
    mkdirSync(join(editor.folder, 'clone'));
    renameSync(join(editor.folder, 'app'), join(editor.folder, 'clone/app'));
    return run;
  };

  test('is shown where the content is the same, and follows it from there', async () => {
    const run = await moved();
    editor.open('clone/app/main.js', MAIN);
    await show(run);
    expect(await drawn('clone/app/main.js')).toEqual([`4: ${NUMBER}`]);
    editor.edit('clone/app/main.js', [0, 0], [0, 0], '// first\n');
    expect(await drawn('clone/app/main.js')).toEqual([`5: ${NUMBER}`]);
  });

  test('says that it cannot be told to be of this commit', async () => {
    const run = await moved();
    editor.open('clone/app/main.js', `// another commit\n${MAIN}`);
    await show(run);
    expect(await drawn('clone/app/main.js')).toEqual([]);
    expect(await lenses('clone/app/main.js')).toEqual([expect.stringMatching(/The run has measured .*main\.js, which is not there any more\. This file is not the same/)]);
  });

  test('is shown once an edit is taken back that nobody could follow', async () => {
    const run = await moved();
    editor.open('clone/app/main.js', `// first\n${MAIN}`);
    await show(run);
    expect(await drawn('clone/app/main.js')).toEqual([]);
    editor.edit('clone/app/main.js', [0, 0], [1, 0], '');
    expect(await drawn('clone/app/main.js')).toEqual([`4: ${NUMBER}`]);
    expect(await lenses('clone/app/main.js')).not.toEqual([expect.stringMatching(/shows no numbers/)]);
  });

  test('is not shown on a twin in another root, while the file that ran is still there', async () => {
    const run = await runOfMain({}, 'one/src/main.js');
    editor.open('one/src/main.js', MAIN);
    editor.open('two/src/main.js', MAIN);
    await show(run);
    expect([await drawn('one/src/main.js'), await drawn('two/src/main.js'), await lenses('two/src/main.js')]).toEqual([[`4: ${NUMBER}`], [], []]);
  });
});

test('sources without a run say that nothing was measured', async () => {
  const run = await runOfMain();
  rmSync(join(run, 'run.json'));
  expect(await show(run)).toEqual({ok: false, reason: 'Nothing was measured in this run, or its folder has been deleted.'});
});

describe('a run that cannot be shown', () => {
  test('says why, and leaves what is shown', async () => {
    editor.open('main.js', MAIN);
    const run = await runOfMain();
    await show(run);
    expect(await show(join(editor.folder, 'nowhere'))).toEqual({ok: false, reason: 'There is no such run any more.'});
    writeFileSync(join(run, 'run.json'), '{"version": 1');
    expect(await show(run)).toMatchObject({ok: false, reason: expect.stringContaining('not whole')});
    expect(await drawn('main.js')).toEqual([`4: ${NUMBER}`]);
  });

  test('is one that is not among the runs', async () => {
    for (const id of ['..', '', '../main.js', '.']) expect(await editor.request<ShowRunResult>(SHOW_RUN, {id})).toMatchObject({ok: false});
  });

  test('with sources.json that is none shows no number', async () => {
    editor.open('main.js', MAIN);
    const run = await runOfMain();
    writeFileSync(join(run, 'sources.json'), '[1, 2');
    expect(await show(run)).toMatchObject({ok: true});
    expect(await drawn('main.js')).toEqual([]);
  });
});
