import {join} from 'node:path';
import {type CancellationToken, Disposable, EventEmitter, type ExtensionContext, extensions, type LogOutputChannel, window, workspace} from 'vscode';
import {CloseAction, ErrorAction, type LanguageClient, type LanguageClientOptions, RevealOutputChannelOn, type ServerOptions, State, TransportKind} from 'vscode-languageclient/node';
import {ANNOTATIONS_CHANGED, CLIENT_STATE, type ClientStateParams, INDEX_WORKSPACE, type IndexWorkspaceResult, type InitializationOptions, SERVER_NODE_OPTIONS, SILENCE, type SilenceParams, STATUS, type StatusParams} from '../server/protocol.ts';
import {Crashes} from './crashes.ts';
import {eslintExtensionLanguages} from './eslint-extension.ts';
import {LANGUAGE_IDS} from './languages.ts';
import {QuietClient} from './quiet-client.ts';

/**
 * Starts the language server, tells it what only the editor knows, and brings it back when it dies. The documents are the
 * client's, so a server that died has lost nothing: its successor is sent all of them, unsaved text included.
 */
export class ServerClient {
  readonly #context: ExtensionContext;
  readonly #status = new EventEmitter<StatusParams>();
  /** What the server is doing, also when it does not run. */
  readonly onStatus = this.#status.event;
  readonly #silence = new EventEmitter<SilenceParams>();
  /** An open document falls silent, or speaks again. */
  readonly onSilence = this.#silence.event;
  readonly #annotationsChanged = new EventEmitter<void>();
  /** What was drawn of a run is out of date. */
  readonly onAnnotationsChanged = this.#annotationsChanged.event;
  readonly #output: LogOutputChannel = window.createOutputChannel('Loopsight', {log: true});
  readonly #crashes = new Crashes(Date.now);
  readonly #listeners: Disposable;
  #client: LanguageClient | null = null;

  constructor(context: ExtensionContext) {
    this.#context = context;
    const tellState = () => void this.#tellState();
    this.#listeners = Disposable.from(
      workspace.onDidGrantWorkspaceTrust(tellState),
      extensions.onDidChange(tellState),
      workspace.onDidChangeConfiguration(change => change.affectsConfiguration('eslint') && tellState()),
    );
  }

  async start(): Promise<void> {
    this.#status.fire({state: 'starting'});
    const client = this.#createClient();
    this.#client = client;
    try {
      await client.start();
    } catch (error) {
      if (this.#client === client) await this.#died(error instanceof Error ? error.message : String(error));
    }
  }

  async stop(): Promise<void> {
    const client = this.#client;
    this.#client = null;
    // One that does not run refuses to be disposed, and has let go of everything already.
    if (client?.state === State.Running) await client.dispose();
  }

  /** Starts afresh, also after the server was given up. */
  async restart(): Promise<void> {
    this.#output.info('Restarting the server, as asked.');
    this.#crashes.forget();
    await this.stop();
    await this.start();
  }

  showOutput(): void {
    this.#output.show(true);
  }

  /** Indexes every file of the workspace; `onStatus` tells how far it is. */
  async indexWorkspace(token: CancellationToken): Promise<IndexWorkspaceResult> {
    return this.#reachable().sendRequest<IndexWorkspaceResult>(INDEX_WORKSPACE, token);
  }

  /** Asks the server; while it starts, the answer waits for that. Rejects when it does not run. */
  async request<Result>(method: string, params: object, token?: CancellationToken): Promise<Result> {
    const client = this.#reachable();
    // A token that is not there would be sent as a second parameter.
    return token ? client.sendRequest<Result>(method, params, token) : client.sendRequest<Result>(method, params);
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#status.dispose();
    this.#silence.dispose();
    this.#annotationsChanged.dispose();
    this.#output.dispose();
  }

  #reachable(): LanguageClient {
    const client = this.#client;
    if (!client || (client.state !== State.Running && client.state !== State.Starting)) throw new Error('The Loopsight server does not run. Restart it with “Loopsight: Restart Server”.');
    return client;
  }

  /** The server ended without having been asked to. */
  async #died(reason: string): Promise<void> {
    this.#client = null;
    this.#output.error(`The server stopped unexpectedly. ${reason}`);
    const verdict = this.#crashes.next();
    if (verdict === 'give up') return this.#giveUp();
    if (verdict === 'first') void this.#offer(window.showWarningMessage('The Loopsight server stopped unexpectedly and was started again. Nothing is lost.', 'Show Output'));
    await this.start();
  }

  #giveUp(): void {
    const message = 'The server stopped again and again, so it was not started any more.';
    this.#status.fire({state: 'failed', message});
    this.#output.error(message);
    void this.#offer(window.showErrorMessage(`Loopsight: ${message} Its output says why.`, 'Show Output', 'Restart Server'));
  }

  async #offer(asked: Thenable<string | undefined>): Promise<void> {
    const answer = await asked;
    if (answer === 'Show Output') this.showOutput();
    if (answer === 'Restart Server') await this.restart();
  }

  async #tellState(): Promise<void> {
    if (this.#client?.state === State.Running) await this.#client.sendNotification(CLIENT_STATE, editorState());
  }

  #createClient(): LanguageClient {
    const client = new QuietClient('loopsight', 'Loopsight', this.#serverOptions(), {
      ...this.#clientOptions(),
      errorHandler: {
        error: () => ({action: ErrorAction.Continue, handled: true}),
        closed: () => {
          // While it starts, `start()` rejects, and tells.
          if (client.state === State.Running && client === this.#client) void this.#died('The connection was closed.');
          return {action: CloseAction.DoNotRestart, handled: true};
        },
      },
    });
    client.onNotification(STATUS, (status: StatusParams) => this.#status.fire(status));
    client.onNotification(SILENCE, (silence: SilenceParams) => this.#silence.fire(silence));
    client.onNotification(ANNOTATIONS_CHANGED, () => this.#annotationsChanged.fire());
    return client;
  }

  #serverOptions(): ServerOptions {
    const module = this.#context.asAbsolutePath(join('server', 'dist', 'loopsight.mjs'));
    const start = (...execArgv: string[]) => ({module, args: ['lsp'], transport: TransportKind.ipc as const, options: {execArgv: [...SERVER_NODE_OPTIONS, ...execArgv]}});
    return {run: start(), debug: start('--enable-source-maps')};
  }

  #clientOptions(): LanguageClientOptions {
    const initializationOptions: InitializationOptions = {
      cacheFolder: join(this.#context.globalStorageUri.fsPath, 'summaries'),
      // Runs belong to a workspace, as far as there is one.
      runsFolder: join((this.#context.storageUri ?? this.#context.globalStorageUri).fsPath, 'runs'),
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
    };
  }
}

function editorState(): ClientStateParams {
  return {isTrusted: workspace.isTrusted, eslintExtensionLanguages: eslintExtensionLanguages()};
}
