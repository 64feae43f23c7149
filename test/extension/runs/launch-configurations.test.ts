import {describe, expect, test} from 'vitest';
import {substitution} from '../../../extension/runs/configuration-variables.ts';
import {isMeasurable, type LaunchConfiguration, launchConfiguration} from '../../../extension/runs/launch-configurations.ts';
import {projectOnPaper, type ProjectOnPaper} from './project-on-paper.ts';

const substitute = substitution({
  folders: new Map([['app', '/app'], ['lib', '/lib']]),
  folder: '/app',
  file: '/app/src/deep/main.ts',
  environment: {TOKEN: 'secret'},
  setting: name => ({'editor.fontSize': 14, 'x.list': [1]})[name],
});

async function launched(configuration: LaunchConfiguration, paper: ProjectOnPaper = {}) {
  const choice = await launchConfiguration({name: 'it', request: 'launch', ...configuration}, projectOnPaper(paper), substitute);
  return choice.ok ? choice.launch : choice.reason;
}

describe('a configuration for Node', () => {
  test('runs its program with its words, where it says', async () => {
    expect(await launched({type: 'node', program: '${workspaceFolder}/src/a b.js', args: ['--port', '${config:editor.fontSize}', '$HOME'], runtimeArgs: ['--enable-source-maps', '--inspect-brk'], cwd: '${fileDirname}', env: {A: '1', N: 2, GONE: null, T: '${env:TOKEN}'}})).toEqual({
      label: 'it',
      command: ['node', '--enable-source-maps', '/app/src/a b.js', '--port', '14', '$HOME'],
      cwd: '/app/src/deep',
      environment: {A: '1', N: '2', T: 'secret'},
    });
  });

  test('takes another runtime, and tells Node how to read TypeScript', async () => {
    expect(await launched({type: 'pwa-node', runtimeExecutable: 'npm', runtimeArgs: ['run', 'dev']})).toMatchObject({command: ['npm', 'run', 'dev']});
    expect(await launched({type: 'node', runtimeExecutable: '${workspaceFolder}/node_modules/.bin/tsx', program: 'a.ts'})).toMatchObject({command: ['/app/node_modules/.bin/tsx', '/app/a.ts']});
    expect(await launched({type: 'node', program: 'a.ts'}, {files: {'/app/node_modules/tsx/dist/cli.mjs': ''}})).toMatchObject({command: ['node', '/app/node_modules/tsx/dist/cli.mjs', '/app/a.ts']});
    expect(await launched({type: 'node', program: 'a.ts'})).toContain('nothing here can run it');
  });

  test('reads files of variables; those that are written above win', async () => {
    const files = {'/app/.env': 'A=file\nexport B="two words"\n# no\n', '/app/more.env': 'C=3'};
    expect(await launched({type: 'node', program: 'a.js', envFile: ['.env', '${workspaceFolder}/more.env'], env: {A: 'written'}}, {files})).toMatchObject({environment: {A: 'written', B: 'two words', C: '3'}});
    expect(await launched({type: 'node', program: 'a.js', envFile: '.env'})).toContain('.env, cannot be read');
  });

  test('says that a task was not run', async () => {
    expect(await launched({type: 'node', program: 'a.js', preLaunchTask: 'build'})).toMatchObject({remark: expect.stringContaining('"build"')});
  });

  test('has properties for a platform', async () => {
    const configuration = {type: 'node', program: 'a.js', linux: {program: 'l.js'}, windows: {program: 'w.js'}};
    expect(await launched(configuration)).toMatchObject({command: ['node', '/app/l.js']});
    expect(await launched(configuration, {platform: 'win32'})).toMatchObject({command: ['node', '/app/w.js']});
    expect(await launched(configuration, {platform: 'darwin'})).toMatchObject({command: ['node', '/app/a.js']});
  });

  test.each<[LaunchConfiguration, string]>([
    [{type: 'node', program: '${command:pickFile}'}, '${command:pickFile}'],
    [{type: 'node', program: 'a.js', args: ['${input:port}', '${lineNumber}']}, '${input:port} and ${lineNumber}'],
    [{type: 'node', program: '${config:x.list}'}, '${config:x.list}'],
    [{type: 'node', program: '${workspaceFolder:gone}'}, '${workspaceFolder:gone}'],
    [{type: 'node', program: 'a.js', args: '--flag "$(rm -rf /)"'}, 'line for a shell'],
    [{type: 'node'}, 'names no program'],
    [{type: 'debugpy'}, 'neither a program nor a module'],
  ])('that needs more than there is, is refused: %j', async (configuration, words) => {
    expect(await launched(configuration)).toContain(words);
  });

  test('that is odd throughout is refused or run, and never an error', async () => {
    expect(await launched({type: 'node', program: 7, args: {}, env: [], cwd: null, envFile: 3})).toContain('names no program');
    expect(await launched({type: 'node', program: 'a.js', args: [1, null, {}], env: 'A=1', runtimeArgs: 'a b'})).toMatchObject({command: ['node', 'a', 'b', '/app/a.js', '1', 'null', '[object Object]'], environment: {}});
  });

  test('needs Node, unless it names a runtime', async () => {
    expect(await launched({type: 'node', program: 'a.js'}, {programs: []})).toContain('no Node');
    expect(await launched({type: 'node', runtimeExecutable: '/opt/node', program: 'a.js'}, {programs: []})).toMatchObject({command: ['/opt/node', '/app/a.js']});
  });
});

describe('a configuration for Python', () => {
  test('runs a program or a module with the interpreter of its choice', async () => {
    expect(await launched({type: 'debugpy', program: '${file}', args: '--quick 3', pythonArgs: ['-X', 'dev'], console: 'integratedTerminal', justMyCode: true})).toMatchObject({command: ['/usr/bin/python3', '-X', 'dev', '/app/src/deep/main.ts', '--quick', '3']});
    expect(await launched({type: 'python', module: 'uvicorn', args: ['main:app', '--reload'], python: ['${workspaceFolder}/.venv/bin/python', '-u']})).toMatchObject({command: ['/app/.venv/bin/python', '-u', '-m', 'uvicorn', 'main:app', '--reload']});
    expect(await launched({type: 'python', module: 'a'}, {programs: []})).toContain('no Python');
  });

  test("has the variables of the workspace's .env, as in its debugger, unless it names a file", async () => {
    const files = {'/app/.env': 'A=usual', '/app/other.env': 'B=named'};
    expect(await launched({type: 'debugpy', program: 'a.py', env: {C: '1'}}, {files})).toMatchObject({environment: {A: 'usual', C: '1'}});
    expect(await launched({type: 'debugpy', program: 'a.py', envFile: 'other.env'}, {files})).toMatchObject({environment: {B: 'named'}});
    expect(await launched({type: 'debugpy', program: 'a.py'})).toMatchObject({environment: {}});
    expect(await launched({type: 'node', program: 'a.js'}, {files})).toMatchObject({environment: {}});
  });

  test('says that the environment of the project has no Python any more', async () => {
    const files = {'/app/.venv/pyvenv.cfg': 'home = /opt/python3.7/bin\nversion = 3.7\n'};
    expect(await launched({type: 'debugpy', program: 'a.py', preLaunchTask: 'build'}, {files})).toMatchObject({command: ['/usr/bin/python3', '/app/a.py'], remark: expect.stringMatching(/\/app\/\.venv is not there any more; it was the one in \/opt\/python3\.7\/bin\. .*"build"/)});
    expect(await launched({type: 'debugpy', program: 'a.py', python: '/opt/python'}, {files})).not.toHaveProperty('remark');
  });
});

test('only what is launched, in Node or Python, is offered', () => {
  expect(isMeasurable({type: 'node', request: 'launch'})).toBe(true);
  expect(isMeasurable({type: 'debugpy', request: 'launch'})).toBe(true);
  expect([{type: 'node', request: 'attach'}, {type: 'chrome', request: 'launch'}, {type: 'node-terminal', request: 'launch'}, {}].filter(isMeasurable)).toEqual([]);
});

test.each([
  ['${fileBasenameNoExtension}${fileExtname} ${relativeFile} ${relativeFileDirname}', 'main.ts src/deep/main.ts src/deep'],
  ['${workspaceFolder:lib}${/}x ${workspaceFolderBasename} ${env:UNSET}.', '/lib/x app .'],
  ['$HOME ${ $workspaceFolder', '$HOME ${ $workspaceFolder'],
])('variables: %s', (text, expected) => {
  expect(substitute(text)).toEqual({ok: true, text: expected});
});

test.each(['${constructor}', '${__proto__}', '${toString:x}'])('a name that every object has is no variable: %s', text => {
  expect(substitute(text)).toEqual({ok: false, variable: text});
});
