import {type CancellationToken, type CustomDocument, type CustomReadonlyEditorProvider, Disposable, type Uri, type WebviewPanel, window, workspace} from 'vscode';
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

  async resolveCustomEditor({uri}: CustomDocument, {webview}: WebviewPanel, _token: CancellationToken): Promise<void> {
    const directory = workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
    const mostRuns = workspace.getConfiguration('loopsight').get<number>('keptRuns', 30);
    const imported = await this.#runs.import(uri.fsPath, directory, mostRuns);
    if (!imported.ok) throw new Error(imported.reason);
    webview.options = this.#pages.optionsFor(imported.run);
    const page = await this.#pages.pageFor(imported.run, webview);
    if (!page.ok) throw new Error(page.reason);
    webview.html = page.html;
    this.#runs.show(imported.run);
  }

  dispose(): void {
    this.#registered.dispose();
  }
}

/** As the manifest names them: one that offers itself where the editor has a viewer of its own, and one that is the first choice. */
const VIEW_TYPES = ['loopsight.cpuProfile', 'loopsight.profile'] as const;
