import {spawnSync} from 'node:child_process';
import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';

const loopsight = join(import.meta.dirname, '../../server/dist/loopsight.mjs');
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'loopsight check ')); // A space in the path is part of the test.
  write('app.py', 'from load import load\n\nasync def main():\n    return load()\n');
  write('load.py', "def load():\n    with open('a') as file:\n        return file.read()\n");
  write('src/app.ts', "import {readFileSync} from 'node:fs';\n\nexport const main = async () => readFileSync('ä');\n");
  write('node_modules/other/index.js', "const fs = require('fs');\nmodule.exports = async () => fs.readFileSync('a');\n");
  write('clean/a.py', 'print(1)\n');
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

describe('loopsight check', () => {
  test('prints problems of both languages, with the way to the blocking call, and ends with 1', () => {
    const {code, stdout, stderr} = check();
    expect(stdout).toMatch(/^app\.py:4:12 {2}.*no-transitive-blocking-call\n {4}load\.py:2:10 {2}/m);
    expect(stdout).toMatch(/^src[\\/]app\.ts:3:33 {2}.*no-blocking-call$/m);
    expect(stdout).toMatch(/^2 problems in 2 files of 4\.$/m);
    expect({code, stderr}).toEqual({code: 1, stderr: ''});
  });

  test('ends with 0 when there is nothing, or no more than allowed', () => {
    expect(check('clean')).toEqual({code: 0, stdout: 'No problems in 1 file.\n', stderr: ''});
    expect(check('--max-problems', '2').code).toBe(0);
    expect(check('--max-problems', '1').code).toBe(1);
  });

  test('finds the same in any number of threads', () => {
    expect(check('--threads', '3').stdout).toBe(check('--threads', '1').stdout);
  });

  test('writes JSON: version 1, absolute paths, 1-based positions', () => {
    const {version, files, checked} = JSON.parse(check('--format', 'json').stdout);
    expect({version, checked, paths: files.map(({path}: {path: string}) => path)}).toEqual({version: 1, checked: 4, paths: [join(folder, 'app.py'), join(folder, 'src', 'app.ts')]});
    expect(files[0].problems[0]).toMatchObject({ruleId: 'no-transitive-blocking-call', line: 4, column: 12, endLine: 4, endColumn: 18, related: [{path: join(folder, 'load.py'), line: 2, column: 10}]});
  });

  test('writes SARIF 2.1.0, with rules and related locations', () => {
    const {version, runs} = JSON.parse(check('--format', 'sarif').stdout);
    expect(version).toBe('2.1.0');
    expect(runs[0].tool.driver.rules.map(({id}: {id: string}) => id)).toContain(runs[0].results[0].ruleId);
    expect(runs[0].results[0].locations[0].physicalLocation).toMatchObject({artifactLocation: {uri: 'app.py', uriBaseId: 'ROOT'}, region: {startLine: 4, startColumn: 12}});
    expect(runs[0].results[0].relatedLocations).toHaveLength(1);
    expect(runs[0].originalUriBaseIds.ROOT.uri).toMatch(/^file:\/\/.*\/$/);
  });

  test('writes annotations for GitHub', () => {
    expect(check('--format', 'github').stdout).toMatch(/^::warning file=app\.py,line=4,col=12,endLine=4,endColumn=18,title=Loopsight%3A no-transitive-blocking-call::`load` blocks/m);
  });

  test.each([
    [['--format', 'xml'], '--format must be one of text, json, sarif, github, not xml.'],
    [['--preset', 'loud'], '--preset must be recommended, strict or all, not loud.'],
    [['--max-problems', 'x'], '--max-problems must be a whole number, not x.'],
    [['--threads', '0'], '--threads must be a whole number from 1 to 64, not 0.'],
    [['nowhere'], 'There is no file or folder nowhere.'],
    [['--nonsense'], '--nonsense'],
  ])('says what is wrong with %j, and ends with 2', (args, message) => {
    const {code, stdout, stderr} = check(...args);
    expect({code, stdout}).toEqual({code: 2, stdout: ''});
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('tells of files that it cannot read, and goes on with the others', () => {
    write('odd/binary.py', '\0\0\0');
    write('odd/latin.py', Buffer.from('# caf\xe9\nimport time\nasync def f():\n    time.sleep(1)\n', 'latin1'));
    write('odd/mark.py', '\uFEFFimport time\nasync def f():\n    time.sleep(1)\n');
    write('odd/broken.ts', "import {readFileSync} from 'fs';\nexport async function f() {\n  readFileSync('a');\n}\nexport const = ;\n");
    write('odd/table.py', `import time\nasync def f():\n    time.sleep(1)\nrows = [\n${'1, '.repeat(800_000)}]\n`);
    const {code, stdout, stderr} = check('odd');
    expect(stderr).toMatch(/table\.py: it is unreadable, not text, or larger than 2 MB/);
    expect(stderr).toMatch(/binary\.py: it is unreadable, not text, or larger than 2 MB/);
    expect(stdout).toMatch(/latin\.py:4:5 .*\n[^]*mark\.py:3:5 /);
    expect(stdout).toMatch(/broken\.ts:3:3 /);
    expect(code).toBe(1);
  });

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('tells of a file without permission', () => {
    write('secret/a.py', 'print(1)\n');
    chmodSync(join(folder, 'secret', 'a.py'), 0);
    expect(check('secret').stderr).toMatch(/a\.py: it is unreadable/);
  });
});

describe('loopsight', () => {
  test('says what it can do, and what it cannot', () => {
    expect(run('--help').stdout).toContain('loopsight check');
    expect(run('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(run('dance')).toMatchObject({code: 2, stderr: expect.stringContaining('There is no command `dance`.')});
  });
});

function check(...args: readonly string[]) {
  return run('check', ...args);
}

function run(...args: readonly string[]) {
  const {status, stdout, stderr} = spawnSync(process.execPath, [loopsight, ...args], {cwd: folder, encoding: 'utf8'});
  return {code: status, stdout, stderr};
}

function write(name: string, content: string | Buffer): void {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), {recursive: true});
  writeFileSync(path, content);
}
