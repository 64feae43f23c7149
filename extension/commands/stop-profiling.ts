import {window} from 'vscode';
import type {Command} from './command.ts';

export const stopProfiling: Command = {
  id: 'loopsight.stopProfiling',
  async run({profiling}) {
    const {running} = profiling;
    if (running.length === 0) return void window.showInformationMessage('Loopsight: no program is being profiled.');
    const chosen = running.length === 1 ? running[0] : await window.showQuickPick(running.map(({id, label}) => ({id, label})).reverse(), {title: 'Which program shall end?'});
    if (chosen) await profiling.stop(chosen.id);
  },
};
