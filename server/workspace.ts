import type {Connection, TextDocuments} from 'vscode-languageserver/node';
import type {TextDocument} from 'vscode-languageserver-textdocument';
import type {Host} from './host/host.ts';
import {pathOf} from './host/locations.ts';
import {Configurations} from './lint/configurations.ts';
import {DocumentLinter} from './lint/document-linter.ts';
import type {ClientStateParams} from './protocol.ts';
import {Session, type SessionParts} from './session.ts';

/** What the folders of a workspace have in common; it is made anew when they change. */
export interface Workspace {
  readonly roots: readonly string[];
  readonly linter: DocumentLinter;
  readonly session: Session;
}

export interface WorkspaceParts {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly host: Host;
  readonly cacheFolder: string | null;
  /** Whether the client can be asked for settings. */
  readonly asksForSettings: boolean;
  /** What the client last said of itself. */
  readonly clientState: () => ClientStateParams;
  /** What the run that is shown says of a document. */
  readonly evidenceOf: SessionParts['evidenceOf'];
}

export function openWorkspace(roots: readonly string[], {connection, documents, host, cacheFolder, asksForSettings, clientState, evidenceOf}: WorkspaceParts): Workspace {
  const engine = host.createEngine({
    roots,
    cacheFolder,
    openText: openTexts(documents),
    reportBug: message => connection.console.error(message),
  });
  const configurations = new Configurations({
    settingsOf: async uri => (asksForSettings ? connection.workspace.getConfiguration({scopeUri: uri, section: 'loopsight'}) : undefined),
    eslint: host.eslint,
    isTrusted: () => clientState().isTrusted ?? true,
    warn: message => void connection.window.showWarningMessage(message),
  });
  const linter = new DocumentLinter(engine, host.now);
  const isShownByEslintExtension = (languageId: string) => clientState().eslintExtensionLanguages?.includes(languageId) ?? false;
  return {roots, linter, session: new Session({connection, documents, configurations, linter, isShownByEslintExtension, evidenceOf})};
}

/** Looked up for every file that the index asks about, so the paths are worked out once per document. */
function openTexts(documents: TextDocuments<TextDocument>) {
  const uris = new Map<string, string>();
  const add = (uri: string) => uris.set(pathOf(uri), uri);
  documents.keys().forEach(add);
  documents.onDidOpen(({document}) => add(document.uri));
  documents.onDidClose(({document}) => uris.delete(pathOf(document.uri)));
  return (path: string) => {
    const uri = uris.get(path);
    const document = uri === undefined ? undefined : documents.get(uri);
    return document && {version: document.version, text: document.getText()};
  };
}
