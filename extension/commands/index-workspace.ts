import {ProgressLocation, window} from 'vscode';
import type {IndexWorkspaceResult} from '../../server/protocol.ts';
import type {Command} from './command.ts';

export const indexWorkspace: Command = {
  id: 'loopsight.indexWorkspace',
  async run({client}) {
    const options = {location: ProgressLocation.Notification, title: 'Loopsight: indexing the workspace', cancellable: true};
    const result = await window.withProgress(options, async (progress, token) => {
      let shown = 0;
      const listener = client.onStatus(({done = 0, left = 0}) => {
        if (done + left === 0) return;
        const percent = (100 * done) / (done + left);
        progress.report({message: `${files(done)} done, ${left.toLocaleString('en')} left`, increment: Math.max(0, percent - shown)});
        shown = Math.max(shown, percent);
      });
      try {
        return await client.indexWorkspace(token);
      } finally {
        listener.dispose();
      }
    });
    window.setStatusBarMessage(`Loopsight: ${sentence(result)}`, SHOWN_MS);
  },
};

const SHOWN_MS = 10_000;

function sentence({files: indexed, isCancelled}: IndexWorkspaceResult): string {
  return isCancelled ? `indexing cancelled after ${files(indexed)}` : `${files(indexed)} indexed`;
}

function files(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'file' : 'files'}`;
}
