import type {Command} from './command.ts';

export const showAwaitTime: Command = {
  id: 'loopsight.showAwaitTime',
  run: ({annotations}) => annotations.showTime('await'),
};
