import {realpathSync} from 'node:fs';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {constants, tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {analyseRun} from '../profile/analyse-run.ts';
import type {ProcessExit, Run} from '../profile/run.ts';
import {summarise} from '../profile/summary.ts';
import {agentEnvironment} from './agent-environment.ts';
import {launch} from './launch.ts';
import {PROFILE_HELP, readProfileOptions, type ProfileOptions} from './options.ts';
import {readRunFolder} from './run-folder.ts';
import {sourcesOnDisk} from './sources-on-disk.ts';

export interface ProfileSurroundings {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly agentFile: string;
}

/** A loop that is held for so long is noticed by those who wait for it. */
const STALL_MS = 50;

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
  const folder = await mkdtemp(join(tmpdir(), 'loopsight-run-'));
  try {
    return await profileInto(folder, read.options, surroundings);
  } finally {
    await rm(folder, {recursive: true, force: true, maxRetries: 3});
  }
}

async function profileInto(folder: string, {command, jsonFile, maxStallMs}: ProfileOptions, {stderr, directory, environment, agentFile}: ProfileSurroundings): Promise<number> {
  const agent = realpathSync(agentFile);
  const stallMs = Math.min(STALL_MS, maxStallMs ?? STALL_MS);
  const start = Number(process.hrtime.bigint()) / 1000;
  stderr(`Loopsight measures ${command.join(' ')}\n`);
  const launched = await launch(command, agentEnvironment(environment, {agentFile: agent, folder, stallMs}));
  if (!launched.ok) {
    stderr(`${launched.reason}\n`);
    return launched.code;
  }
  const wallMs = (Number(process.hrtime.bigint()) / 1000 - start) / 1000;
  const record = {command, start, wallMs, root: {pid: launched.pid, exit: launched.exit}, threads: await readRunFolder(folder), agentFile: agent};
  const {run, complaints} = analyseRun(record, sourcesOnDisk(), stallMs * 1000);
  for (const complaint of complaints) stderr(`${complaint}\n`);
  stderr(`\n${summarise(run, directory)}`);
  const isWritten = jsonFile === null || (await writeJson(run, resolve(directory, jsonFile), stderr));
  return exitCode(launched.exit, run, maxStallMs, stderr) || (isWritten ? 0 : 2);
}

async function writeJson(run: Run, path: string, stderr: (text: string) => void): Promise<boolean> {
  try {
    await writeFile(path, `${JSON.stringify(run, null, 2)}\n`);
    return true;
  } catch (error) {
    stderr(`The run cannot be written: ${(error as Error).message}.\n`);
    return false;
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
