import {writeFile} from 'node:fs/promises';
import type {Run} from '../profile/run.ts';
import {summarise} from '../profile/summary.ts';
import type {ExportFormat, ExportRunResult} from '../protocol.ts';
import {readManifest, type RunManifest} from './manifest.ts';
import {readRun} from './read-run.ts';
import type {RunFolder} from './run-folder.ts';

/** Writes a run in a format that others read. */
export async function exportRun(folder: RunFolder, format: ExportFormat, file: string): Promise<ExportRunResult> {
  const read = await readRun(folder);
  if (!read.ok) return read;
  const manifest = await readManifest(folder);
  try {
    await writeFile(file, WRITERS[format](read.run, manifest));
    return {ok: true};
  } catch (error) {
    return {ok: false, reason: `${file} cannot be written: ${(error as Error).message}.`};
  }
}

const WRITERS: Readonly<Record<ExportFormat, (run: Run, manifest: RunManifest | null) => string>> = {
  json: run => `${JSON.stringify(run, null, 2)}\n`,
  markdown: (run, manifest) => [
    `# ${manifest?.label ?? 'A profiled run'}`,
    '',
    `\`${run.command.join(' ')}\`${manifest ? `, ${manifest.startedAt}` : ''}`,
    '',
    '```',
    summarise(run, manifest?.cwd ?? '').trimEnd(),
    '```',
    '',
  ].join('\n'),
};
