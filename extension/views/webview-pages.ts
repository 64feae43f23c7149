import {type ExtensionContext, Uri, type Webview} from 'vscode';
import type {PageSources} from '../../server/protocol.ts';
import type {LineOfRun} from '../runs/open-line.ts';

/** Where the extension keeps the programs and the style of its pages. */
export function pageBundles({extensionUri}: ExtensionContext): Uri {
  return Uri.joinPath(extensionUri, 'server', 'dist');
}

export function pageSources(webview: Webview, bundles: Uri, program: string): PageSources {
  const uri = (name: string) => webview.asWebviewUri(Uri.joinPath(bundles, name)).toString();
  return {contentSource: webview.cspSource, scriptUri: uri(program), styleUri: uri('profile-view-style.css')};
}

/** A page asks for one thing only: to see a line. */
export function followPage(webview: Webview, open: (place: LineOfRun) => Promise<void>): void {
  webview.onDidReceiveMessage(async (message: unknown) => {
    const {kind, file, line} = (message ?? {}) as Partial<Record<string, unknown>>;
    if (kind === 'open' && typeof file === 'string' && typeof line === 'number') await open({file, line});
  });
}
