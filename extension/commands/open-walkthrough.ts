import {commands} from 'vscode';
import type {Command} from './command.ts';

export const openWalkthrough: Command = {
  id: 'loopsight.openWalkthrough',
  run: () => commands.executeCommand('workbench.action.openWalkthrough', 'loopsight.loopsight-vscode#loopsight.start', false),
};
