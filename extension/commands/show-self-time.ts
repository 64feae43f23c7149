import type {Command} from './command.ts';

export const showSelfTime: Command = {
  id: 'loopsight.showSelfTime',
  run: ({annotations}) => annotations.showTime('self'),
};
