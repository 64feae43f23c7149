import {spawn, type ChildProcessByStdio} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import type {Readable, Writable} from 'node:stream';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {createProtocolConnection, type ProtocolConnection, type PublishDiagnosticsParams, StreamMessageReader, StreamMessageWriter} from 'vscode-languageserver/node';

let server: ChildProcessByStdio<Writable, Readable, null>;
let client: ProtocolConnection;

beforeEach(() => {
  server = spawn(process.execPath, [join(import.meta.dirname, '../../server/dist/loopsight.mjs'), 'lsp', '--stdio'], {stdio: ['pipe', 'pipe', 'inherit']});
  client = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  client.listen();
});
afterEach(() => {
  client.dispose();
  server.kill();
});

const initialize = () => client.sendRequest('initialize', {processId: process.pid, rootUri: null, capabilities: {}});

test('any editor can start the server and gets diagnostics without settings or a workspace', async () => {
  const published = new Promise<PublishDiagnosticsParams>(resolve => client.onNotification('textDocument/publishDiagnostics', resolve));
  const {serverInfo} = await client.sendRequest<{serverInfo: object}>('initialize', {processId: process.pid, rootUri: null, capabilities: {}});
  expect(serverInfo).toEqual({name: 'loopsight', version: expect.stringMatching(/^\d+\.\d+\.\d+$/)});
  await client.sendNotification('initialized', {});
  await client.sendNotification('textDocument/didOpen', {textDocument: {uri: 'file:///nowhere/a.py', languageId: 'python', version: 1, text: 'import time\n\nasync def f():\n    time.sleep(1)\n'}});
  expect((await published).diagnostics.map(({code, range}) => [code, range.start.line])).toEqual([['no-blocking-call', 3]]);
});

test('the server ends with its client', async () => {
  await initialize();
  const exit = once(server, 'exit');
  server.stdin.end();
  await exit;
});

test('the server ends when it is told to', async () => {
  await initialize();
  const exit = once(server, 'exit');
  await client.sendRequest('shutdown');
  await client.sendNotification('exit');
  expect((await exit)[0]).toBe(0);
});

test.each([
  [['lsp'], 2, 'The server must be told how to talk to its editor: write `loopsight lsp --stdio`.'],
  [['lsp', '--help'], 0, 'loopsight lsp --stdio'],
  [['lsp', '-h'], 0, 'loopsight lsp --stdio'],
  [['-h'], 0, 'Loopsight '],
  [['check', '-h'], 0, 'loopsight check [options]'],
])('%j ends with %i and says what to write', async (args, code, said) => {
  const command = spawn(process.execPath, [join(import.meta.dirname, '../../server/dist/loopsight.mjs'), ...args], {stdio: ['ignore', 'pipe', 'pipe']});
  let output = '';
  for (const stream of [command.stdout, command.stderr]) stream.on('data', data => (output += String(data)));
  expect((await once(command, 'close'))[0]).toBe(code);
  expect(output.startsWith(said), output.slice(0, 200)).toBe(true);
});
