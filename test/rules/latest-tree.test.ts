import {expect, test} from 'vitest';
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
