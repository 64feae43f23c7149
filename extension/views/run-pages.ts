import {type ExtensionContext, Uri, ViewColumn, type Webview, type WebviewPanel, window} from 'vscode';
import {type ListedRun, type PageResult, VIEW_FILE} from '../../server/protocol.ts';
import {openLineOfRun} from '../runs/open-line.ts';
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
    const page = await this.pageFor(run, panel.webview);
    // It may have been closed meanwhile, and cannot be drawn then.
    if (page.ok && this.#open.get(run.id) === panel) panel.webview.html = page.html;
    if (page.ok) return;
    panel.dispose();
    void window.showWarningMessage(`Loopsight: ${page.reason}`);
  }

  /** What a webview has to be allowed to load. */
  optionsFor(run: ListedRun) {
    return {enableScripts: true, localResourceRoots: [this.#bundles, Uri.file(run.folder)]};
  }

  /** The page of a run for a webview that has the options for it, or why there is none; from now on the webview may ask for lines. */
  async pageFor(run: ListedRun, webview: Webview): Promise<PageResult> {
    const folder = Uri.file(run.folder);
    followPage(webview, place => openLineOfRun(this.#runs, run.id, place));
    const dataUri = webview.asWebviewUri(Uri.joinPath(folder, VIEW_FILE)).toString();
    return this.#runs.page(run.id, {...pageSources(webview, this.#bundles, 'profile-view.js'), dataUri});
  }

  dispose(): void {
    for (const panel of this.#open.values()) panel.dispose();
  }
}
