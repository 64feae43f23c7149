import {Position, Range, Uri, type ViewColumn, window} from 'vscode';

/** Opens a file at a line and column, counted from 1, or says that it has gone. */
export async function openLine(file: string, line: number, column = 1): Promise<void> {
  const position = new Position(Math.max(0, line - 1), Math.max(0, column - 1));
  try {
    await window.showTextDocument(Uri.file(file), {selection: new Range(position, position), preserveFocus: false, ...groupFor(file)});
  } catch {
    void window.showWarningMessage(`Loopsight: ${file} cannot be opened. It may have been deleted since the run.`);
  }
}

/** Where the file is to be seen already, or else other code: a page beside it stays as it is. */
function groupFor(file: string): {readonly viewColumn?: ViewColumn} {
  const {fsPath} = Uri.file(file);
  const editors = window.visibleTextEditors.filter(({viewColumn}) => viewColumn !== undefined);
  const viewColumn = (editors.find(({document}) => document.uri.fsPath === fsPath) ?? editors[0])?.viewColumn;
  return viewColumn === undefined ? {} : {viewColumn};
}
