import type {Command} from './command.ts';

export const showOutput: Command = {
  id: 'loopsight.showOutput',
  run: ({client}) => client.showOutput(),
};
