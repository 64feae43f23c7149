import {readFile} from 'node:fs/promises';
import {type RunFolder, writeWhole} from './run-folder.ts';

/** What is known of a run while it goes on. The analysis at its end may say otherwise: it has the samples. */
export interface RunProgress {
  readonly wallMs: number;
  readonly stalls: number;
  readonly longestStallMs: number;
}

export async function writeProgress(folder: RunFolder, progress: RunProgress): Promise<void> {
  await writeWhole(folder.progress, JSON.stringify(progress));
}

/** Null where nothing has been told yet. */
export async function readProgress(folder: RunFolder): Promise<RunProgress | null> {
  try {
    return JSON.parse(await readFile(folder.progress, 'utf8')) as RunProgress;
  } catch {
    return null;
  }
}
