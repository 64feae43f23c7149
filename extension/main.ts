import type {ExtensionContext} from 'vscode';
import {ServerClient} from './client.ts';
import {registerCommands} from './commands/index.ts';
import {StatusBar} from './views/status-bar.ts';

let client: ServerClient | null = null;

/** Composition only: what exists, and who hears whom. */
export async function activate(context: ExtensionContext): Promise<void> {
  const statusBar = new StatusBar();
  client = new ServerClient(context);
  context.subscriptions.push(statusBar, client, client.onStatus(status => statusBar.show(status)), registerCommands(client));
  await client.start();
}

export function deactivate(): Promise<void> | undefined {
  return client?.stop();
}
