import {chooseRun} from '../runs/choose-run.ts';
import type {Command} from './command.ts';

export const compareRuns: Command = {
  id: 'loopsight.compareRuns',
  async run({runs, comparisons}, node) {
    const after = await chooseRun(runs, node, 'Which run is the one after the change?');
    const before = after && (await chooseRun(runs, undefined, `Which run shall ${after.label} be compared with?`, ({id}) => id !== after.id));
    if (before) await comparisons.show(before, after, {preserveFocus: false});
  },
};
