import type {Command} from './command.ts';

export const refreshRuns: Command = {
  id: 'loopsight.refreshRuns',
  run: ({runs}) => runs.changed(),
};
