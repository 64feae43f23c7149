import type {Run} from '../profile/run.ts';
import {summarise} from '../profile/summary.ts';
import type {ExportFormat, ExportRunResult} from '../protocol.ts';
import {readManifest, type RunManifest} from './manifest.ts';
import {readRun} from './read-run.ts';
import {type RunFolder, writeWhole} from './run-folder.ts';
import {sampledThreadsOf} from './run-threads.ts';
import {writeSamples} from './write-samples.ts';

/** Writes a run in a format that others read. */
export async function exportRun(folder: RunFolder, format: ExportFormat, file: string): Promise<ExportRunResult> {
  const manifest = await readManifest(folder);
  const exported = format === 'samples' ? writeSamples(await sampledThreadsOf(folder), file, manifest?.label ?? folder.id) : await inWords(folder, format, manifest);
  if (!exported.ok) return exported;
  try {
    await writeWhole(file, exported.data);
    return {ok: true};
  } catch (error) {
    return {ok: false, reason: `${file} cannot be written: ${(error as Error).message}.`};
  }
}

async function inWords(folder: RunFolder, format: 'json' | 'markdown', manifest: RunManifest | null) {
  const read = await readRun(folder);
  return read.ok ? ({ok: true, data: WRITERS[format](read.run, manifest)} as const) : read;
}

const WRITERS: Readonly<Record<'json' | 'markdown', (run: Run, manifest: RunManifest | null) => string>> = {
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
