import {commands, Disposable, EventEmitter, Uri, window, workspace} from 'vscode';
import type {ListedRun} from '../../server/protocol.ts';
import type {Runs} from '../runs/runs.ts';

const SCHEME = 'loopsight-comparison';

/** Comparisons of runs, shown as the editor shows Markdown. */
export class Comparisons {
  readonly #runs: Runs;
  readonly #texts = new Map<string, string>();
  readonly #changed = new EventEmitter<Uri>();
  readonly #registered = Disposable.from(
    this.#changed,
    workspace.registerTextDocumentContentProvider(SCHEME, {onDidChange: this.#changed.event, provideTextDocumentContent: uri => this.#texts.get(uri.path) ?? ''}),
  );

  constructor(runs: Runs) {
    this.#runs = runs;
  }

  async show(before: ListedRun, after: ListedRun): Promise<void> {
    const compared = await this.#runs.compare(before.id, after.id);
    if (!compared.ok) return void window.showWarningMessage(`Loopsight: ${compared.reason}`);
    const name = before.label === after.label ? `${after.label}, before and after` : `${before.label} → ${after.label}`;
    const uri = Uri.from({scheme: SCHEME, path: `/${name.replaceAll('/', '∕')}.md`});
    this.#texts.set(uri.path, compared.markdown);
    this.#changed.fire(uri);
    await commands.executeCommand('markdown.showPreviewToSide', uri);
  }

  dispose(): void {
    this.#registered.dispose();
  }
}
