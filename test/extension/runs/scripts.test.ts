import {expect, test} from 'vitest';
import {launchScript, scriptsOf} from '../../../extension/runs/npm-scripts.ts';
import {projectOnPaper} from './project-on-paper.ts';

test('scripts of a manifest, in its order', () => {
  expect(scriptsOf('/app/package.json', '\uFEFF{"name": "@a/b", "scripts": {"dev": "tsx watch", "build": "tsc", "odd": 3}}')).toEqual([
    {name: 'dev', line: 'tsx watch', folder: '/app', packageName: '@a/b'},
    {name: 'build', line: 'tsc', folder: '/app', packageName: '@a/b'},
  ]);
});

test.each(['', '{', '[]', 'null', '{"scripts": []}', '{"scripts": null}', '7'])('a manifest without any has none: %s', text => {
  expect(scriptsOf('/app/package.json', text)).toEqual([]);
});

test.each([
  [{}, 'npm'],
  [{'/app/pnpm-lock.yaml': ''}, 'pnpm'],
  [{'/app/pnpm-lock.yaml': '', '/app/packages/a/yarn.lock': ''}, 'yarn'],
])('is run by the package manager whose lock file is nearest: %j', (files, manager) => {
  const choice = launchScript({name: 'dev', line: '', folder: '/app/packages/a', packageName: 'a'}, projectOnPaper({files, programs: ['npm', 'pnpm', 'yarn']}));
  expect(choice).toEqual({ok: true, launch: {label: 'a: dev', command: [manager, 'run', 'dev'], cwd: '/app/packages/a'}});
});

test('a package manager that is not there is named', () => {
  const choice = launchScript({name: 'dev', line: '', folder: '/app', packageName: 'a'}, projectOnPaper({files: {'/app/pnpm-lock.yaml': ''}}));
  expect(choice).toMatchObject({ok: false, reason: expect.stringContaining('pnpm')});
});
