import {chooseRun} from '../runs/choose-run.ts';
import {settleUnsavedFiles} from '../runs/current-file.ts';
import type {Command} from './command.ts';

/** Proves a fix: the same command once more, and what changed since. */
export const runAgain: Command = {
  id: 'loopsight.runAgain',
  async run({runs, profiling}, node) {
    const shown = node === undefined ? runs.shown : null;
    const run = shown ?? (await chooseRun(runs, node, 'Which run shall be repeated and compared with?'));
    if (run && (await settleUnsavedFiles())) await profiling.again(run);
  },
};
