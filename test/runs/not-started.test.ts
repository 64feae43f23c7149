import {spawnSync} from 'node:child_process';
import {chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, test} from 'vitest';
import {whyNotStarted} from '../../server/profile-command/not-started.ts';

const loopsight = join(import.meta.dirname, '../../server/dist/loopsight.mjs');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'loopsight not started ü-')));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** What is said after the system itself has refused to start it. */
async function said(program: string, environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  const {error} = spawnSync(program, {env: environment});
  if (!error) throw new Error(`${program} could be started.`);
  const {code, reason} = await whyNotStarted(program, error, environment);
  return `${code}: ${reason}`;
}

function script(name: string, text: string, mode = 0o755): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), {recursive: true});
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

function link(name: string, target: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), {recursive: true});
  symlinkSync(target, path);
  return path;
}

describe.skipIf(process.platform === 'win32')('why a command could not be started', () => {
  test('a virtual environment whose Python has been removed: which one, and how it is made again', async () => {
    script('.venv/pyvenv.cfg', 'home = /opt/python3.7/bin\n', 0o644);
    const python = link('.venv/bin/python3', '/opt/gone/python3.7/bin/python3');
    const alias = link('.venv/bin/python', 'python3');
    const runner = script('.venv/bin/pytest', '#!/opt/gone/.venv/bin/python\nimport pytest\n');
    const advice = `: make it again (python3 -m venv --clear ${join(folder, '.venv')}), and install its packages.`;
    const environment = `The virtual environment ${join(folder, '.venv')}`;
    for (const each of [python, alias]) expect(await said(each)).toBe(`127: The command ${each} cannot be found. ${each} is a link to /opt/gone/python3.7/bin/python3, which is not there. ${environment} was made with a Python that has been moved or removed${advice}`);
    expect(await said(runner)).toContain(`is run by /opt/gone/.venv/bin/python, which is not there. ${environment} has been moved, or its Python removed${advice}`);
    expect(await said(join(folder, '.venv/bin/uvicorn'))).toContain(`${environment} has no such program${advice}`);
    expect(await said('python3', {PATH: join(folder, '.venv/bin')})).toContain(`${python} is a link to /opt/gone/python3.7/bin/python3`);
  });

  test('a link to nothing, a circle of links, an interpreter that is not there, line ends of Windows', async () => {
    expect(await said(link('node', 'node-99'))).toContain(`is a link to ${join(folder, 'node-99')}, which is not there. Make the link anew`);
    expect(await said(link('circle', 'circle'))).toMatch(/^126: .*ELOOP/);
    expect(await said(script('old.sh', '#! /no/such/shell -e\n'))).toContain('is run by /no/such/shell, which is not there. Correct that line');
    expect(await said(script('windows.sh', '#!/bin/sh\r\necho\r\n'))).toContain('ends in a carriage return');
    expect(await said(join(folder, 'windows.sh', 'x'))).toMatch(/^127: .*There is no/);
  });

  test('a file that is not executable, a folder, a command line in one word, and what is nowhere', async () => {
    expect(await said(script('app.js', '', 0o644))).toContain('is not executable: name the program that runs it, such as `node app.js`');
    expect(await said(folder)).toBe(`126: The command ${folder} cannot be run. ${folder} is a folder.`);
    expect(await said('node app.js')).toContain('Its words are to be written apart: loopsight profile -- node app.js.');
    expect(await said('no-such-command-here')).toBe('127: The command no-such-command-here cannot be found. No folder of PATH has it: install it, or give its path.');
    expect(await said(join(folder, 'gone', 'node'))).toContain(`There is no folder ${join(folder, 'gone')}.`);
    expect(await said('no-such-command-here', {})).toContain('cannot be found');
  });

  test('a working folder that has been deleted is said, without a stack', async () => {
    const gone = join(folder, 'deleted');
    mkdirSync(gone);
    const {status, stderr} = spawnSync('sh', ['-c', 'rmdir "$0" && exec "$@"', gone, process.execPath, loopsight, 'profile', '--', 'node', '-v'], {cwd: gone, encoding: 'utf8'});
    expect({status, stderr}).toEqual({status: 2, stderr: 'The folder that this is run in has been deleted. Go to one that exists, and try again.\n'});
  });
});
