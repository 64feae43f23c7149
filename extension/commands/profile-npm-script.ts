import {window, workspace} from 'vscode';
import {launchScript, type PackageScript, scriptsOf} from '../runs/npm-scripts.ts';
import {projectOf} from '../runs/project.ts';
import {refusal} from '../runs/launch.ts';
import type {Command} from './command.ts';

export const profileNpmScript: Command = {
  id: 'loopsight.profileNpmScript',
  run: ({profiling}) =>
    profiling.profile(async () => {
      const scripts = await scriptsOfWorkspace();
      if (scripts.length === 0) return refusal('no package.json of this workspace has a script.');
      const items = scripts.map(({script, project}) => ({label: script.name, description: workspace.asRelativePath(script.folder), detail: script.line, script, project}));
      const chosen = await window.showQuickPick(items, {title: 'Which script shall be profiled?', matchOnDescription: true, matchOnDetail: true});
      return chosen ? launchScript(chosen.script, chosen.project) : null;
    }),
};

/** A workspace with more packages is looked up by name. */
const MOST_MANIFESTS = 500;

async function scriptsOfWorkspace(): Promise<readonly {readonly script: PackageScript; readonly project: ReturnType<typeof projectOf>}[]> {
  const manifests = await workspace.findFiles('**/package.json', '**/node_modules/**', MOST_MANIFESTS);
  const byDepth = manifests.sort((a, b) => a.path.split('/').length - b.path.split('/').length || a.path.localeCompare(b.path));
  const scripts: {readonly script: PackageScript; readonly project: ReturnType<typeof projectOf>}[] = [];
  for (const uri of byDepth) {
    const text = await workspace.fs.readFile(uri).then(bytes => new TextDecoder().decode(bytes), () => '');
    const project = projectOf(uri);
    for (const script of scriptsOf(uri.fsPath, text)) scripts.push({script, project});
  }
  return scripts;
}
