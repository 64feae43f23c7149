import {Disposable, type TextDocument, type TextEditor, window, workspace} from 'vscode';
import {ANNOTATIONS, type AnnotationMode, type AnnotationsParams, type AnnotationsResult, type LineAnnotation, SHOW_RUN, type ShowRunParams, type ShowRunResult} from '../../server/protocol.ts';
import type {ServerClient} from '../client.ts';
import {LANGUAGE_IDS} from '../languages.ts';
import {LatestAnswer} from '../latest-answer.ts';
import type {Runs, ShownRun} from '../runs/runs.ts';
import {ALL_HEATS, HeatDecorations} from './heat-decorations.ts';
import {changedHeats, shiftedAnnotations} from './shifted-annotations.ts';

/** How long nobody must type before the server is asked where the numbers belong now. */
const IDLE_MS = 100;

/** The numbers of the run that is shown, at the ends of the lines of visible editors. */
export class Annotations {
  readonly #client: ServerClient;
  readonly #runs: Runs;
  readonly #decorations = new HeatDecorations();
  readonly #drawn = new Map<TextDocument, readonly LineAnnotation[]>();
  /** Editors that show what is drawn of their documents. */
  readonly #known = new WeakSet<TextEditor>();
  readonly #waiting = new Map<TextDocument, NodeJS.Timeout>();
  readonly #latest = new LatestAnswer<TextDocument>();
  readonly #listeners: Disposable;
  #mode: AnnotationMode = 'blocked';
  #isOn = true;

  constructor(client: ServerClient, runs: Runs) {
    this.#client = client;
    this.#runs = runs;
    this.#listeners = Disposable.from(
      runs.onShown(shown => void this.#show(shown)),
      client.onAnnotationsChanged(() => void this.#refreshAll()),
      // A server that has died has forgotten what was shown.
      client.onStatus(({state}) => state === 'ready' && runs.showAgain()),
      window.onDidChangeVisibleTextEditors(() => void this.#refreshAll()),
      workspace.onDidChangeTextDocument(({document, contentChanges}) => {
        const drawn = this.#drawn.get(document);
        if (contentChanges.length === 0 || !drawn) return;
        const {kept, gone} = shiftedAnnotations(drawn, contentChanges);
        this.#draw(document, kept, new Set(gone.map(({heat}) => heat)));
        this.#refreshSoon(document);
      }),
      workspace.onDidCloseTextDocument(document => this.#forget(document)),
    );
  }

  /** What stands at the ends of lines from now on. */
  showTime(mode: AnnotationMode): void {
    this.#mode = mode;
    this.#isOn = true;
    void this.#refreshAll();
  }

  toggle(): void {
    this.#isOn = !this.#isOn;
    void this.#refreshAll();
  }

  dispose(): void {
    this.#waiting.forEach(timer => clearTimeout(timer));
    this.#listeners.dispose();
    this.#decorations.dispose();
  }

  async #show(shown: ShownRun | null): Promise<void> {
    const {run = null, comparedWith = null} = shown ?? {};
    const params: ShowRunParams = {id: run?.id ?? null, comparedWith: comparedWith?.id ?? null};
    const result = await this.#client.request<ShowRunResult>(SHOW_RUN, params).catch((error: Error) => ({ok: false, reason: error.message}) as const);
    if (!result.ok && this.#runs.shown === run) void window.showErrorMessage(`Loopsight cannot show the run ${run?.label ?? ''}. ${result.reason}`);
  }

  async #refreshAll(): Promise<void> {
    for (const document of new Set(window.visibleTextEditors.map(editor => editor.document))) await this.#refresh(document);
  }

  #refreshSoon(document: TextDocument): void {
    clearTimeout(this.#waiting.get(document));
    this.#waiting.set(document, setTimeout(() => void this.#refresh(document), IDLE_MS));
  }

  /** Asks the server; an answer for a text that has changed meanwhile is dropped, because the change has asked again. */
  async #refresh(document: TextDocument): Promise<void> {
    clearTimeout(this.#waiting.get(document));
    this.#waiting.delete(document);
    if (!this.#isOn || !this.#runs.shown || !isRead(document)) {
      this.#latest.forget(document);
      return this.#draw(document, [], changedHeats(this.#drawn.get(document) ?? [], []));
    }
    const params: AnnotationsParams = {textDocument: {uri: document.uri.toString()}, mode: this.#mode};
    const result = await this.#latest.to(document, () => this.#client.request<AnnotationsResult>(ANNOTATIONS, params));
    if (result?.version === document.version && !document.isClosed) this.#draw(document, result.annotations, changedHeats(this.#drawn.get(document) ?? [], result.annotations));
  }

  /**
   * Draws what is not drawn yet. What has only moved with its lines is left to the editor, which moves decorations while it edits: a place that is said from
   * here arrives later, when more may have been typed.
   */
  #draw(document: TextDocument, annotations: readonly LineAnnotation[], heats: ReadonlySet<number>): void {
    this.#drawn.set(document, annotations);
    for (const editor of visibleEditorsOf(document)) {
      this.#decorations.draw(editor, annotations, this.#known.has(editor) ? heats : ALL_HEATS);
      this.#known.add(editor);
    }
  }

  #forget(document: TextDocument): void {
    clearTimeout(this.#waiting.get(document));
    this.#waiting.delete(document);
    this.#drawn.delete(document);
  }
}

function visibleEditorsOf(document: TextDocument): readonly TextEditor[] {
  return window.visibleTextEditors.filter(editor => editor.document === document);
}

function isRead({languageId}: TextDocument): boolean {
  return LANGUAGE_IDS.some(id => id === languageId);
}
