import {join} from 'node:path';
import {type CancellationToken, Disposable, EventEmitter, type ExtensionContext, extensions, type LogOutputChannel, window, workspace} from 'vscode';
import {CloseAction, ErrorAction, LanguageClient, RevealOutputChannelOn, State, TransportKind, type CloseHandlerResult, type LanguageClientOptions, type ServerOptions} from 'vscode-languageclient/node';
import {CLIENT_STATE, INDEX_WORKSPACE, STATUS, type ClientStateParams, type IndexWorkspaceResult, type InitializationOptions, type StatusParams} from '../server/protocol.ts';
import {eslintExtensionLanguages} from './eslint-extension.ts';
import {LANGUAGE_IDS} from './languages.ts';
import {Crashes} from './crashes.ts';

/**
 * Starts the language server, tells it what only the editor knows, and brings it back when it dies. The documents are the
 * client's, so a server that died has lost nothing: its successor is sent all of them, unsaved text included.
 */
export class ServerClient {
  readonly #context: ExtensionContext;
  readonly #status = new EventEmitter<StatusParams>();
  /** What the server is doing, also when it does not run. */
  readonly onStatus = this.#status.event;
  readonly #output: LogOutputChannel = window.createOutputChannel('Loopsight', {log: true});
  readonly #crashes = new Crashes(Date.now);
  readonly #listeners: Disposable;
  #client: LanguageClient;

  constructor(context: ExtensionContext) {
    this.#context = context;
    this.#client = this.#createClient();
    const tellState = () => void this.#tellState();
    this.#listeners = Disposable.from(
      workspace.onDidGrantWorkspaceTrust(tellState),
      extensions.onDidChange(tellState),
      workspace.onDidChangeConfiguration(change => change.affectsConfiguration('eslint') && tellState()),
    );
  }

  async start(): Promise<void> {
    this.#status.fire({state: 'starting'});
    try {
      await this.#client.start();
    } catch (error) {
      this.#fail(`The server could not be started: ${error instanceof Error ? error.message : String(error)}.`);
    }
  }

  async stop(): Promise<void> {
    if (this.#client.state === State.Running) await this.#client.stop();
  }

  /** Starts afresh, also after the server was given up. */
  async restart(): Promise<void> {
    this.#crashes.forget();
    this.#output.info('Restarting the server, as asked.');
    const old = this.#client;
    this.#client = this.#createClient();
    if (old.state === State.Running) await old.stop();
    await old.dispose();
    await this.start();
  }

  showOutput(): void {
    this.#output.show(true);
  }

  /** Indexes every file of the workspace; `onStatus` tells how far it is. */
  async indexWorkspace(token: CancellationToken): Promise<IndexWorkspaceResult> {
    return this.#client.sendRequest<IndexWorkspaceResult>(INDEX_WORKSPACE, token);
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#status.dispose();
    this.#output.dispose();
  }

  #createClient(): LanguageClient {
    const client = new LanguageClient('loopsight', 'Loopsight', this.#serverOptions(), this.#clientOptions());
    client.onNotification(STATUS, (status: StatusParams) => this.#status.fire(status));
    return client;
  }

  #serverOptions(): ServerOptions {
    const module = this.#context.asAbsolutePath(join('server', 'dist', 'loopsight.mjs'));
    const run = {module, args: ['lsp'], transport: TransportKind.ipc};
    return {run, debug: {...run, options: {execArgv: ['--enable-source-maps']}}};
  }

  #clientOptions(): LanguageClientOptions {
    const initializationOptions: InitializationOptions = {
      cacheFolder: join(this.#context.globalStorageUri.fsPath, 'summaries'),
      diagnostics: 'push',
      ...editorState(),
    };
    return {
      documentSelector: LANGUAGE_IDS.flatMap(language => ['file', 'untitled'].map(scheme => ({scheme, language}))),
      initializationOptions,
      outputChannel: this.#output,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      // The command that asks for work draws its progress, because the client would draw it without a button to cancel.
      middleware: {handleWorkDoneProgress: () => {}},
      initializationFailedHandler: () => false,
      errorHandler: {
        error: () => ({action: ErrorAction.Continue, handled: true}),
        closed: () => this.#closed(),
      },
    };
  }

  /** The server ended without having been asked to. */
  #closed(): CloseHandlerResult {
    const verdict = this.#crashes.next();
    if (verdict === 'give up') {
      this.#fail('The server stopped again and again, so it was not started any more.');
      return {action: CloseAction.DoNotRestart, handled: true};
    }
    this.#status.fire({state: 'starting'});
    if (verdict === 'first') void this.#offerOutput(window.showWarningMessage('The Loopsight server stopped unexpectedly and was started again. Nothing is lost.', 'Show Output'));
    return {action: CloseAction.Restart, message: 'The server stopped unexpectedly and is started again.', handled: true};
  }

  #fail(message: string): void {
    this.#status.fire({state: 'failed', message});
    this.#output.error(message);
    void this.#offerOutput(window.showErrorMessage(`Loopsight: ${message} Its output says why.`, 'Show Output', 'Restart Server'));
  }

  async #offerOutput(asked: Thenable<string | undefined>): Promise<void> {
    const answer = await asked;
    if (answer === 'Show Output') this.showOutput();
    if (answer === 'Restart Server') await this.restart();
  }

  async #tellState(): Promise<void> {
    if (this.#client.state === State.Running) await this.#client.sendNotification(CLIENT_STATE, editorState());
  }
}

function editorState(): ClientStateParams {
  return {isTrusted: workspace.isTrusted, eslintExtensionLanguages: eslintExtensionLanguages()};
}
