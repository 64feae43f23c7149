import {basename, join} from 'node:path';
import {afterEach, expect, test} from 'vitest';
import {type Diagnostic} from 'vscode-languageserver/node';
import {ANNOTATIONS, type AnnotationsResult, SHOW_RUN} from '../../server/protocol.ts';
import {Editor} from '../server/editor.ts';
import {EditedText} from './edited-text.ts';
import {keepRun, lineCost} from './kept-run.ts';

let editor: Editor;
afterEach(() => editor.stop());

const FUNCTIONS = 12;

/** Functions that block, each on a line of its own with a cost of its own. */
const LANGUAGES = [
  {
    name: 'blocks.mjs',
    head: ["import {readFileSync} from 'node:fs';", ''],
    one: (index: number) => [`export async function read${index}(path) {`, `  const text${index} = readFileSync(path + ${index});`, '  if (path) {', `    console.log(text${index});`, '  }', '  return path;', '}', ''],
    blockingLine: 1,
  },
  {
    name: 'blocks.py',
    head: ['import time', ''],
    one: (index: number) => [`async def wait${index}(path):`, `    time.sleep(path + ${index})`, '    if path:', `        print("waited ${index}")`, '    return path', ''],
    blockingLine: 1,
  },
];

/** Each line of its own cost, as it is said at the line's end and by its problem. */
const msOf = (index: number) => 60 + index;

test.each(LANGUAGES)('at every of 200 edits of $name, annotations and problems say of each line what the run said of it', async ({name, head, one, blockingLine}) => {
  editor = await Editor.start({keepsRuns: true, capabilities: {workspace: {configuration: true}, textDocument: {diagnostic: {}}}});
  const text = [...head, ...Array.from({length: FUNCTIONS}, (_, index) => one(index)).flat()].join('\n');
  const lineOf = (index: number) => head.length + index * one(0).length + blockingLine;
  const file = join(editor.folder, name);
  const run = await keepRun(editor.folder, {[name]: text}, {lines: Array.from({length: FUNCTIONS}, (_, index) => lineCost(file, lineOf(index) + 1, {blockedMs: msOf(index), blockCalls: 1}))});
  editor.open(name, text);
  await editor.request(SHOW_RUN, {id: basename(run)});

  const edited = new EditedText(text, 7);
  let judged = 0;
  let missed = 0;
  for (let step = 0; step < 200; step++) {
    const {name: edit, changes} = edited.edit();
    for (const {range, text: replacement} of changes) if (range) editor.edit(name, [range.start.line, range.start.character], [range.end.line, range.end.character], replacement);
    expect(editor.document(name).getText()).toBe(edited.text);
    const truth = edited.unchanged();
    const expected = new Map(Array.from({length: FUNCTIONS}, (_, index) => [truth.get(lineOf(index)), msOf(index)] as const).filter(([line]) => line !== undefined));

    // A copy whose original is gone stands for it, as if it had been moved.
    const costAt = (line: number, ms: number) => (edited.isHeir(line, lineOf(ms - msOf(0))) ? ms : expected.get(line));

    const textDocument = {uri: editor.uri(name)};
    const {annotations} = await editor.request<AnnotationsResult>(ANNOTATIONS, {textDocument, mode: 'blocked'});
    const shown = new Map(annotations.filter(({kind}) => kind !== 'edited').map(annotation => [annotation.line, Number.parseInt(annotation.text, 10)]));
    for (const [line, ms] of shown) expect({step, edit, line, ms}).toEqual({step, edit, line, ms: costAt(line, ms)});
    missed += [...expected.keys()].filter(line => line !== undefined && !shown.has(line)).length;

    const {items} = await editor.request<{items: Diagnostic[]}>('textDocument/diagnostic', {textDocument});
    for (const {message, range: {start}} of items) {
      const said = /held the event loop (\d+) ms/.exec(String(message))?.[1];
      if (said === undefined) continue;
      judged++;
      expect({step, edit, line: start.line, ms: Number(said)}).toEqual({step, edit, line: start.line, ms: costAt(start.line, Number(said))});
    }
  }
  expect(missed).toBe(0);
  expect(judged).toBeGreaterThan(50);
});
