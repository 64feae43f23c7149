import {expect, test} from 'vitest';
import {pythonVersions} from '../../../rules/src/project/python-version.ts';
import {memoryFiles} from './memory-files.ts';

const FILE = {path: '/project/src/app/main.py', language: 'python'} as const;

test.each([
  ['pyproject.toml', '[project]\nname = "app"\nrequires-python = ">=3.9,<4"\n', [3, 9]],
  ['pyproject.toml', '[tool.poetry.dependencies]\npython = "^3.11"\n', [3, 11]],
  ['pyproject.toml', "[project]\nrequires-python = '~=3.12.0'\n", [3, 12]],
  ['pyproject.toml', '[project]\nrequires-python = "==3.13.*"\n', [3, 13]],
  ['setup.cfg', '[options]\npython_requires = >=3.8\n', [3, 8]],
  ['pyproject.toml', '[project]\nname = "app"\n', null],
  ['pyproject.toml', '[project]\nrequires-python = "whatever"\n', null],
])('the oldest Python of a project with the %s %j', (name, text, oldest) => {
  expect(pythonVersions(memoryFiles({[`/project/${name}`]: text})).oldestFor(FILE)).toEqual(oldest);
});

test('the nearest file that says it counts, and JavaScript has no Python', () => {
  const versions = pythonVersions(memoryFiles({
    '/project/pyproject.toml': '[project]\nrequires-python = ">=3.9"\n',
    '/project/src/pyproject.toml': '[project]\nrequires-python = ">=3.12"\n',
  }));
  expect(versions.oldestFor(FILE)).toEqual([3, 12]);
  expect(versions.oldestFor({path: '/project/main.ts', language: 'javascript'})).toBeNull();
});

test('what a project says is read again after a change', () => {
  const texts: Record<string, string> = {'/project/pyproject.toml': '[project]\nrequires-python = ">=3.9"\n'};
  const versions = pythonVersions({...memoryFiles({}), read: path => texts[path] ?? null});
  expect(versions.oldestFor(FILE)).toEqual([3, 9]);
  texts['/project/pyproject.toml'] = '[project]\nrequires-python = ">=3.12"\n';
  expect(versions.oldestFor(FILE)).toEqual([3, 9]);
  versions.forget();
  expect(versions.oldestFor(FILE)).toEqual([3, 12]);
});
