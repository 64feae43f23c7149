import {currentDocument, runnableText} from '../runs/current-file.ts';
import {projectOf} from '../runs/project.ts';
import {launchTests} from '../runs/test-launcher.ts';
import type {Command} from './command.ts';

export const profileTestFile: Command = {
  id: 'loopsight.profileTestFile',
  run: ({profiling}) =>
    profiling.profile(async () => {
      const current = await runnableText(currentDocument());
      return current.ok ? launchTests({...current, titles: []}, projectOf(current.uri)) : current;
    }),
};
