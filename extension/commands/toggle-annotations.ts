import type {Command} from './command.ts';

export const toggleAnnotations: Command = {
  id: 'loopsight.toggleAnnotations',
  run: ({annotations}) => annotations.toggle(),
};
