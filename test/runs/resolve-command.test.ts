import {describe, expect, test} from 'vitest';
import {resolveCommand} from '../../server/profile-command/resolve-command.ts';

const npm = ['@ECHO OFF', 'SETLOCAL', 'SET "NODE_EXE=%~dp0\\node.exe"', 'SET "NPM_PREFIX_JS=%~dp0\\node_modules\\npm\\bin\\npm-prefix.js"', 'SET "NPM_CLI_JS=%~dp0\\node_modules\\npm\\bin\\npm-cli.js"', '"%NODE_EXE%" "%NPM_CLI_JS%" %*'].join('\r\n');
const shim = ['@ECHO off', 'GOTO start', ':find_dp0', 'SET dp0=%~dp0', 'EXIT /b', ':start', 'endLocal & goto #_undefined_# 2>NUL || title %COMSPEC% & "%_prog%"  "%dp0%\\..\\tsx\\dist\\cli.mjs" %*'].join('\r\n');
const texts: Readonly<Record<string, string>> = {
  'C:\\Program Files\\nodejs\\npm.cmd': npm,
  'C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npm-prefix.js': '',
  'C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npm-cli.js': '',
  'C:\\Program Files\\nodejs\\node.exe': '',
  'C:\\app\\node_modules\\.bin\\tsx.cmd': shim,
  'C:\\app\\node_modules\\tsx\\dist\\cli.mjs': '',
  'C:\\app\\build.bat': '@echo off\r\ncall other.exe %*',
};
const files = {exists: (path: string) => path in texts, readText: (path: string) => texts[path] ?? ''};
const onWindows = (...command: [string, ...string[]]) => resolveCommand(command, {Path: 'C:\\nowhere;C:\\Program Files\\nodejs;C:\\app'}, {platform: 'win32', files});

describe('on Windows', () => {
  test('npm is run with Node, and no word goes through a shell', () => {
    expect(onWindows('npm', 'run', 'dev', '--', 'a & b "c"')).toEqual({ok: true, command: ['node', 'C:\\Program Files\\nodejs\\node_modules\\npm\\bin\\npm-cli.js', 'run', 'dev', '--', 'a & b "c"']});
  });

  test('so is the command of a package, named by its path', () => {
    expect(onWindows('C:\\app\\node_modules\\.bin\\tsx.cmd', 'a.ts')).toEqual({ok: true, command: ['node', 'C:\\app\\node_modules\\tsx\\dist\\cli.mjs', 'a.ts']});
  });

  test('programs stay as they are, found or not', () => {
    expect(onWindows('node', 'a.js')).toEqual({ok: true, command: ['node', 'a.js']});
    expect(onWindows('no-such-command')).toEqual({ok: true, command: ['no-such-command']});
  });

  test('another batch file is refused with the reason', () => {
    expect(onWindows('build')).toEqual({ok: false, reason: 'The command build is the batch file C:\\app\\build.bat, which needs a shell. Name the program that it starts.'});
  });
});

test('elsewhere a command is what it is', () => {
  expect(resolveCommand(['npm', 'test'], {PATH: '/usr/bin'}, {platform: 'linux', files})).toEqual({ok: true, command: ['npm', 'test']});
});
