import {openLineOfRun} from '../runs/open-line.ts';
import type {Command} from './command.ts';

/** What a click in the tree of runs does; the palette does not have it. */
export const openMeasuredLine: Command = {
  id: 'loopsight.openMeasuredLine',
  async run({runs}, place) {
    const {runId, file, line} = (place ?? {}) as {readonly runId?: string; readonly file?: string; readonly line?: number};
    if (runId !== undefined && file !== undefined && line !== undefined) await openLineOfRun(runs, runId, {file, line});
  },
};
