import {basename} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {type CancellationToken, CancellationTokenSource, type CustomDocument, type CustomReadonlyEditorProvider, Disposable, ProgressLocation, type Uri, type WebviewPanel, window, workspace} from 'vscode';
import {type Refusal, refusal} from '../runs/launch.ts';
import type {Runs} from '../runs/runs.ts';
import type {RunPages} from './run-pages.ts';

/** Opens profiles of other tools as editors: each becomes a run, and the editor is the page of that. */
export class ProfileEditor implements CustomReadonlyEditorProvider {
  readonly #runs: Runs;
  readonly #pages: RunPages;
  readonly #registered: Disposable;

  constructor(runs: Runs, pages: RunPages) {
    this.#runs = runs;
    this.#pages = pages;
    this.#registered = Disposable.from(...VIEW_TYPES.map(viewType => window.registerCustomEditorProvider(viewType, this, {webviewOptions: {retainContextWhenHidden: true}})));
  }

  openCustomDocument(uri: Uri): CustomDocument {
    return {uri, dispose: () => {}};
  }

  /** What goes wrong is told in the editor: of an error that is thrown here, VS Code shows nothing but that there was one. */
  async resolveCustomEditor({uri}: CustomDocument, panel: WebviewPanel, closed: CancellationToken): Promise<void> {
    const {webview} = panel;
    const directory = workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    const mostRuns = workspace.getConfiguration('loopsight').get<number>('keptRuns', 30);
    const imported = await cancellable(`Loopsight opens ${basename(uri.fsPath)}`, closed, token => this.#runs.import(uri.fsPath, directory, mostRuns, token));
    if (imported === 'cancelled') return panel.dispose();
    if (!imported.ok) return void (webview.html = pageOfReason(imported.reason));
    webview.options = this.#pages.optionsFor(imported.run);
    const page = await this.#pages.pageFor(imported.run, webview).catch((error: Error) => refusal(error.message));
    if (!page.ok) return void (webview.html = pageOfReason(page.reason));
    webview.html = page.html;
    this.#runs.show(imported.run);
  }

  dispose(): void {
    this.#registered.dispose();
  }
}

/** Most profiles are open sooner. */
const PROGRESS_AFTER_MS = 500;

/** Shows what takes long in a notification that can cancel it, as closing the editor does. */
async function cancellable<Result>(title: string, closed: CancellationToken, work: (token: CancellationToken) => Promise<Result>): Promise<Result | Refusal | 'cancelled'> {
  const source = new CancellationTokenSource();
  const cancel = () => source.cancel();
  const listener = closed.onCancellationRequested(cancel);
  const working = work(source.token).catch((error: Error) => refusal(error.message));
  const takesLong = await Promise.race([working.then(() => false), wait(PROGRESS_AFTER_MS, true)]);
  if (takesLong) {
    await window.withProgress({location: ProgressLocation.Notification, title, cancellable: true}, async (_, chosen) => {
      chosen.onCancellationRequested(cancel);
      await working;
    });
  }
  const isCancelled = source.token.isCancellationRequested;
  listener.dispose();
  source.dispose();
  return isCancelled ? 'cancelled' : working;
}

function pageOfReason(reason: string): string {
  const escaped = reason.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<!DOCTYPE html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'"><p role="alert">${escaped}</p>`;
}

/** As the manifest names them: one that offers itself where the editor has a viewer of its own, and one that is the first choice. */
const VIEW_TYPES = ['loopsight.cpuProfile', 'loopsight.profile'] as const;
