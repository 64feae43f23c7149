import {commands, Disposable, EventEmitter, Uri, workspace} from 'vscode';

const SCHEME = 'loopsight-comparison';

/** Comparisons of runs, shown as the editor shows Markdown: rendered, with places that open. */
export class Comparisons {
  readonly #texts = new Map<string, string>();
  readonly #changed = new EventEmitter<Uri>();
  readonly #registered = Disposable.from(
    this.#changed,
    workspace.registerTextDocumentContentProvider(SCHEME, {onDidChange: this.#changed.event, provideTextDocumentContent: uri => this.#texts.get(uri.path) ?? ''}),
  );

  async show(name: string, markdown: string): Promise<void> {
    const uri = Uri.from({scheme: SCHEME, path: `/${name.replaceAll('/', '∕')}.md`});
    this.#texts.set(uri.path, markdown);
    this.#changed.fire(uri);
    await commands.executeCommand('markdown.showPreview', uri);
  }

  dispose(): void {
    this.#registered.dispose();
  }
}
