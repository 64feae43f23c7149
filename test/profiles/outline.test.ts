import {expect, test} from 'vitest';
import {loadOxc} from '../../rules/src/disk/oxc.ts';
import {parseWithOxc} from '../../rules/src/javascript/oxc.ts';
import {functionExtents, nameInSource} from '../../server/profile/function-extents.ts';
import {outlineOf} from '../../server/profile/outline.ts';

const source = `import {readFileSync as read} from 'node:fs';
function outer(
  a,
) {
  read(a);
  const inner = () => {
    this.step();
  };
  return inner();
}
class Box {
  open() {
    outer(1); outer(2);
    new Box();
    return tag\`x\`;
  }
}
outer(
  3,
);
`;
const outline = outlineOf(parseWithOxc(loadOxc())({path: '/a.js', text: source}).program, source);
const extentOf = functionExtents(() => outline);

test.each([
  ['an alias, by the name under which it runs', {line: 2, name: 'outer'}, 'readFileSync', [5]],
  ['a call of an inner function is not the outer one\'s', {line: 2, name: 'outer'}, 'step', []],
  ['a method of an object', {line: 6, name: 'inner'}, 'step', [7]],
  ['two calls on one line', {line: 12, name: 'open'}, 'outer', [13]],
  ['a construction', {line: 12, name: 'Box.open'}, 'Box', [14]],
  ['a template\'s tag', {line: 12, name: 'open'}, 'tag', [15]],
  ['the top level', {line: 1, name: '(top level)'}, 'outer', [18]],
])('calls: %s', (_, place, name, lines) => {
  expect(extentOf({file: '/a.js', ...place})?.callsOf([name])).toEqual(lines);
});

test('a function ends where its text ends', () => {
  const outer = extentOf({file: '/a.js', line: 2, name: 'outer'});
  expect([1, 2, 10, 11].map(line => outer?.has(line))).toEqual([false, true, true, false]);
  expect(extentOf({file: '/a.js', line: 9, name: 'outer'})).toBeNull();
});

test('a function that a minifier has renamed has the name of its source, where only one can be meant', () => {
  expect(nameInSource(outline, 2, 'a')).toBe('outer');
  expect(nameInSource(outline, 4, 'a')).toBe('outer');
  expect(nameInSource(outline, 12, 'Box.open')).toBe('Box.open');
  expect(nameInSource(outline, 12, 'b')).toBe('open');
  expect(nameInSource(outline, 2, '')).toBe('');
  expect(nameInSource(outline, 1, 'c')).toBe('c');
  expect(nameInSource(null, 2, 'a')).toBe('a');
  const two = outlineOf(parseWithOxc(loadOxc())({path: '/b.js', text: 'const twice = () => { function inner() {} };'}).program, 'const twice = () => { function inner() {} };');
  expect(nameInSource(two, 1, 'a')).toBe('a');
});
