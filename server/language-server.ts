import {
  type CancellationToken,
  CodeActionKind,
  CodeLensRefreshRequest,
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
import {handleCostliestProblems} from './handlers/costliest-problems.ts';
import {handleEvidence} from './handlers/evidence.ts';
import {hover} from './handlers/hover.ts';
import {indexWorkspace} from './handlers/index-workspace.ts';
import {abortSignalOf} from './handlers/cancellation.ts';
import {handleRuns} from './handlers/runs.ts';
import {handleTestAt} from './handlers/test-at.ts';
import type {Host} from './host/host.ts';
import {pathOf} from './host/locations.ts';
import {languageOfId} from './lint/languages.ts';
import {CLIENT_STATE, type ClientStateParams, INDEX_WORKSPACE, type InitializationOptions, STATUS, type StatusParams} from './protocol.ts';
import {runFolderAt} from './runs/run-folder.ts';
import {ShownEvidence} from './shown-evidence.ts';
import {openWorkspace, type Workspace} from './workspace.ts';

/** Wires a connection to the engine. The host brings the disk, the clock and the project's ESLint. */
export function serve(connection: Connection, host: Host): void {
  const shown = new ShownEvidence(host.doRunJob, {get: uri => documents.get(uri), all: () => documents.all()});
  const documents = new TextDocuments({
    create: TextDocument.create,
    update(document: TextDocument, changes, version) {
      for (const change of changes) shown.change(document.uri, change);
      return TextDocument.update(document, changes, version);
    },
  });
  let client: ClientAbilities = abilitiesOf({capabilities: {}} as InitializeParams);
  let state: ClientStateParams = {};
  let cacheFolder: string | null = null;
  let runsFolder: string | null = null;
  let workspace: Workspace | undefined;

  const status = (params: StatusParams) => void connection.sendNotification(STATUS, params);
  const open = (roots: readonly string[]) => {
    workspace?.session.stop();
    return (workspace = openWorkspace(roots, {connection, documents, host, cacheFolder, asksForSettings: client.configuration, clientState: () => state, evidenceOf: document => shown.of(document)}));
  };

  connection.onInitialize((params): InitializeResult => {
    client = abilitiesOf(params);
    const options = (params.initializationOptions ?? {}) as InitializationOptions;
    state = options;
    cacheFolder = options.cacheFolder ?? null;
    runsFolder = options.runsFolder ?? null;
    open((params.workspaceFolders ?? (params.rootUri ? [{uri: params.rootUri, name: ''}] : [])).map(({uri}) => pathOf(uri)));
    return {
      serverInfo: {name: 'loopsight', version: host.version},
      capabilities: {
        textDocumentSync: {openClose: true, change: TextDocumentSyncKind.Incremental},
        codeActionProvider: {codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL]},
        hoverProvider: true,
        codeLensProvider: {},
        workspace: {workspaceFolders: {supported: true, changeNotifications: true}},
        ...(client.publishes ? {} : {diagnosticProvider: {identifier: 'loopsight', interFileDependencies: true, workspaceDiagnostics: false}}),
      },
    };
  });

  connection.onInitialized(async () => {
    status({state: 'ready'});
    if (client.configuration) await connection.client.register(DidChangeConfigurationNotification.type, {section: 'loopsight'});
    if (client.watchedFiles) await connection.client.register(DidChangeWatchedFilesNotification.type, {watchers: [{globPattern: '**/*.{js,mjs,cjs,jsx,ts,mts,cts,tsx,py,json,toml}'}]});
    if (!client.workspaceFolders) return;
    connection.workspace.onDidChangeWorkspaceFolders(({added, removed}) => {
      const gone = new Set(removed.map(({uri}) => pathOf(uri)));
      const kept = (workspace?.roots ?? []).filter(root => !gone.has(root));
      return open([...kept, ...added.map(({uri}) => pathOf(uri))]).session.refresh(client.publishes);
    });
  });

  documents.onDidChangeContent(({document}) => workspace?.session.changed(document, client.publishes));
  documents.onDidClose(({document}) => workspace?.session.closed(document, client.publishes));
  documents.onDidClose(({document}) => shown.closed(document.uri));

  connection.onDidChangeConfiguration(() => workspace?.session.refresh(client.publishes));
  connection.onNotification(CLIENT_STATE, (params: ClientStateParams) => {
    state = {...state, ...params};
    return workspace?.session.refresh(client.publishes);
  });
  connection.onDidChangeWatchedFiles(async ({changes}) => {
    const paths = changes.map(({uri}) => pathOf(uri));
    await workspace?.session.changedOnDisk(paths, client.publishes);
    if (!paths.some(path => CONFIGURES_ESLINT.test(path))) return;
    host.eslint.restart();
    await workspace?.session.refresh(client.publishes);
  });

  connection.languages.diagnostics.on(async ({textDocument}, token) => ({
    kind: 'full',
    items: (await workspace?.session.diagnostics(textDocument.uri, abortSignalOf(token))) ?? [],
  }));

  connection.onCodeAction(async (params, token) => {
    const document = documents.get(params.textDocument.uri);
    const language = document && languageOfId(document.languageId);
    const linted = language && (await workspace?.session.linted(document, abortSignalOf(token)));
    return linted ? codeActions(document, language, linted, params) : [];
  });

  connection.onHover(async ({textDocument, position}, token) => {
    const document = documents.get(textDocument.uri);
    if (!document) return null;
    const linted = (await workspace?.session.linted(document, abortSignalOf(token))) ?? null;
    const evidence = await shown.of(document);
    return hover(document, position, {linted, evidence, trend: evidence && (await shown.trendOf(evidence, position.line))});
  });

  // The request has no parameters; where a client sends some, the token comes after them.
  connection.onRequest(INDEX_WORKSPACE, async (...sent: unknown[]) => {
    const token = sent.at(-1) as CancellationToken;
    if (!workspace) return {files: 0, isCancelled: false};
    const {linter, roots} = workspace;
    return host.whileOptimisingLate(() => indexWorkspace({linter, list: host.listSourceFiles, roots, connection, status}, abortSignalOf(token)));
  });

  handleEvidence({
    connection,
    shown,
    runsFolder: () => runsFolder,
    documentAt: uri => documents.get(uri),
    onShown() {
      if (client.refreshesLenses) void connection.sendRequest(CodeLensRefreshRequest.type);
      void workspace?.session.evidenceChanged(client.publishes);
    },
  });
  handleCostliestProblems({connection, documents, shown, problemsIn: (document, signal) => workspace?.session.problemsIn(document, signal) ?? []});
  handleTestAt(connection, documents);
  handleRuns({connection, runsFolder: () => runsFolder, doRunJob: host.doRunJob, shownRun: () => shown.run && runFolderAt(shown.run.folder).id});

  connection.onShutdown(() => host.eslint.restart());

  documents.listen(connection);
  connection.listen();
}

/** A package may bring our plugin, so its manifest counts too. */
const CONFIGURES_ESLINT = /[\\/](eslint\.config\.[mc]?[jt]s|package\.json)$/;

interface ClientAbilities {
  readonly publishes: boolean;
  readonly configuration: boolean;
  readonly watchedFiles: boolean;
  readonly workspaceFolders: boolean;
  readonly refreshesLenses: boolean;
}

function abilitiesOf({capabilities, initializationOptions}: InitializeParams): ClientAbilities {
  const wanted = (initializationOptions as InitializationOptions | undefined)?.diagnostics;
  const canPull = Boolean(capabilities.textDocument?.diagnostic);
  return {
    publishes: wanted ? wanted === 'push' || !canPull : !canPull,
    configuration: Boolean(capabilities.workspace?.configuration),
    watchedFiles: Boolean(capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration),
    workspaceFolders: Boolean(capabilities.workspace?.workspaceFolders),
    refreshesLenses: Boolean(capabilities.workspace?.codeLens?.refreshSupport),
  };
}
