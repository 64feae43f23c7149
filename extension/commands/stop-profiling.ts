import {window} from 'vscode';
import {runOf} from '../runs/choose-run.ts';
import type {Command} from './command.ts';

export const stopProfiling: Command = {
  id: 'loopsight.stopProfiling',
  async run({profiling}, node) {
    const chosenInTree = runOf(node);
    if (chosenInTree) return profiling.stop(chosenInTree.id);
    const running = await profiling.running();
    if (running.length === 0) return void window.showInformationMessage('Loopsight: no program is being profiled.');
    const chosen = running.length === 1 ? running[0] : await window.showQuickPick(running.map(({id, label}) => ({id, label})), {title: 'Which program shall end?'});
    if (chosen) await profiling.stop(chosen.id);
  },
};
