import {expect, test} from 'vitest';
import type {Node} from '../../../rules/src/python/ast.ts';
import {parsePython} from '../../../rules/src/python/parse.ts';
import {childrenOf} from '../../../rules/src/python/visitor-keys.ts';

test('a tree has the names and fields of CPython', () => {
  const {tree, errors, comments} = parsePython('@dec\nasync def f(a, /, *b, c=1, **d) -> int:  # hi\n    return await (x).y(1, *z, k=2)\n');
  expect(errors).toEqual([]);
  expect(comments).toEqual([{type: 'Comment', value: ' hi', start: 46, end: 50}]);
  expect(tree.body).toMatchObject([{
    type: 'AsyncFunctionDef', start: 5, name: 'f', nameSpan: {start: 15, end: 16}, headerEnd: 43, decorator_list: [{type: 'Name', id: 'dec'}],
    args: {posonlyargs: [{arg: 'a'}], args: [], vararg: {arg: 'b'}, kwonlyargs: [{arg: 'c'}], kw_defaults: [{value: 1}], kwarg: {arg: 'd'}},
    body: [{type: 'Return', value: {type: 'Await', value: {type: 'Call', func: {type: 'Attribute', attr: 'y', value: {type: 'Name', id: 'x'}}, args: [{value: 1}, {type: 'Starred'}], keywords: [{arg: 'k'}]}}}],
  }]);
});

const stringsIn = (code: string) => {
  const {tree, errors} = parsePython(code);
  const [statement] = tree.body;
  return {value: statement?.type === 'Expr' && statement.value.type === 'Constant' ? statement.value.value : statement, errors: errors.length};
};

test.each([
  [String.raw`'a\n\t\\\'\x41\u00e9\101'`, "a\n\t\\'AéA"],
  [String.raw`r'a\n'`, String.raw`a\n`],
  [String.raw`'\q\N{DASH}'`, String.raw`\q\N{DASH}`],
  ["'a' \"b\" '''c'''", 'abc'],
  ['"""a\r\nb\\\r\nc"""', 'a\nbc'],
  [String.raw`b'\xff\u0041'`, '\u00ff\\u0041'],
  ["('a'\n 'b')", 'ab'],
])('the string %s', (code, value) => expect(stringsIn(code)).toEqual({value, errors: 0}));

test('parentheses belong to the statement, not to the expression', () => {
  const text = '(((a)) + (b)).c';
  const [statement] = parsePython(text).tree.body;
  expect(statement).toMatchObject({start: 0, end: text.length, value: {start: 0, value: {start: 1, end: 12, left: {start: 3, end: 4}, right: {start: 10, end: 11}}}});
});

test('an error keeps what could be read', () => {
  const {tree, errors} = parsePython('x = foo.\ny = bar(await z, 1 +)\n@dec\n');
  expect(errors.length).toBeGreaterThan(0);
  expect(tree.body).toMatchObject([
    {type: 'Assign', value: {type: 'ErrorNode', children: [{id: 'foo'}]}},
    {type: 'Assign', value: {type: 'Call', func: {id: 'bar'}, args: [{type: 'Await'}, {}]}},
    {type: 'ErrorNode', children: [{id: 'dec'}]},
  ]);
});

test('an unclosed bracket costs the rest of its line', () => {
  const text = 'async def f():\n    x = g(1,\n    await h()\n\nasync def i(:\n    pass\n';
  const {tree, errors} = parsePython(text);
  expect(tree.body).toMatchObject([{name: 'f', body: [{type: 'Assign'}, {type: 'Expr'}]}, {name: 'i', body: [{type: 'Pass'}]}]);
  expect(errors.map(({message}) => message)).toContain('"(" was not closed');
});

test.each([
  ['async def f(:', []],
  ['async def f(a, b:', ['a', 'b']],
  ['async def f(a, b=1:  # half typed', ['a', 'b']],
  ['async def f(a, b', []],
  ['async def f(a -> int:', ['a']],
  ['async def f(', []],
])('the header %s keeps its block', (header, names) => {
  const [first, ...others] = parsePython(`${header}\n    x = 1\n    await g()\n\ndef h():\n    pass\n`).tree.body;
  expect(others).toMatchObject([{type: 'FunctionDef', name: 'h'}]);
  expect(first?.type === 'AsyncFunctionDef' && first.args.args.map(({arg}) => arg)).toEqual(names);
  expect(first?.type === 'AsyncFunctionDef' && first.body.at(-1)).toMatchObject({type: 'Expr', value: {type: 'Await'}});
});

test('messages are English sentences', () => expect(parsePython('def f(a, a): pass').errors.map(({message}) => message)).toEqual(['Duplicate parameter "a"']));

test('what CPython only warns of is no error', () => expect(parsePython('def f():\n  try:\n    pass\n  finally:\n    return 1\n').errors).toEqual([]));

const deep = 20_000;
test.each([
  ['brackets', '('.repeat(deep)],
  ['lists', '['.repeat(deep) + ']'.repeat(deep)],
  ['attributes', `a${'.b'.repeat(deep)}`],
  ['operators', `x${' + x'.repeat(deep)}`],
  ['negations', `${'not '.repeat(deep)}x`],
  ['lambdas', `${'lambda: '.repeat(deep)}x`],
  ['elifs', `if a:\n  pass\n${'elif b:\n  pass\n'.repeat(deep)}`],
  ['blocks', `${Array.from({length: 1000}, (_, level) => `${' '.repeat(level)}if x:`).join('\n')}\n${' '.repeat(1000)}pass`],
  ['half-typed calls', 'f(\n'.repeat(5000)],
  ['a string annotation', `x: "${'List['.repeat(deep)}"`],
  ['patterns', `match x:\n case ${'['.repeat(deep)}`],
])('%s without end give an error and a shallow tree', (_, code) => {
  const {tree, errors} = parsePython(code);
  expect(errors.length).toBeGreaterThan(0);
  expect(depthOf(tree)).toBeLessThanOrEqual(502);
});

test('no text makes it throw, and every tree is sound', () => {
  const words = ['async', 'def', 'f', '(', ')', '[', ']', '{', '}', ':', ',', '.', '=', ':=', 'await', 'for', 'in', 'if', 'elif', 'with', 'as', 'try', 'except', '*', '**', '@', 'class', 'lambda', 'yield', 'from', 'import', 'match', 'case', '|', '"a"', "f'{x}'", "f'{", "'", '"""', '\n', '\n  ', '\n    ', '1', '0x', '\\', '#c\n', ';', 'not', '...', 'type', '`', '!', '$', '\t', '\r', '\f', 'é', '\u{1f600}', 't"{x}"'];
  let seed = 1;
  const chance = (below: number) => (seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff) % below;
  for (let round = 0; round < 3000; round++) {
    const text = Array.from({length: 1 + chance(40)}, () => words[chance(words.length)]).join(chance(2) ? ' ' : '');
    expect(unsoundNodes(parsePython(text).tree, text), JSON.stringify(text)).toEqual([]);
  }
});

function unsoundNodes(tree: Node, text: string): Node[] {
  return childrenOf(tree).flatMap(child => {
    const isSound = child.parent === tree && 0 <= child.start && child.start <= child.end && child.end <= text.length;
    return [...(isSound ? [] : [child]), ...unsoundNodes(child, text)];
  });
}

function depthOf(node: Node): number {
  return 1 + childrenOf(node).reduce((deepest, child) => Math.max(deepest, depthOf(child)), 0);
}
