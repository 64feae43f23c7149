import {type ExtensionContext, type Uri, ViewColumn, type WebviewPanel, window} from 'vscode';
import type {ListedRun} from '../../server/protocol.ts';
import {LatestAnswer} from '../latest-answer.ts';
import {openLineOfRun} from '../runs/open-line.ts';
import type {Runs} from '../runs/runs.ts';
import {followPage, pageBundles, pageSources} from './webview-pages.ts';

/** Comparisons of runs: a page beside the code, and what has changed at the lines themselves. */
export class Comparisons {
  readonly #runs: Runs;
  readonly #bundles: Uri;
  readonly #latest = new LatestAnswer<WebviewPanel>();
  #panel: WebviewPanel | null = null;
  /** The later run: the places that the page names are its. */
  #after: ListedRun | null = null;

  constructor(context: ExtensionContext, runs: Runs) {
    this.#runs = runs;
    this.#bundles = pageBundles(context);
  }

  /** With `preserveFocus` whoever types elsewhere goes on doing so. */
  async show(before: ListedRun, after: ListedRun, {preserveFocus}: {readonly preserveFocus: boolean}): Promise<void> {
    const panel = (this.#panel ??= this.#createPanel());
    const sources = pageSources(panel.webview, this.#bundles, 'comparison-view.js');
    const page = await this.#latest.to(panel, () => this.#runs.comparisonPage(before.id, after.id, sources).catch((error: Error) => ({ok: false, reason: error.message}) as const));
    // Two others are compared by now.
    if (!page) return;
    this.#runs.show(after, page.ok ? before : null);
    // It was closed meanwhile, and cannot be drawn any more.
    if (this.#panel !== panel) return;
    if (!page.ok) {
      panel.dispose();
      return void window.showWarningMessage(`Loopsight: ${page.reason}`);
    }
    this.#after = after;
    panel.title = before.label === after.label ? `${after.label}, before and after` : `${before.label} → ${after.label}`;
    panel.webview.html = page.html;
    panel.reveal(undefined, preserveFocus);
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #createPanel(): WebviewPanel {
    // Beside the code, which says at its lines what changed. Where something else is in front, as the walkthrough, the code is beside already.
    const viewColumn = window.activeTextEditor ? ViewColumn.Beside : ViewColumn.Active;
    const panel = window.createWebviewPanel('loopsight.comparison', 'Comparison', {viewColumn, preserveFocus: true}, {enableScripts: true, localResourceRoots: [this.#bundles]});
    panel.onDidDispose(() => (this.#panel = null));
    followPage(panel.webview, async place => {
      if (this.#after) await openLineOfRun(this.#runs, this.#after.id, place);
    });
    return panel;
  }
}
