import {chooseRun} from '../runs/choose-run.ts';
import type {Command} from './command.ts';

export const showRun: Command = {
  id: 'loopsight.showRun',
  async run({runs}, node) {
    const run = await chooseRun(runs, node, 'Whose numbers shall stand beside the code?');
    if (run) runs.show(run);
  },
};
