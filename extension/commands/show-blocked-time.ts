import type {Command} from './command.ts';

export const showBlockedTime: Command = {
  id: 'loopsight.showBlockedTime',
  run: ({annotations}) => annotations.showTime('blocked'),
};
