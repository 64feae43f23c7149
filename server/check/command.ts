import {stat} from 'node:fs/promises';
import {availableParallelism} from 'node:os';
import {resolve} from 'node:path';
import {Worker} from 'node:worker_threads';
import {listSourceFiles} from '../host/source-file-list.ts';
import {readSettings} from '../settings.ts';
import type {CheckJob} from './check-files.ts';
import {formats} from './formats/index.ts';
import type {CheckedFile} from './found.ts';
import {CHECK_HELP, readOptions} from './options.ts';

export interface CheckSurroundings {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly directory: string;
  readonly workerFile: string;
  readonly version: string;
}

/** So many files are worth a thread of their own: it has an engine to start. */
const FILES_PER_THREAD = 100;

/** Runs `loopsight check` and returns its exit code. Problems go to standard output, everything else to standard error. */
export async function check(args: readonly string[], {stdout, stderr, directory, workerFile, version}: CheckSurroundings): Promise<number> {
  const read = readOptions(args);
  if (!read.ok) {
    stderr(`${read.reason}\n\n${CHECK_HELP}`);
    return 2;
  }
  if (read.isHelp) {
    stdout(CHECK_HELP);
    return 0;
  }
  const {options} = read;
  const found = await filesOf(options.paths, directory);
  if (!found.ok) {
    stderr(`${found.reason}\n`);
    return 2;
  }
  const {settings} = readSettings({preset: options.preset});
  const threads = options.threads ?? Math.max(1, Math.min(availableParallelism(), Math.ceil(found.paths.length / FILES_PER_THREAD)));
  const files = await inThreads({paths: found.paths, root: directory, settings}, threads, workerFile);
  for (const {path, failure} of files) if (failure) stderr(`${path}: ${failure}\n`);
  stdout(formats[options.format](files, {directory, version}));
  const problems = files.reduce((sum, file) => sum + file.problems.length, 0);
  return problems > options.maxProblems ? 1 : 0;
}

async function filesOf(paths: readonly string[], directory: string): Promise<{readonly ok: true; readonly paths: readonly string[]} | {readonly ok: false; readonly reason: string}> {
  const files = new Set<string>();
  for (const path of paths.length > 0 ? paths : ['.']) {
    const absolute = resolve(directory, path);
    const stats = await stat(absolute).catch(() => null);
    if (!stats) return {ok: false, reason: `There is no file or folder ${path}.`};
    for (const file of stats.isDirectory() ? await listSourceFiles([absolute], new AbortController().signal) : [absolute]) files.add(file);
  }
  if (files.size === 0) return {ok: false, reason: `There is no JavaScript, TypeScript or Python file in ${paths.join(', ') || 'this folder'}.`};
  return {ok: true, paths: [...files]};
}

/** Neighbouring files import each other, so each thread gets a run of them rather than every n-th. */
async function inThreads(job: CheckJob, threads: number, workerFile: string): Promise<readonly CheckedFile[]> {
  const share = Math.ceil(job.paths.length / threads);
  const shares = Array.from({length: threads}, (_, index) => job.paths.slice(index * share, (index + 1) * share)).filter(paths => paths.length > 0);
  const files = await Promise.all(shares.map(paths => inThread({...job, paths}, workerFile)));
  return files.flat();
}

function inThread(job: CheckJob, workerFile: string): Promise<CheckedFile[]> {
  return new Promise((done, failed) => {
    const files: CheckedFile[] = [];
    const worker = new Worker(workerFile, {workerData: job});
    worker.on('message', (file: CheckedFile) => files.push(file));
    worker.on('error', failed);
    worker.on('exit', () => done(files));
  });
}
