import type {Command} from './command.ts';

export const restartServer: Command = {
  id: 'loopsight.restartServer',
  run: ({client}) => client.restart(),
};
