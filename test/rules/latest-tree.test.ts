import {expect, test} from 'vitest';
import type {FrontEnd, Source} from '../../rules/src/facts/index.ts';
import {rememberingLatest} from '../../rules/src/latest-tree.ts';
import {pythonFrontEnd} from '../../rules/src/python/front-end.ts';

test('one text is parsed once, and again when it, its path or what was parsed last is another', () => {
  const frontEnd = rememberingLatest(pythonFrontEnd);
  const first = frontEnd.parse({path: '/a.py', text: 'x = 1\n'});
  expect(frontEnd.parse({path: '/a.py', text: 'x = 1\n'})).toBe(first);
  const edited = frontEnd.parse({path: '/a.py', text: 'x = 2\n'});
  expect(edited).not.toBe(first);
  expect(frontEnd.parse({path: '/b.py', text: 'x = 2\n'})).not.toBe(edited);
  expect(frontEnd.parse({path: '/a.py', text: 'x = 1\n'})).not.toBe(first);
});

interface Tree extends Source {
  readonly from: Tree | null;
}

const recording: FrontEnd<Tree> = {
  parse: source => ({...source, from: null}),
  parseAgain: (source, from) => ({...source, from}),
  facts: () => expect.fail(),
  edits: () => expect.fail(),
};

test('the tree of an edited file becomes the next one, also when other files are parsed in between', () => {
  const frontEnd = rememberingLatest(recording);
  const versions = ['1', '2', '3'].map(text => {
    const tree = frontEnd.parse({path: '/a.py', text});
    if (text !== '1') for (const path of ['/b.py', '/c.py']) expect(frontEnd.parse({path, text}).from).toBeNull();
    return tree;
  });
  expect(versions.map(({from}) => from)).toEqual([null, versions[0], versions[1]]);
});

test('only of few edited files the tree is kept', () => {
  const frontEnd = rememberingLatest(recording);
  const paths = ['/a.py', '/b.py', '/c.py', '/d.py', '/e.py'];
  for (const path of paths) for (const text of ['1', '2']) frontEnd.parse({path, text});
  expect(paths.toReversed().map(path => frontEnd.parse({path, text: '2'}).from !== null)).toEqual([true, true, true, true, false]);
});
