import {chooseRun} from '../runs/choose-run.ts';
import type {Command} from './command.ts';

export const openRunPage: Command = {
  id: 'loopsight.openRunPage',
  async run({runs, pages}, node) {
    const run = await chooseRun(runs, node, 'Which run shall be drawn?');
    if (run) await pages.show(run);
  },
};
