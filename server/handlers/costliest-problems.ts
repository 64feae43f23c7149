import {readFile} from 'node:fs/promises';
import type {CancellationToken, Connection, Diagnostic} from 'vscode-languageserver/node';
import {TextDocument} from 'vscode-languageserver-textdocument';
import {pathOf, uriOf} from '../host/locations.ts';
import {documentOf} from '../host/open-documents.ts';
import {languageOfPath} from '../lint/languages.ts';
import {COSTLIEST_PROBLEMS, type CostlyProblem} from '../protocol.ts';
import type {ShownEvidence} from '../shown-evidence.ts';
import {abortSignalOf} from './cancellation.ts';
import {costOf, figureBefore} from './measured-diagnostics.ts';

interface Parts {
  readonly connection: Connection;
  readonly documents: {all(): readonly TextDocument[]};
  readonly shown: ShownEvidence;
  readonly problemsIn: (document: TextDocument, signal: AbortSignal) => Promise<Diagnostic[]> | Diagnostic[];
}

/** More files of one's own hardly any program has that cost something; each must be read and linted. */
const MOST_FILES = 300;
const MOST_PROBLEMS = 100;

/** Answers which problems have cost most in the run that is shown, in files that are open and in those that are not. */
export function handleCostliestProblems({connection, documents, shown, problemsIn}: Parts): void {
  connection.onRequest(COSTLIEST_PROBLEMS, async (...sent: unknown[]): Promise<CostlyProblem[]> => {
    if (!shown.run) return [];
    const signal = abortSignalOf(sent.at(-1) as CancellationToken);
    const problems: CostlyProblem[] = [];
    const open = documents.all();
    const closed: TextDocument[] = [];
    for (const file of shown.files.slice(0, MOST_FILES)) {
      const document = documentOf(file, open) ? null : await readDocument(file);
      if (document) closed.push(document);
    }
    // Documents that are open may have been measured under another name: the workspace was moved, or a link leads to them.
    for (const document of [...open, ...closed]) problems.push(...(await problemsIn(document, signal)).flatMap(diagnostic => costly(document, diagnostic)));
    return problems.sort((a, b) => b.costMs - a.costMs).slice(0, MOST_PROBLEMS);
  });
}

function costly({uri}: TextDocument, diagnostic: Diagnostic): CostlyProblem[] {
  const costMs = costOf(diagnostic);
  if (costMs === null) return [];
  const {start} = diagnostic.range;
  const [figure, message] = [figureBefore(costMs), String(diagnostic.message)];
  return [{file: pathOf(uri), line: start.line + 1, column: start.character + 1, costMs, code: String(diagnostic.code), message: message.startsWith(figure) ? message.slice(figure.length) : message}];
}

/** Null for a file that has gone, or in which nothing is looked for. */
async function readDocument(file: string): Promise<TextDocument | null> {
  const language = languageOfPath(file);
  const text = language && (await readFile(file, 'utf8').catch(() => null));
  return language && text !== null ? TextDocument.create(uriOf(file), language, 0, text) : null;
}
