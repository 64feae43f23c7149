import assert from 'node:assert/strict';
import {commands, extensions, window} from 'vscode';
import {closeAll, eventually, problem, show} from './editor.ts';

describe('Commands', () => {
  afterEach(closeAll);

  it('are all registered', async () => {
    await problem(await show('python/no_blocking_call.py'), 'no-blocking-call');
    const registered = new Set(await commands.getCommands(true));
    const contributed: {command: string}[] = extensions.getExtension('loopsight.loopsight-vscode')?.packageJSON.contributes.commands;
    assert.ok(contributed.length > 5);
    assert.deepEqual(contributed.filter(({command}) => !registered.has(command)), []);
  });

  it('index the workspace', async () => {
    await commands.executeCommand('loopsight.indexWorkspace');
  });

  it('show the output', async () => {
    await commands.executeCommand('loopsight.showOutput');
    await eventually('the output to be visible', () => window.visibleTextEditors.some(({document}) => document.uri.scheme === 'output') || undefined);
    await commands.executeCommand('workbench.action.closePanel');
  });

  it('open the settings', async () => {
    await commands.executeCommand('loopsight.openSettings');
    await eventually('the settings editor', () => window.tabGroups.activeTabGroup.activeTab?.label === 'Settings' || undefined);
  });
});
