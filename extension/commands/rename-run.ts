import {window} from 'vscode';
import {chooseRun} from '../runs/choose-run.ts';
import type {Command} from './command.ts';

export const renameRun: Command = {
  id: 'loopsight.renameRun',
  async run({runs}, node) {
    const run = await chooseRun(runs, node, 'Which run shall have another name?');
    const label = run && (await window.showInputBox({title: 'Name of the run', value: run.label, prompt: 'A run that you have named is kept until you delete it.', validateInput: text => (text.trim() === '' ? 'A run needs a name.' : null)}));
    if (run && label) await runs.rename(run.id, label.trim());
  },
};
