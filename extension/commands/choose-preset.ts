import {ConfigurationTarget, window, workspace, type QuickPickItem} from 'vscode';
import type {Command} from './command.ts';

export const choosePreset: Command = {
  id: 'loopsight.choosePreset',
  async run() {
    const settings = workspace.getConfiguration('loopsight');
    const current = settings.get<string>('preset');
    const items = PRESETS.map(preset => ({...preset, description: preset.label === current ? 'current' : ''}));
    const chosen = await window.showQuickPick(items, {title: 'Which rules run?', placeHolder: 'A project whose ESLint configuration names rules of Loopsight follows that instead'});
    if (!chosen || chosen.label === current) return;
    await settings.update('preset', chosen.label, workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global);
  },
};

const PRESETS: readonly (QuickPickItem & {readonly detail: string})[] = [
  {label: 'recommended', detail: 'What a senior reviewer would flag without hesitation'},
  {label: 'strict', detail: 'Judgement calls too, and what is only possible'},
  {label: 'all', detail: 'Everything'},
];
