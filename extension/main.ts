import type {ExtensionContext} from 'vscode';
import {Annotations} from './annotations/annotations.ts';
import {ServerClient} from './client.ts';
import {registerCommands} from './commands/index.ts';
import {ExamplePrograms} from './example-programs.ts';
import {Profiling} from './runs/profiling.ts';
import {ProofAction} from './runs/proof-action.ts';
import {Runs} from './runs/runs.ts';
import {Comparisons} from './views/comparisons.ts';
import {ProfileEditor} from './views/profile-editor.ts';
import {RunPages} from './views/run-pages.ts';
import {RunTree} from './views/run-tree.ts';
import {StatusBar} from './views/status-bar.ts';

let client: ServerClient | null = null;

/** Composition only: what exists, and who hears whom. */
export async function activate(context: ExtensionContext): Promise<void> {
  const statusBar = new StatusBar();
  client = new ServerClient(context);
  const runs = new Runs(client);
  const profiling = new Profiling(context, runs);
  const annotations = new Annotations(client, runs);
  const pages = new RunPages(context, runs);
  const comparisons = new Comparisons(context, runs);
  const examples = new ExamplePrograms(context);
  context.subscriptions.push(statusBar, client, runs, profiling, annotations, pages, comparisons, client.onStatus(status => statusBar.show(status)), client.onSilence(silence => statusBar.silence(silence)), registerCommands({client, runs, profiling, annotations, pages, comparisons, examples}));
  const started = client.start();
  context.subscriptions.push(new ProfileEditor(runs, pages), new ProofAction(runs), profiling.onRepeated(({before, after}) => comparisons.show(before, after, {preserveFocus: true})), new RunTree(runs));
  await started;
  await profiling.resume().catch(() => {});
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}
