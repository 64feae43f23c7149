import {ViewColumn, window} from 'vscode';
import {EXAMPLES} from '../example-programs.ts';
import type {Command} from './command.ts';

export const openExample: Command = {
  id: 'loopsight.openExample',
  /** The walkthrough names a language, and stays in view beside the program. */
  async run({examples}, language) {
    const named = EXAMPLES.find(example => example.language === language);
    const chosen = named ?? (await window.showQuickPick(EXAMPLES, {placeHolder: 'A program with a planted stall: in which language?'}));
    if (chosen) await window.showTextDocument(await examples.provide(chosen), {viewColumn: named ? ViewColumn.Beside : ViewColumn.Active, preview: false});
  },
};
