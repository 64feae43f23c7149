import type {Command} from './command.ts';

export const clearAnnotations: Command = {
  id: 'loopsight.clearAnnotations',
  run: ({runs}) => runs.show(null),
};
