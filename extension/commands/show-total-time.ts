import type {Command} from './command.ts';

export const showTotalTime: Command = {
  id: 'loopsight.showTotalTime',
  run: ({annotations}) => annotations.showTime('total'),
};
