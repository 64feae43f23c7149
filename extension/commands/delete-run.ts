import {window} from 'vscode';
import {chooseRun} from '../runs/choose-run.ts';
import type {Command} from './command.ts';

export const deleteRun: Command = {
  id: 'loopsight.deleteRun',
  async run({runs}, node) {
    const run = await chooseRun(runs, node, 'Which run shall be deleted?');
    if (!run) return;
    if (run.isKept && (await window.showWarningMessage(`Delete the run “${run.label}”, which you have named?`, {modal: true}, 'Delete')) !== 'Delete') return;
    await runs.delete(run.id);
  },
};
