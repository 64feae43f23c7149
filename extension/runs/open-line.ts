import {Position, Range, Uri, window} from 'vscode';

/** Opens a file at a line, counted from 1, or says that it has gone. */
export async function openLine(file: string, line: number): Promise<void> {
  const position = new Position(Math.max(0, line - 1), 0);
  try {
    await window.showTextDocument(Uri.file(file), {selection: new Range(position, position), preserveFocus: false});
  } catch {
    void window.showWarningMessage(`Loopsight: ${file} cannot be opened. It may have been deleted since the run.`);
  }
}
