import {currentDocument, runnableText} from '../runs/current-file.ts';
import {projectOf} from '../runs/project.ts';
import {launchFile} from '../runs/runnable-file.ts';
import type {Command} from './command.ts';

export const profileCurrentFile: Command = {
  id: 'loopsight.profileCurrentFile',
  run: ({profiling}) =>
    profiling.profile(async () => {
      const current = await runnableText(currentDocument());
      return current.ok ? launchFile(current, projectOf(current.uri)) : current;
    }),
};
