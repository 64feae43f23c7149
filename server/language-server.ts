import {
  type CancellationToken,
  CodeActionKind,
  type Connection,
  DidChangeWatchedFilesNotification,
  DidChangeConfigurationNotification,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import {TextDocument} from 'vscode-languageserver-textdocument';
import {codeActions, FIX_ALL} from './handlers/code-actions.ts';
import {hover} from './handlers/hover.ts';
import {indexWorkspace} from './handlers/index-workspace.ts';
import {abortSignalOf} from './handlers/cancellation.ts';
import type {Host} from './host/host.ts';
import {pathOf} from './host/locations.ts';
import {Configurations} from './lint/configurations.ts';
import {DocumentLinter} from './lint/document-linter.ts';
import {languageOfId} from './lint/languages.ts';
import {CLIENT_STATE, type ClientStateParams, INDEX_WORKSPACE, type InitializationOptions, STATUS, type StatusParams} from './protocol.ts';
import {Session} from './session.ts';

/** Wires a connection to the engine. The host brings the disk, the clock and the project's ESLint. */
export function serve(connection: Connection, host: Host): void {
  const documents = new TextDocuments(TextDocument);
  let client: ClientAbilities = abilitiesOf({capabilities: {}} as InitializeParams);
  let state: ClientStateParams = {};
  let roots: readonly string[] = [];
  let parts: {readonly session: Session; readonly linter: DocumentLinter; readonly configurations: Configurations} | undefined;

  const status = (params: StatusParams) => void connection.sendNotification(STATUS, params);

  connection.onInitialize((params): InitializeResult => {
    client = abilitiesOf(params);
    const options = (params.initializationOptions ?? {}) as InitializationOptions;
    state = options;
    roots = (params.workspaceFolders ?? (params.rootUri ? [{uri: params.rootUri, name: ''}] : [])).map(({uri}) => pathOf(uri));
    const openPaths = () => new Map(documents.all().map(document => [pathOf(document.uri), document]));
    const engine = host.createEngine({
      roots,
      cacheFolder: options.cacheFolder ?? null,
      openText: path => {
        const document = openPaths().get(path);
        return document && {version: document.version, text: document.getText()};
      },
      reportBug: message => connection.console.error(message),
    });
    const configurations = new Configurations({
      settingsOf: async uri => (client.configuration ? connection.workspace.getConfiguration({scopeUri: uri, section: 'loopsight'}) : undefined),
      eslint: host.eslint,
      isTrusted: () => state.isTrusted ?? true,
      warn: message => void connection.window.showWarningMessage(message),
    });
    const linter = new DocumentLinter(engine, host.now);
    const session = new Session({
      connection,
      documents,
      configurations,
      linter,
      isShownByEslintExtension: languageId => state.eslintExtensionLanguages?.includes(languageId) ?? false,
    });
    parts = {session, linter, configurations};
    return {
      serverInfo: {name: 'loopsight', version: host.version},
      capabilities: {
        textDocumentSync: {openClose: true, change: TextDocumentSyncKind.Incremental},
        codeActionProvider: {codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL]},
        hoverProvider: true,
        workspace: {workspaceFolders: {supported: true, changeNotifications: true}},
        ...(client.publishes ? {} : {diagnosticProvider: {identifier: 'loopsight', interFileDependencies: true, workspaceDiagnostics: false}}),
      },
    };
  });

  connection.onInitialized(async () => {
    status({state: 'ready'});
    if (client.configuration) await connection.client.register(DidChangeConfigurationNotification.type, {section: 'loopsight'});
    if (client.watchedFiles) await connection.client.register(DidChangeWatchedFilesNotification.type, {watchers: [{globPattern: '**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx,py,json,toml}'}]});
    if (client.workspaceFolders) connection.workspace.onDidChangeWorkspaceFolders(() => status({state: 'ready'}));
  });

  documents.onDidChangeContent(({document}) => parts?.session.changed(document, client.publishes));
  documents.onDidClose(({document}) => parts?.session.closed(document, client.publishes));

  connection.onDidChangeConfiguration(() => parts?.session.refresh(client.publishes));
  connection.onNotification(CLIENT_STATE, (params: ClientStateParams) => {
    state = {...state, ...params};
    return parts?.session.refresh(client.publishes);
  });
  connection.onDidChangeWatchedFiles(({changes}) => {
    const paths = changes.map(({uri}) => pathOf(uri));
    if (paths.some(path => /[\\/](eslint\.config\.[mc]?[jt]s|package\.json)$/.test(path))) {
      host.eslint.restart();
      return parts?.session.refresh(client.publishes);
    }
    return parts?.session.changedOnDisk(paths, client.publishes);
  });

  connection.languages.diagnostics.on(async ({textDocument}, token) => ({
    kind: 'full',
    items: (await parts?.session.diagnostics(textDocument.uri, abortSignalOf(token))) ?? [],
  }));

  connection.onCodeAction(async (params, token) => {
    const document = documents.get(params.textDocument.uri);
    const language = document && languageOfId(document.languageId);
    const linted = language && (await parts?.session.linted(document, abortSignalOf(token)));
    return linted ? codeActions(document, language, linted, params) : [];
  });

  connection.onHover(async ({textDocument, position}, token) => {
    const document = documents.get(textDocument.uri);
    const linted = document && (await parts?.session.linted(document, abortSignalOf(token)));
    return linted ? hover(document, linted, position) : null;
  });

  // The request has no parameters; where a client sends some, the token comes after them.
  connection.onRequest(INDEX_WORKSPACE, async (...sent: unknown[]) => {
    const token = sent.at(-1) as CancellationToken;
    if (!parts) return {files: 0, isCancelled: false};
    return indexWorkspace({linter: parts.linter, list: host.listSourceFiles, roots, connection, status}, abortSignalOf(token));
  });

  connection.onShutdown(() => host.eslint.restart());

  documents.listen(connection);
  connection.listen();
}

interface ClientAbilities {
  readonly publishes: boolean;
  readonly configuration: boolean;
  readonly watchedFiles: boolean;
  readonly workspaceFolders: boolean;
}

function abilitiesOf({capabilities, initializationOptions}: InitializeParams): ClientAbilities {
  const wanted = (initializationOptions as InitializationOptions | undefined)?.diagnostics;
  const canPull = Boolean(capabilities.textDocument?.diagnostic);
  return {
    publishes: wanted ? wanted === 'push' || !canPull : !canPull,
    configuration: Boolean(capabilities.workspace?.configuration),
    watchedFiles: Boolean(capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration),
    workspaceFolders: Boolean(capabilities.workspace?.workspaceFolders),
  };
}
