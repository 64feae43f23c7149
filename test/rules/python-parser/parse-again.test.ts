import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {describe, expect, test} from 'vitest';
import type {Module, Node} from '../../../rules/src/python/ast.ts';
import {parseAgain, parsePython} from '../../../rules/src/python/parse.ts';
import {childrenOf} from '../../../rules/src/python/visitor-keys.ts';
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
      let tree = parsePython(text).tree;
      let lines = text.split('\n');
      for (let count = 0; count < EDITS; count++) {
        const edited = lines.join('\n');
        tree = parseAgain(edited, tree);
        expectFresh(tree, edited);
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
  ['a class with methods', '@a\nclass C(B):\n  x = 1\n  def f(self): pass\n  # g\n  @b\n  async def g(self):\n    def h(): pass\n    return 1,\n\n  def i(self): pass\n\nx = C()\n'],
  ['the same method in two classes', 'class C:\n  x = 1\n  def f(self): pass\n  def g(self): pass\nclass D:\n  x = 2\n  def f(self): pass\n  def g(self): pass\n'],
  ['methods under a condition', 'class C:\n  if x:\n    y = 1\n    def f(self): pass\n    def g(self): pass\n  def h(self): pass\n'],
  ['indented definitions behind a class', 'class C:\n  def f(self): pass\n  def g(self): pass\nif x:\n  y = 1\n  def h(): pass\n  def i(): pass\n'],
  ['a method inside of a string', 'class C:\n  def f(self): pass\n  x = """\n  def g(self): pass\n  """\n  def h(self): pass\n'],
  ['a class whose body starts in its header', 'class C(\n  B): x = 1\n  def f(self): pass\n  def g(self): pass\n'],
  ['a product of matrices over several lines', 'x = (a\n@ b)\ndef f():\n  pass\nclass C:\n  def g(self): pass\n  x = (a\n  @ b)\n  def h(self): pass\n'],
  ['a class that is named as nothing', 'class _:\n  def f(self): pass\nclass _:\n  def g(self): pass\n  def f(self): pass\n'],
])('%s', (_, text) => {
  let tree = parsePython(text).tree;
  // Whole, with a line more before it, without each line in turn, and whole again.
  const lines = text.split('\n');
  const versions = [text, `y = 1\n${text}`, ...lines.map((_line, index) => lines.toSpliced(index, 1).join('\n')), text];
  for (const version of versions) {
    tree = parseAgain(version, tree);
    expectFresh(tree, version);
  }
});

test('only what changed is read again', () => {
  const text = 'import a\n\nclass C:\n  x = 1\n  def f(self): pass\n  def g(self): pass\n  def h(self): pass\n\ndef i(): pass\n';
  const first = parseAgain(text, parsePython(text).tree);
  const nodes = new Set(definitions(first));
  const second = parseAgain(text.replace('def g(self): pass', 'def g(self): return 1'), first);
  expect(definitions(second).filter(node => !nodes.has(node)).map(({name}) => name)).toEqual(['C', 'g']);
});

test.each(['x = [f(1, ', 'if x', 'g(a b)', '"open', 'f"{x', 'lambda: )'])('what follows a half-typed `%s` is not read again, and is what it was', typed => {
  const text = (line: string) => `import a\n\nclass C:\n  x = 1\n  def f(self):\n    ${line}\n    return 1\n\n  @a\n  def g(self): pass\n\n@a.b\ndef h(): pass\n`;
  const first = parseAgain(text('pass'), parsePython(text('pass')).tree);
  const nodes = new Set(definitions(first));
  const second = parseAgain(text(typed), first);
  expect(second.errors).not.toEqual([]);
  expect(definitions(second).map(({name}) => name)).toEqual(['C', 'h', 'f', 'g']);
  expect(definitions(second).filter(node => !nodes.has(node)).map(({name}) => name)).toEqual(['C', 'f']);
});

test('no version before the last one is held in memory', () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const version = (count: number) => `import a\n\ndef f():\n  return ${count}\n\ndef g(): pass\n`;
  let tree = parseAgain(version(0), parsePython(version(0)).tree);
  const before = new WeakRef(tree);
  for (let count = 1; count < 4; count++) tree = parseAgain(version(count), tree);
  // A reference that was looked at in this turn is held until its end.
  return new Promise(resolve => setImmediate(resolve)).then(() => {
    collectGarbage();
    expect(before.deref()).toBeUndefined();
    expect(tree.body).toHaveLength(3);
  });
});

/** A tree as if the text had been parsed alone, with each node below its parent. */
function expectFresh(tree: Module, text: string): void {
  expect(withoutParents(tree)).toBe(withoutParents(parsePython(text).tree));
  const open: Node[] = [tree];
  for (let node = open.pop(); node; node = open.pop()) {
    for (const child of childrenOf(node)) {
      if (child.parent !== node) throw new Error(`The parent of the ${child.type} at ${child.start} is another.`);
      open.push(child);
    }
  }
}

function definitions(tree: Module) {
  const found: (Node & {readonly name: string})[] = [];
  const open: Node[] = [tree];
  for (let node = open.shift(); node; node = open.shift()) {
    if (node.type === 'ClassDef' || node.type === 'FunctionDef') found.push(node);
    open.push(...childrenOf(node));
  }
  return found;
}

function withoutParents(tree: object): string {
  return JSON.stringify(tree, (key, value: unknown) => (key === 'parent' ? undefined : typeof value === 'bigint' ? String(value) : value), 1);
}
