import {window} from 'vscode';
import type {ListedRun} from '../../server/protocol.ts';
import {stallsText} from './progress-text.ts';
import type {Runs} from './runs.ts';

/** The run that a command was chosen on in the tree, or else one that the user picks; null where there is none, or none was picked. */
export async function chooseRun(runs: Runs, node: unknown, title: string, isOffered: (run: ListedRun) => boolean = () => true): Promise<ListedRun | null> {
  const chosen = runOf(node);
  if (chosen) return chosen;
  const ended = (await runs.list()).filter(run => run.state !== 'running' && isOffered(run));
  if (ended.length === 0) {
    void window.showInformationMessage('Loopsight: there is no such run yet. “Loopsight: Profile Current File” makes one.');
    return null;
  }
  const items = ended.map(run => ({label: run.label, description: new Date(run.startedAt).toLocaleString(), detail: run.state === 'ended' ? stallsText(run.measured) : (run.failure ?? 'cut off'), run}));
  return (await window.showQuickPick(items, {title, matchOnDescription: true}))?.run ?? null;
}

/** The run that a node of the tree stands for; null for anything else. */
export function runOf(node: unknown): ListedRun | null {
  return (node as {readonly run?: ListedRun} | undefined)?.run ?? null;
}
