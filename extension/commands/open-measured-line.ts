import {openLine} from '../runs/open-line.ts';
import type {Command} from './command.ts';

/** What a click in the tree of runs does; the palette does not have it. */
export const openMeasuredLine: Command = {
  id: 'loopsight.openMeasuredLine',
  async run(_, place) {
    const {file, line} = (place ?? {}) as {readonly file?: string; readonly line?: number};
    if (file !== undefined && line !== undefined) await openLine(file, line);
  },
};
