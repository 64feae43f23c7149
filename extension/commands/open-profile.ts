import {commands, window} from 'vscode';
import type {Command} from './command.ts';

export const openProfile: Command = {
  id: 'loopsight.openProfile',
  async run() {
    const chosen = await window.showOpenDialog({title: 'Open a profile', openLabel: 'Open', filters: {Profiles: ['cpuprofile', 'json', 'collapsed', 'folded', 'txt', 'pstats', 'prof', 'log'], 'All files': ['*']}});
    for (const uri of chosen ?? []) await commands.executeCommand('vscode.openWith', uri, uri.path.endsWith('.cpuprofile') ? 'loopsight.cpuProfile' : 'loopsight.profile');
  },
};
