import {access} from 'node:fs/promises';
import type {TextDocument} from 'vscode-languageserver-textdocument';
import {type FoundFile, measuredFile, namesakes} from './evidence/measured-files.ts';
import {canonicalPath, inOneCase} from './host/canonical-path.ts';
import {pathOf} from './host/locations.ts';
import type {MeasuredFile} from './runs/read-evidence.ts';
import type {RunFolder} from './runs/run-folder.ts';
import {contentHash, readSnapshotText} from './runs/source-snapshots.ts';

/** Finds the file of the run that a document is, and its text at that time. Null where the run does not know it. */
export async function measuredTextOf(document: TextDocument, files: readonly MeasuredFile[], folder: RunFolder): Promise<{readonly file: MeasuredFile; readonly text: string} | Silence | null> {
  const found = await fileOf(document, files);
  if (!found) return null;
  const {file, isProven} = found;
  if (!isProven) return {silence: `The run has measured ${file.file}, which is not there any more. This file is not the same to the letter, so nobody can tell whether it is that one.`};
  const text = await textOf(file, folder, document);
  return typeof text === 'string' ? {file, text} : text;
}

/** Links are followed on both sides: on a Mac, `/tmp` is one. */
async function fileOf(document: TextDocument, files: readonly MeasuredFile[]): Promise<FoundFile<MeasuredFile> | null> {
  const path = pathOf(document.uri);
  const names = [inOneCase(path), await canonicalPath(path)];
  const hash = contentHash(document.getText());
  const linked = new Map<string, string>();
  const gone = new Set<string>();
  for (const {file} of namesakes(files, path).slice(0, MOST_NAMESAKES)) {
    linked.set(file, await canonicalPath(file));
    await access(file).catch(() => gone.add(file));
  }
  return measuredFile(files, {names, hash}, {nameOf: file => linked.get(file) ?? inOneCase(file), isGone: file => gone.has(file)});
}

/** Of files called `index.js` there may be hundreds; each costs a look at the disk. */
const MOST_NAMESAKES = 50;

/** A file that was measured, but of which nobody can tell where its lines are. */
export interface Silence {
  readonly silence: string;
}

/** Longer files are generated, and comparing them would hold up whoever types. */
const MOST_LINES = 30_000;

/** The text that ran, or why that is not known. */
async function textOf({contentHash: hash, hasText, changedDuringRun}: MeasuredFile, folder: RunFolder, document: TextDocument): Promise<string | Silence> {
  if (hash === null) return {silence: 'This file could not be read when the run ended, so nobody can tell whether it still is what ran.'};
  if (document.lineCount > MOST_LINES) return {silence: `This file has more than ${MOST_LINES.toLocaleString('en')} lines, too many to be followed while somebody types.`};
  if (changedDuringRun) return {silence: 'This file was written to while the program ran, so nobody can tell which of its texts was measured.'};
  const text = document.getText();
  if (contentHash(text) === hash) return text;
  const kept = hasText ? await readSnapshotText(folder, hash) : null;
  return kept ?? {silence: 'This file is not what ran any more, and the run has kept no copy of it.'};
}
