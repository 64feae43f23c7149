import {type ExtensionContext, Uri, ViewColumn, type Webview, type WebviewPanel, window} from 'vscode';
import {type ListedRun, VIEW_FILE} from '../../server/protocol.ts';
import type {Runs} from '../runs/runs.ts';
import {followPage, pageBundles, pageSources} from './webview-pages.ts';

/** Pages that draw a run: when what ran and what held the loop, a flame graph, the call tree. One a run, beside the editors. */
export class RunPages {
  readonly #runs: Runs;
  readonly #bundles: Uri;
  readonly #open = new Map<string, WebviewPanel>();

  constructor(context: ExtensionContext, runs: Runs) {
    this.#runs = runs;
    this.#bundles = pageBundles(context);
  }

  async show(run: ListedRun): Promise<void> {
    const open = this.#open.get(run.id);
    if (open) return open.reveal();
    const panel = window.createWebviewPanel('loopsight.run', `Run ${run.label}`, ViewColumn.Active, {...this.optionsFor(run), retainContextWhenHidden: true});
    this.#open.set(run.id, panel);
    panel.onDidDispose(() => this.#open.delete(run.id));
    const reason = await this.draw(run, panel.webview);
    if (reason === null) return;
    panel.dispose();
    void window.showWarningMessage(`Loopsight: ${reason}`);
  }

  /** What a webview has to be allowed to load. */
  optionsFor(run: ListedRun) {
    return {enableScripts: true, localResourceRoots: [this.#bundles, Uri.file(run.folder)]};
  }

  /** Puts the page of a run into a webview that has the options for it; or says why there is none. */
  async draw(run: ListedRun, webview: Webview): Promise<string | null> {
    const folder = Uri.file(run.folder);
    followPage(webview);
    const dataUri = webview.asWebviewUri(Uri.joinPath(folder, VIEW_FILE)).toString();
    const result = await this.#runs.page(run.id, {...pageSources(webview, this.#bundles, 'profile-view.js'), dataUri});
    if (!result.ok) return result.reason;
    webview.html = result.html;
    return null;
  }

  dispose(): void {
    for (const panel of this.#open.values()) panel.dispose();
  }
}
