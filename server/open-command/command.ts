import {writeFile} from 'node:fs/promises';
import {resolve} from 'node:path';
import {runJobsInWorkers} from '../host/run-worker.ts';
import {summarise} from '../profile/summary.ts';
import {relativePath} from '../profile/file-paths.ts';
import type {Run} from '../profile/run.ts';
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
  const {path, jsonFile, exportFile} = read.options;
  const opened = await runJobsInWorkers(workerFile)({kind: 'open', path: resolve(directory, path), directory, exportFile: exportFile === null ? null : resolve(directory, exportFile)});
  if (!opened.ok) {
    stderr(`${opened.reason}\n`);
    return 2;
  }
  const {run, format} = opened;
  const say = jsonFile === '-' ? stderr : stdout;
  say(`${path} is ${format}.\n\n${summarise(run, directory)}${messagesOf(run, directory)}`);
  if (jsonFile === null) return 0;
  const json = `${JSON.stringify(run, null, 2)}\n`;
  if (jsonFile === '-') {
    stdout(json);
    return 0;
  }
  try {
    await writeFile(resolve(directory, jsonFile), json);
    return 0;
  } catch (error) {
    stderr(`The run cannot be written: ${(error as Error).message}.\n`);
    return 2;
  }
}

function messagesOf({messages = []}: Run, directory: string): string {
  return messages.length === 0 ? '' : `\nWhat the log says:\n${messages.map(({file, line, text}) => `  ${relativePath(file, directory)}:${line}  ${text}\n`).join('')}`;
}
