import assert from 'node:assert/strict';
import {commands, Selection, tasks, window, workspace} from 'vscode';
import {closeAll, eventually, show} from './editor.ts';
import {measuredIn, storedRuns} from './runs.ts';

const ADDRESS = process.env['LOOPSIGHT_SERVICE'] ?? '';

describe('Profiling', () => {
  afterEach(closeAll);

  it('the current file, under load, until it is stopped: the line that holds the loop is known', async () => {
    const document = await show('service/server.mjs');
    const known = new Set(storedRuns().map(({id}) => id));
    await commands.executeCommand('loopsight.profileCurrentFile');
    await eventually('the server to answer', () => fetch(ADDRESS).then(({ok}) => ok, () => undefined));
    for (let i = 0; i < 3; i++) await fetch(`${ADDRESS}/login`);
    await commands.executeCommand('loopsight.stopProfiling');
    const run = await eventually('the run to end', () => storedRuns().find(({id, state}) => !known.has(id) && state === 'ended'));
    assert.equal(run.label, 'server.mjs');
    assert.equal(run.exit?.signal, 'SIGINT');
    const line = document.getText().split('\n').findIndex(text => text.includes('pbkdf2Sync(password')) + 1;
    const measured = measuredIn(run.id);
    const cost = measured?.lines.find(each => each.file === document.uri.fsPath && each.line === line);
    assert.equal(cost?.blockCalls, 3);
    const stalls = measured?.stalls.filter(({culprits}) => culprits[0]?.file === document.uri.fsPath && culprits[0].line === line);
    assert.equal(stalls?.length, 3);
    await eventually('the task to end', () => tasks.taskExecutions.length === 0);
  });

  it('a program that is stopped while it only begins', async () => {
    await show('service/server.mjs');
    const known = new Set(storedRuns().map(({id}) => id));
    await commands.executeCommand('loopsight.profileCurrentFile');
    await commands.executeCommand('loopsight.stopProfiling');
    await eventually('the run to end', () => storedRuns().find(({id, state}) => !known.has(id) && state === 'ended'));
    await eventually('the task to end', () => tasks.taskExecutions.length === 0);
  });

  it('a Python file: calls that wait, on their line', async () => {
    const document = await show('service/report.py');
    const known = new Set(storedRuns().map(({id}) => id));
    await commands.executeCommand('loopsight.profileCurrentFile');
    const run = await eventually('the run to end', () => storedRuns().find(({id, state}) => !known.has(id) && state === 'ended'));
    assert.match(run.command[0] ?? '', /python/);
    const line = document.getText().split('\n').findIndex(text => text.includes('time.sleep(0.15)')) + 1;
    const cost = measuredIn(run.id)?.lines.find(each => each.file === document.uri.fsPath && each.line === line);
    assert.ok(cost, `the line in ${JSON.stringify(measuredIn(run.id)?.lines)}`);
    assert.ok(cost.blockedMs >= 449 && cost.blockedMs < 900, `${cost.blockedMs} ms`);
    await eventually('the task to end', () => tasks.taskExecutions.length === 0);
  });

  it('a test at the cursor, alone', async () => {
    const document = await show('service/numbers.test.mjs');
    const editor = window.activeTextEditor;
    const place = document.positionAt(document.getText().indexOf('primesBelow(60_000)'));
    assert.ok(editor);
    editor.selection = new Selection(place, place);
    const known = new Set(storedRuns().map(({id}) => id));
    await commands.executeCommand('loopsight.profileTestAtCursor');
    const run = await eventually('the run to end', () => storedRuns().find(({id, state}) => !known.has(id) && state === 'ended'));
    assert.equal(run.exit?.code, 0);
    assert.deepEqual(run.command.slice(1, -1), ['--test', '--test-name-pattern', '^finds the primes$']);
    const names = measuredIn(run.id)?.functions.map(({name}) => name) ?? [];
    assert.ok(names.includes('primesBelow'), names.join(', '));
    assert.ok(!names.includes('factorial'), names.join(', '));
    await eventually('the task to end', () => tasks.taskExecutions.length === 0);
  });

  it('what cannot be run is refused, and no run is left', async () => {
    const before = storedRuns().length;
    await show('README.md');
    await commands.executeCommand('loopsight.profileCurrentFile');
    await window.showTextDocument(await workspace.openTextDocument({language: 'javascript', content: 'untitled();'}));
    await commands.executeCommand('loopsight.profileCurrentFile');
    await closeAll();
    await commands.executeCommand('loopsight.profileCurrentFile');
    assert.equal(storedRuns().length, before);
    assert.equal(tasks.taskExecutions.length, 0);
  });

  it('the view of runs can be opened', async () => {
    await commands.executeCommand('loopsight.runs.focus');
  });
});
