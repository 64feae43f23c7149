import {Position, Range, type TextDocument, Uri, type ViewColumn, window, workspace} from 'vscode';
import type {LineNowResult} from '../../server/protocol.ts';
import type {Runs} from './runs.ts';

/** A line as a run counts, from 1. */
export interface LineOfRun {
  readonly file: string;
  readonly line: number;
}

/** Opens a file at a line and column, counted from 1, or says that it has gone. */
export async function openLine(file: string, line: number, column = 1): Promise<void> {
  const document = await opened(file);
  if (document) await show(document, line, column);
}

/** Opens a line that a run has measured where it is by now, and says so where it is not what it was. */
export async function openLineOfRun(runs: Runs, id: string, {file, line}: LineOfRun): Promise<void> {
  const document = await opened(file);
  if (!document) return;
  const now = await runs.lineNow({id, file, line, text: document.getText()}).catch((): LineNowResult => ({line, state: 'unknown'}));
  await show(document, now.line, 1);
  const trouble = TROUBLES[now.state];
  if (trouble) void window.showInformationMessage(`Loopsight: Line ${line} of ${workspace.asRelativePath(file)} ${trouble}`);
}

const TROUBLES: Readonly<Record<LineNowResult['state'], string | null>> = {
  unchanged: null,
  edited: null,
  deleted: 'has been deleted since the run. This is where it was.',
  unknown: 'may be elsewhere by now: the file has changed since the run, which kept no copy of it.',
};

async function opened(file: string): Promise<TextDocument | null> {
  try {
    return await workspace.openTextDocument(Uri.file(file));
  } catch {
    void window.showWarningMessage(`Loopsight: ${file} cannot be opened. It may have been deleted since the run.`);
    return null;
  }
}

async function show(document: TextDocument, line: number, column: number): Promise<void> {
  const position = new Position(Math.max(0, line - 1), Math.max(0, column - 1));
  await window.showTextDocument(document, {selection: new Range(position, position), preserveFocus: false, ...groupFor(document)});
}

/** Where the file is to be seen already, or else other code: a page beside it stays as it is. */
function groupFor({uri}: TextDocument): {readonly viewColumn?: ViewColumn} {
  const editors = window.visibleTextEditors.filter(({viewColumn}) => viewColumn !== undefined);
  const viewColumn = (editors.find(({document}) => document.uri.fsPath === uri.fsPath) ?? editors[0])?.viewColumn;
  return viewColumn === undefined ? {} : {viewColumn};
}
