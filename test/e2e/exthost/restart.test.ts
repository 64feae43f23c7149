import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {commands} from 'vscode';
import {append, closeAll, eventually, problem, problemsOf, replace, show} from './editor.ts';

describe('A server that dies', () => {
  afterEach(closeAll);

  it('comes back, with all documents and their unsaved text', async () => {
    const document = await show('python/no_blocking_call.py');
    await problem(document, 'no-blocking-call');
    await append(document, '\n\nasync def unsaved():\n    time.sleep(2)\n');
    const expected = await eventually('the unsaved problem', () => (problemsOf(document).length === 4 ? problemsOf(document) : undefined));
    const [server] = serversOfThisHost();
    assert.ok(server, 'a server runs');
    process.kill(server, 'SIGKILL');
    const successor = await eventually('another server', () => serversOfThisHost().find(pid => pid !== server));
    assert.notEqual(successor, server);
    await append(document, '\n\nasync def after():\n    time.sleep(3)\n');
    await eventually('problems of the text as it is now', () => problemsOf(document).length === expected.length + 1 || undefined);
    assert.deepEqual(problemsOf(document).slice(0, expected.length), expected);
  });

  it('restarts when asked to', async () => {
    const document = await show('python/no_blocking_call.py');
    await problem(document, 'no-blocking-call');
    const [server] = serversOfThisHost();
    await commands.executeCommand('loopsight.restartServer');
    await eventually('another server', () => serversOfThisHost().some(pid => pid !== server) || undefined);
    await replace(document, 'time.sleep(1)', 'await asyncio.sleep(1)');
    await eventually('problems of the text as it is now', () => problemsOf(document).length === 2 || undefined);
  });
});

/** The language servers whose client is this extension host. */
function serversOfThisHost(): number[] {
  return readdirSync('/proc').filter(name => /^\d+$/.test(name)).map(Number).filter(pid => {
    const command = commandOf(pid);
    return command.includes('loopsight.mjs') && command.includes(`--clientProcessId=${process.pid}`);
  });
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
