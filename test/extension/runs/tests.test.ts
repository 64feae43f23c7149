import {describe, expect, test} from 'vitest';
import type {TestTitle} from '../../../server/protocol.ts';
import {isTestFile, launchTests} from '../../../extension/runs/test-launcher.ts';
import {launchFile} from '../../../extension/runs/runnable-file.ts';
import {projectOnPaper, type ProjectOnPaper} from './project-on-paper.ts';

const title = (text: string, isTemplate = false): TestTitle => ({text, isTemplate});
const packages = {'/app/node_modules/vitest/vitest.mjs': '', '/app/node_modules/jest/bin/jest.js': '', '/app/node_modules/mocha/bin/mocha.js': '', '/app/package.json': '{"devDependencies": {"jest": "30"}}'};

async function words(file: string, text: string, titles: readonly TestTitle[] = [], paper: ProjectOnPaper = {}) {
  const choice = await launchTests({file, text, titles}, projectOnPaper({files: packages, ...paper}));
  return choice.ok ? choice.launch.command : choice.reason;
}

describe('a file of tests', () => {
  test.each([
    ["import test from 'node:test'", ['node', '--test', '/app/a.test.js']],
    ["const {describe} = require('node:test')", ['node', '--test', '/app/a.test.js']],
    ["import {test} from 'vitest'", ['node', '/app/node_modules/vitest/vitest.mjs', 'run', '/app/a.test.js']],
    ["import {it} from '@jest/globals'", ['node', '/app/node_modules/jest/bin/jest.js', '--runTestsByPath', '/app/a.test.js']],
    ["import {it} from 'mocha'", ['node', '/app/node_modules/mocha/bin/mocha.js', '/app/a.test.js', '--ignore', '**/!(a.test.js)']],
    ["it('has its functions from nowhere', () => {})", ['node', '/app/node_modules/jest/bin/jest.js', '--runTestsByPath', '/app/a.test.js']],
  ])('is run by what it imports, or what the project lists: %s', async (text, command) => {
    expect(await words('/app/a.test.js', text)).toEqual(command);
  });

  test('is refused where nothing says what runs it, or that is not installed', async () => {
    expect(await words('/app/a.test.js', 'it()', [], {files: {}})).toContain('nothing says what runs the tests');
    expect(await words('/app/a.test.js', "import {it} from 'vitest'", [], {files: {}})).toContain('not installed');
    expect(await words('/app/a.test.js', '', [], {programs: []})).toContain('no Node');
  });

  test('in TypeScript is read by tsx, or by a Node that can', async () => {
    const text = "import test from 'node:test'";
    expect(await words('/app/a.test.ts', text, [], {files: {'/app/node_modules/tsx/package.json': ''}})).toEqual(['node', '--import', 'tsx', '--test', '/app/a.test.ts']);
    expect(await words('/app/a.test.ts', text, [], {nodeVersion: 'v24.0.0'})).toEqual(['node', '--test', '/app/a.test.ts']);
    expect(await words('/app/a.test.ts', text)).toContain('nothing here can run it');
    expect(await words('/app/a.test.ts', "import {it} from 'vitest'")).toContain('/app/node_modules/vitest/vitest.mjs');
  });

  test('in TypeScript is read by ts-node where the project has that, unless mocha is told of it anyway', async () => {
    const files = {...packages, '/app/node_modules/ts-node/register/index.js': ''};
    const mocha = ['/app/node_modules/mocha/bin/mocha.js', '/app/a.test.ts', '--ignore', '**/!(a.test.ts)'];
    expect(await words('/app/a.test.ts', "import 'mocha'", [], {files, nodeVersion: 'v24.0.0'})).toEqual(['node', '--require', 'ts-node/register', ...mocha]);
    expect(await words('/app/a.test.ts', "import 'mocha'", [], {files: {...files, '/app/package.json': '{"type": "module"}'}})).toEqual(['node', '--loader', 'ts-node/esm', ...mocha]);
    expect(await words('/app/a.test.ts', "import 'mocha'", [], {files: {...files, '/app/.mocharc.yml': 'require: ts-node/register\n'}})).toEqual(['node', ...mocha]);
  });

  test('whose name has letters of patterns is the only one that mocha runs', async () => {
    expect(await words('/app/[id].test.js', "import 'mocha'")).toContain('**/!(?id?.test.js)');
  });

  test('in Python is run by pytest', async () => {
    expect(await words('/app/tests/test_a.py', '')).toEqual(['/usr/bin/python3', '-m', 'pytest', '/app/tests/test_a.py']);
  });

  test('is what its name says, and no program to be run alone', async () => {
    expect(['a.test.ts', 'a-spec.js', 'b.spec.mts', 'test_a.py', 'a_test.py'].filter(isTestFile)).toHaveLength(5);
    expect(['latest.ts', 'test.ts', 'contest.py', 'testing.py'].filter(isTestFile)).toEqual([]);
    const choice = await launchFile({file: '/app/test_a.py', languageId: 'python', text: ''}, projectOnPaper());
    expect(choice.ok && choice.launch.command).toEqual(['/usr/bin/python3', '-m', 'pytest', '/app/test_a.py']);
  });
});

describe('one test', () => {
  const suite = [title('a suite (of sorts)'), title('does it?')];

  test('is named in the way of its runner, and matches no other', async () => {
    expect(await words('/app/a.test.js', "import 'node:test'", suite)).toEqual(['node', '--test', '--test-name-pattern', '^does it\\?$', '/app/a.test.js']);
    expect((await words('/app/a.test.js', "import 'vitest'", suite)).slice(2)).toEqual(['run', '/app/a.test.js', '-t', '^a suite \\(of sorts\\) does it\\?$']);
    expect((await words('/app/a.test.js', "import 'mocha'", suite)).slice(2)).toEqual(['/app/a.test.js', '--ignore', '**/!(a.test.js)', '-g', '^a suite \\(of sorts\\) does it\\?$']);
    expect((await words('/app/test_a.py', '', [title('TestIt'), title('test_x')])).at(-1)).toBe('/app/test_a.py::TestIt::test_x');
  });

  test('that is made for each row of a table matches all of them', async () => {
    const [, , , , , pattern] = (await words('/app/a.test.js', "import 'vitest'", [title('adds %d and $b.c: ${x}', true)])) as readonly string[];
    expect(new RegExp(pattern ?? '').test('adds 1 and 2: 3')).toBe(true);
    expect(new RegExp(pattern ?? '').test('subtracts 1 and 2: 3')).toBe(false);
  });
});
