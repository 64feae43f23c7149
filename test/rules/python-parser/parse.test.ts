import {expect, test} from 'vitest';
import {parsePython} from '../../../rules/src/python/parse.ts';

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
