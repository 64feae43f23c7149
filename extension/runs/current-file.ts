import {type TextDocument, type Uri, window} from 'vscode';
import {type Refusal, refusal} from './launch.ts';

/** A file as it is on disk, for that is what runs. */
export interface RunnableText {
  readonly ok: true;
  readonly uri: Uri;
  readonly file: string;
  readonly languageId: string;
  readonly text: string;
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
