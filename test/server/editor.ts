import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {PassThrough} from 'node:stream';
import {pathToFileURL} from 'node:url';
import {
  type CodeAction,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  type Hover,
  type InitializeParams,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import {TextDocument} from 'vscode-languageserver-textdocument';
import {nodeHost} from '../../server/host/node-host.ts';
import {serve} from '../../server/language-server.ts';
import {SILENCE, type SilenceParams} from '../../server/protocol.ts';

/** What a client tells of itself, and its settings. */
export interface EditorOptions {
  readonly files?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly capabilities?: InitializeParams['capabilities'];
  readonly initializationOptions?: Readonly<Record<string, unknown>>;
  /** Whether runs are kept, in the folder `.runs`. */
  readonly keepsRuns?: boolean;
}

/** An editor without a screen: the language server over streams in memory, on real files of a folder of its own. */
export class Editor {
  readonly folder: string;
  readonly log: string[] = [];
  readonly warnings: string[] = [];
  /** Why documents are silent, as last said, by their URI. */
  readonly silences = new Map<string, string | null>();
  readonly #client: ProtocolConnection;
  readonly #documents = new Map<string, TextDocument>();
  readonly #published = new Map<string, PublishDiagnosticsParams[]>();
  readonly #listeners = new Set<() => void>();
  refreshes = 0;

  private constructor(folder: string, client: ProtocolConnection) {
    this.folder = folder;
    this.#client = client;
  }

  static async start({files = {}, settings = {}, capabilities = {}, initializationOptions = {}, keepsRuns = false}: EditorOptions = {}): Promise<Editor> {
    const folder = mkdtempSync(join(tmpdir(), 'loopsight-editor-'));
    for (const [name, text] of Object.entries(files)) write(join(folder, name), text);
    const toServer = new PassThrough();
    const toClient = new PassThrough();
    serve(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), nodeHost({version: 'test', eslintWorkerFile: join(import.meta.dirname, '../../server/dist/eslint-configuration-worker.mjs'), runWorkerFile: join(import.meta.dirname, '../../server/dist/run-worker.mjs')}));
    const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
    const editor = new Editor(folder, client);
    client.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      editor.#published.set(params.uri, [...(editor.#published.get(params.uri) ?? []), params]);
      editor.#listeners.forEach(listener => listener());
    });
    client.onNotification('window/logMessage', ({message}: {message: string}) => void editor.log.push(message));
    client.onNotification('window/showMessage', ({message}: {message: string}) => void editor.warnings.push(message));
    client.onNotification(SILENCE, ({uri, reason}: SilenceParams) => void editor.silences.set(uri, reason));
    client.onRequest('window/showMessageRequest', ({message}: {message: string}) => void editor.warnings.push(message));
    client.onRequest('workspace/configuration', ({items}: {items: unknown[]}) => items.map(() => ({delayMs: 0, ...settings})));
    client.onRequest('client/registerCapability', () => null);
    client.onRequest('window/workDoneProgress/create', () => null);
    client.onRequest('workspace/diagnostic/refresh', () => void editor.refreshes++);
    client.listen();
    await client.sendRequest('initialize', {
      processId: null,
      rootUri: null,
      workspaceFolders: [{uri: pathToFileURL(folder).href, name: 'test'}],
      capabilities: {workspace: {configuration: true}, ...capabilities},
      initializationOptions: {cacheFolder: join(folder, '.cache'), ...(keepsRuns && {runsFolder: join(folder, '.runs')}), ...initializationOptions},
    });
    await client.sendNotification('initialized', {});
    return editor;
  }

  /** Opens a file of the folder as the editor has it, and says so to the server. */
  open(name: string, text: string, languageId = languageIdOf(name)): void {
    const uri = this.uri(name);
    this.#documents.set(name, TextDocument.create(uri, languageId, 1, text));
    void this.#client.sendNotification('textDocument/didOpen', {textDocument: {uri, languageId, version: 1, text}});
  }

  /** Replaces the text of an open file. */
  type(name: string, text: string): void {
    const document = this.document(name);
    const changed = TextDocument.create(document.uri, document.languageId, document.version + 1, text);
    this.#documents.set(name, changed);
    void this.#client.sendNotification('textDocument/didChange', {textDocument: {uri: document.uri, version: changed.version}, contentChanges: [{text}]});
  }

  /** Types into an open file: the text replaces what stands between two places, each a line and a character from 0. */
  edit(name: string, start: readonly [number, number], end: readonly [number, number], text: string): void {
    const document = this.document(name);
    const range = {start: {line: start[0], character: start[1]}, end: {line: end[0], character: end[1]}};
    const changed = TextDocument.update(document, [{range, text}], document.version + 1);
    this.#documents.set(name, changed);
    void this.#client.sendNotification('textDocument/didChange', {textDocument: {uri: document.uri, version: changed.version}, contentChanges: [{range, text}]});
  }

  close(name: string): void {
    void this.#client.sendNotification('textDocument/didClose', {textDocument: {uri: this.uri(name)}});
  }

  /** Writes a file to disk and tells the server, as a file watcher does. */
  save(name: string, text: string): void {
    write(join(this.folder, name), text);
    void this.#client.sendNotification('workspace/didChangeWatchedFiles', {changes: [{uri: this.uri(name), type: 2}]});
  }

  notify(method: string, params: object): void {
    void this.#client.sendNotification(method, params);
  }

  request<Result>(method: string, params: object): Promise<Result> {
    return this.#client.sendRequest(method, params);
  }

  /** Waits until the newest published diagnostics of the file satisfy the condition; fails with what came instead. */
  async diagnostics(name: string, isExpected: (diagnostics: readonly Diagnostic[]) => boolean = () => true, patienceMs = 10_000): Promise<readonly Diagnostic[]> {
    const uri = this.uri(name);
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const newest = this.#published.get(uri)?.at(-1);
      if (newest && isExpected(newest.diagnostics)) return newest.diagnostics;
      if (Date.now() > deadline) throw new Error(`Diagnostics of ${name} never came as expected. Last: ${JSON.stringify(newest?.diagnostics, null, 2)}\nLog of the server:\n${this.log.join('\n')}`);
      await new Promise<void>(resolve => {
        const listener = () => {
          this.#listeners.delete(listener);
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(listener, 100);
        this.#listeners.add(listener);
      });
    }
  }

  /** Every set of diagnostics published for the file so far. */
  published(name: string): readonly PublishDiagnosticsParams[] {
    return this.#published.get(this.uri(name)) ?? [];
  }

  codeActions(name: string, diagnostics: readonly Diagnostic[], only?: string[]): Promise<CodeAction[]> {
    const range = diagnostics[0]?.range ?? {start: {line: 0, character: 0}, end: {line: 0, character: 0}};
    return this.request('textDocument/codeAction', {textDocument: {uri: this.uri(name)}, range, context: {diagnostics, ...(only ? {only} : {})}});
  }

  hover(name: string, line: number, character: number): Promise<Hover | null> {
    return this.request('textDocument/hover', {textDocument: {uri: this.uri(name)}, position: {line, character}});
  }

  /** The text of the file after an action. */
  after(name: string, action: CodeAction | undefined): string {
    const document = this.document(name);
    return TextDocument.applyEdits(document, action?.edit?.changes?.[document.uri] ?? []);
  }

  document(name: string): TextDocument {
    const document = this.#documents.get(name);
    if (!document) throw new Error(`${name} is not open.`);
    return document;
  }

  uri(name: string): string {
    // As VS Code writes it, which is not how Node does.
    return pathToFileURL(join(this.folder, name)).href.replaceAll(/[()[\]]/g, letter => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
  }

  async stop(): Promise<void> {
    await this.request('shutdown', {});
    this.#client.dispose();
    rmSync(this.folder, {recursive: true, force: true});
  }
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), {recursive: true});
  writeFileSync(path, text);
}

function languageIdOf(name: string): string {
  return {py: 'python', ts: 'typescript', tsx: 'typescriptreact', js: 'javascript', mjs: 'javascript', jsx: 'javascriptreact'}[name.split('.').at(-1) ?? ''] ?? 'plaintext';
}
