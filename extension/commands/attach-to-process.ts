import {type QuickPickItem, window} from 'vscode';
import {nodeProcesses} from '../runs/node-processes.ts';
import type {Command} from './command.ts';

export const attachToProcess: Command = {
  id: 'loopsight.attachToProcess',
  async run({profiling}) {
    const target = await chooseTarget();
    if (target !== null) await profiling.attach(target);
  },
};

/** The number of a process, or the address of an inspector. */
async function chooseTarget(): Promise<string | null> {
  const processes = (await nodeProcesses()).map(({pid, command}) => ({label: String(pid), description: command, target: String(pid)}));
  const items: readonly (QuickPickItem & {readonly target: string | null})[] = [...processes, {label: 'An address…', description: 'of an inspector: node --inspect=HOST:PORT', target: null}];
  const chosen = await window.showQuickPick(items, {title: 'Which Node process shall be measured?', placeHolder: 'It is measured until you stop that, and goes on', matchOnDescription: true});
  if (!chosen) return null;
  return chosen.target ?? (await window.showInputBox({title: 'Where does the inspector listen?', value: '127.0.0.1:9229', validateInput: text => (/^\S+:\d+$/.test(text) ? null : 'A host and a port, such as 127.0.0.1:9229')})) ?? null;
}
