import {mkdtemp, writeFile} from 'node:fs/promises';
import {constants, tmpdir} from 'node:os';
import {basename, join, resolve} from 'node:path';
import {compareSides, type ComparedSide} from '../compare/compare-sides.ts';
import {markdownOf} from '../compare/markdown.ts';
import {readSide} from '../compare/read-sides.ts';
import type {ProcessExit, Run} from '../profile/run.ts';
import {summarise} from '../profile/summary.ts';
import {createRunFolder, deleteRunFolder, type RunFolder} from '../runs/run-folder.ts';
import {textsIn} from '../runs/source-snapshots.ts';
import {measure, type Surroundings} from './measure.ts';
import {PROFILE_HELP, readProfileOptions, type ProfileOptions} from './options.ts';

export interface ProfileSurroundings extends Surroundings {
  readonly stdout: (text: string) => void;
}

/** Runs `loopsight profile` and returns its exit code. Standard output is the program's alone. */
export async function profile(args: readonly string[], surroundings: ProfileSurroundings): Promise<number> {
  const read = readProfileOptions(args);
  if (!read.ok) {
    surroundings.stderr(`${read.reason}\n\n${PROFILE_HELP}`);
    return 2;
  }
  if (read.isHelp) {
    surroundings.stdout(PROFILE_HELP);
    return 0;
  }
  const {runFolder} = read.options;
  let folder: RunFolder;
  try {
    folder = await createRunFolder(runFolder === null ? await mkdtemp(join(tmpdir(), 'loopsight-run-')) : resolve(surroundings.directory, runFolder));
  } catch (error) {
    surroundings.stderr(`The run has no place to be kept: ${(error as Error).message}.\n`);
    return 2;
  }
  try {
    const [first, ...more] = read.options.compareWith;
    const before = first === undefined ? null : await readSide([first, ...more], surroundings.directory);
    if (before?.ok === false) {
      surroundings.stderr(`${before.reason}\n`);
      return 2;
    }
    return await profileInto(folder, read.options, before, surroundings);
  } finally {
    if (runFolder === null) await deleteRunFolder(folder);
  }
}

async function profileInto(folder: RunFolder, options: ProfileOptions, before: ComparedSide | null, surroundings: ProfileSurroundings): Promise<number> {
  const {jsonFile, markdownFile, maxStallMs} = options;
  const {stderr, directory} = surroundings;
  if (options.program.kind === 'command') stderr(`Loopsight measures ${options.program.command.join(' ')}\n`);
  const measured = await measure(folder, options, surroundings);
  if (!measured.ok) {
    stderr(`${measured.reason}\n`);
    return measured.code;
  }
  const {run, exit, complaints} = measured;
  for (const complaint of complaints) stderr(`${complaint}\n`);
  stderr(`\n${summarise(run, directory)}`);
  const comparison = before && markdownOf(compareSides(before, {side: [run], texts: await textsIn(folder)}), directory);
  if (comparison !== null && markdownFile === null) stderr(`\n${comparison}`);
  const isWritten = [
    jsonFile === null || (await write(`${JSON.stringify(run, null, 2)}\n`, resolve(directory, jsonFile), stderr)),
    comparison === null || markdownFile === null || (await write(comparison, resolve(directory, markdownFile), stderr)),
  ].every(Boolean);
  return exitCode(exit, run, maxStallMs, stderr) || (isWritten ? 0 : 2);
}

async function write(text: string, path: string, stderr: (text: string) => void): Promise<boolean> {
  try {
    await writeFile(path, text);
    return true;
  } catch (error) {
    stderr(`${path} cannot be written: ${(error as Error).message}.${await keptElsewhere(text, path)}\n`);
    return false;
  }
}

/** A run may have taken long. */
async function keptElsewhere(text: string, path: string): Promise<string> {
  try {
    const place = join(await mkdtemp(join(tmpdir(), 'loopsight-unwritten-')), basename(path) || 'run.json');
    await writeFile(place, text);
    return ` It is kept in ${place}.`;
  } catch {
    return '';
  }
}

/** The program's own failure says more than a stall. */
function exitCode({code, signal}: ProcessExit, {metrics}: Run, maxStallMs: number | null, stderr: (text: string) => void): number {
  if (signal !== null) return 128 + (constants.signals[signal as NodeJS.Signals] ?? 0);
  if (code) return code;
  if (maxStallMs === null || metrics.longestStallMs <= maxStallMs) return 0;
  stderr(`The longest stall, ${metrics.longestStallMs} ms, is over the limit of ${maxStallMs} ms.\n`);
  return 3;
}
