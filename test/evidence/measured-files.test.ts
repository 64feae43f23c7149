import {expect, test} from 'vitest';
import {measuredFile} from '../../server/evidence/measured-files.ts';
import {inOneCase} from '../../server/host/canonical-path.ts';

const HERE = {isGone: () => false, nameOf: (path: string) => path};
const GONE = {isGone: () => true, nameOf: (path: string) => path};
const one = {file: '/app/src/index.js', contentHash: 'one'};
const two = {file: '/app/lib/index.js', contentHash: 'two'};

test('the path tells, whatever the content has become', () => {
  expect(measuredFile([two, one], {names: ['/app/src/index.js'], hash: 'else'}, HERE)).toEqual({isProven: true, file: one});
});

test.each(['win32', 'darwin'] as const)('on %s, upper and lower case are the same', platform => {
  const run = {file: platform === 'win32' ? 'C:\\App\\Main.ts' : '/Users/Ada/Main.ts', contentHash: 'x'};
  const name = inOneCase(platform === 'win32' ? 'c:\\app\\main.ts' : '/users/ada/main.ts', platform);
  expect(measuredFile([run], {names: [name], hash: 'y'}, {...HERE, nameOf: path => inOneCase(path, platform)})).toEqual({isProven: true, file: run});
});

test('on Linux they are not', () => {
  const run = {file: '/app/Main.ts', contentHash: 'x'};
  expect(measuredFile([run], {names: [inOneCase('/app/main.ts', 'linux')], hash: 'y'}, {...HERE, nameOf: path => inOneCase(path, 'linux')})).toBeNull();
});

test('the file of another root, with the same name and the same content, is another file', () => {
  expect(measuredFile([one], {names: ['/other/src/index.js'], hash: 'one'}, HERE)).toBeNull();
});

test('where the path leads nowhere any more, the same content proves it', () => {
  expect(measuredFile([one, two], {names: ['/moved/src/index.js'], hash: 'one'}, GONE)).toEqual({isProven: true, file: one});
  expect(measuredFile([one, two], {names: ['/renamed/source/index.js'], hash: 'two'}, GONE)).toEqual({isProven: true, file: two});
});

test('content that several files had proves nothing', () => {
  const twin = {...two, contentHash: 'one'};
  expect(measuredFile([one, twin], {names: ['/moved/source/index.js'], hash: 'one'}, GONE)).toBeNull();
});

test('what may be the file, and is not the same, is told as such; a namesake in a folder of another name is not', () => {
  expect(measuredFile([one, two], {names: ['/moved/src/index.js'], hash: 'else'}, GONE)).toEqual({isProven: false, file: one});
  expect(measuredFile([one, two], {names: ['/moved/test/index.js'], hash: 'else'}, GONE)).toBeNull();
});

test('a run from Windows is known by its content on Linux', () => {
  const run = {file: 'C:\\build\\src\\main.py', contentHash: 'x'};
  expect(measuredFile([run], {names: ['/home/ada/src/main.py'], hash: 'x'}, GONE)).toEqual({isProven: true, file: run});
});
