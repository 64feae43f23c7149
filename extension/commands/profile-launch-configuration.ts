import {window, workspace, type WorkspaceFolder} from 'vscode';
import {substitution} from '../runs/configuration-variables.ts';
import {refusal} from '../runs/launch.ts';
import {isMeasurable, type LaunchConfiguration, launchConfiguration} from '../runs/launch-configurations.ts';
import {projectOf} from '../runs/project.ts';
import type {Command} from './command.ts';

export const profileLaunchConfiguration: Command = {
  id: 'loopsight.profileLaunchConfiguration',
  run: ({profiling}) =>
    profiling.profile(async () => {
      const folders = workspace.workspaceFolders ?? [];
      const items = folders.flatMap(folder => configurationsOf(folder).map(configuration => ({label: String(configuration.name), description: folder.name, configuration, folder})));
      if (items.length === 0) return refusal('no launch.json of this workspace has a configuration that launches a program of Node or Python.');
      const chosen = await window.showQuickPick(items, {title: 'Which launch configuration shall be profiled?', matchOnDescription: true});
      return chosen ? launchConfiguration(chosen.configuration, projectOf(chosen.folder.uri), variables(chosen.folder)) : null;
    }),
};

function configurationsOf(folder: WorkspaceFolder): LaunchConfiguration[] {
  const written = workspace.getConfiguration('launch', folder.uri).get<unknown>('configurations');
  return Array.isArray(written) ? written.filter((each): each is LaunchConfiguration => typeof each === 'object' && each !== null && isMeasurable(each)) : [];
}

function variables(folder: WorkspaceFolder) {
  const document = window.activeTextEditor?.document;
  return substitution({
    folders: new Map((workspace.workspaceFolders ?? []).map(({name, uri}) => [name, uri.fsPath])),
    folder: folder.uri.fsPath,
    file: document?.uri.scheme === 'file' ? document.uri.fsPath : null,
    environment: process.env,
    setting: name => workspace.getConfiguration(undefined, folder.uri).get(name),
  });
}
