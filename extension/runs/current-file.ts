import {basename} from 'node:path';
import {type TextDocument, type Uri, window, workspace} from 'vscode';
import {LANGUAGE_IDS} from '../languages.ts';
import {type Refusal, refusal} from './launch.ts';

/** A file as it is on disk, for that is what runs. */
export interface RunnableText {
  readonly ok: true;
  readonly uri: Uri;
  readonly file: string;
  readonly languageId: string;
  readonly text: string;
}

/** What is in front, or the only file in view where what is in front is no text, as the walkthrough. */
export function currentDocument(): TextDocument | undefined {
  if (window.activeTextEditor) return window.activeTextEditor.document;
  const [document, ...others] = window.visibleTextEditors.map(editor => editor.document).filter(({uri}) => uri.scheme === 'file');
  return others.length === 0 ? document : undefined;
}

/** The document's file, saved if the user wants it so; or why there is none to run. */
export async function runnableText(document: TextDocument | undefined): Promise<RunnableText | Refusal> {
  if (!document) return refusal('no file is open. Open the program that is to be profiled.');
  const {uri, languageId} = document;
  if (document.isUntitled) return refusal('this file is not on the disk yet. Save it first: what runs is the file.');
  if (uri.scheme !== 'file') return refusal('this file is not on the disk of this machine, so it cannot be run.');
  if (document.isDirty && !(await offerToSave(document))) return refusal('this file has unsaved changes, and what runs is the file on the disk. Save it first.');
  return {ok: true, uri, file: uri.fsPath, languageId, text: document.getText()};
}

async function offerToSave(document: TextDocument): Promise<boolean> {
  const answer = await window.showWarningMessage('Loopsight: this file has unsaved changes, and what runs is the file on the disk.', SAVE);
  return answer === SAVE && document.save();
}

const SAVE = 'Save and Profile';

/** Before a program runs again: whether it shall, though files are not on the disk as they are in the editor. Some may be saved by that. */
export async function settleUnsavedFiles(): Promise<boolean> {
  const unsaved = workspace.textDocuments.filter(({isDirty, uri, languageId}) => isDirty && uri.scheme === 'file' && LANGUAGE_IDS.some(id => id === languageId));
  if (unsaved.length === 0) return true;
  const names = unsaved.map(({uri}) => basename(uri.fsPath)).join(', ');
  const answer = await window.showWarningMessage(`Loopsight: ${names} ${unsaved.length === 1 ? 'has' : 'have'} unsaved changes, and what runs is what is on the disk.`, SAVE_AND_RUN, RUN_ANYWAY);
  if (answer !== SAVE_AND_RUN) return answer === RUN_ANYWAY;
  for (const document of unsaved) if (!(await document.save())) return false;
  return true;
}

const SAVE_AND_RUN = 'Save and Run Again';
const RUN_ANYWAY = 'Run Without Them';
