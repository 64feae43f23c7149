import {window} from 'vscode';
import {TEST_AT, type TestAtParams, type TestTitle} from '../../server/protocol.ts';
import {runnableText} from '../runs/current-file.ts';
import {refusal} from '../runs/launch.ts';
import {projectOf} from '../runs/project.ts';
import {launchTests} from '../runs/test-launcher.ts';
import type {Command} from './command.ts';

export const profileTestAtCursor: Command = {
  id: 'loopsight.profileTestAtCursor',
  run: ({profiling, client}) =>
    profiling.profile(async () => {
      const editor = window.activeTextEditor;
      const current = await runnableText(editor?.document);
      if (!current.ok || !editor) return current.ok ? null : current;
      const params: TestAtParams = {textDocument: {uri: current.uri.toString()}, position: editor.selection.active};
      const titles = await client.request<readonly TestTitle[]>(TEST_AT, params);
      if (titles.length === 0) return refusal('the cursor is in no test whose title is written out. “Loopsight: Profile Test File” runs all tests of the file.');
      return launchTests({...current, titles}, projectOf(current.uri));
    }),
};
