import {resolve} from 'node:path';
import {runJobsInWorkers} from '../host/run-worker.ts';
import {OPEN_HELP, readOpenOptions} from './options.ts';

export interface OpenSurroundings {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly directory: string;
  readonly workerFile: string;
}

/** Runs `loopsight open` and returns its exit code. The file is read in a thread of its own, as an editor has it read. */
export async function open(args: readonly string[], {stdout, stderr, directory, workerFile}: OpenSurroundings): Promise<number> {
  const read = readOpenOptions(args);
  if (!read.ok) {
    stderr(`${read.reason}\n\n${OPEN_HELP}`);
    return 2;
  }
  if (read.isHelp) {
    stdout(OPEN_HELP);
    return 0;
  }
  const {path, jsonFile, exportFile, runFolder} = read.options;
  const absolute = (file: string | null) => (file === null || file === '-' ? file : resolve(directory, file));
  const opened = await runJobsInWorkers(workerFile)({kind: 'open', path: resolve(directory, path), directory, jsonFile: absolute(jsonFile), exportFile: absolute(exportFile), runFolder: absolute(runFolder)});
  if (!opened.ok) {
    stderr(`${opened.reason}\n`);
    return 2;
  }
  const say = jsonFile === '-' ? stderr : stdout;
  say(`${path} is ${opened.format}.\n\n${opened.summary}`);
  if (opened.json !== null) stdout(opened.json);
  return 0;
}
