import {commands} from 'vscode';
import type {Command} from './command.ts';

export const openSettings: Command = {
  id: 'loopsight.openSettings',
  run: () => commands.executeCommand('workbench.action.openSettings', '@ext:loopsight.loopsight-vscode'),
};
