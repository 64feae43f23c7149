import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {rm, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {createRun, installExtension, startWorkbench} from '../workbench.mjs';
import {Window} from './window.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A folder that nobody vouches for: it is linted, and nothing of it is run. */
export function restrictedMode({vsix, browser}) {
  describe('In a workspace that is not trusted', () => {
    let run;
    let workbench;
    let window;

    before(async () => {
      run = await createRun({workspace: join(root, 'test', 'playground')});
      await installExtension(run, vsix);
      // The playground asks for Loopsight's own settings; this test is about a project that has an ESLint configuration.
      await rm(join(run.workspace, '.vscode'), {recursive: true});
      await symlink(join(root, 'node_modules'), join(run.workspace, 'node_modules'));
      await writeFile(join(run.workspace, 'eslint.config.mjs'), configurationThatLeavesATrace(run.path('trace')));
      workbench = await startWorkbench(run, {isTrusted: false});
    });

    after(async () => {
      await window?.close();
      await workbench?.stop();
      await run?.dispose();
    });

    it('files are linted, and its ESLint configuration runs only after trust is granted', async () => {
      window = await Window.open(browser, workbench.url(run.workspace, join(run.workspace, 'python/no_blocking_call.py')));
      await window.page.locator('.part.banner', {hasText: 'Restricted Mode'}).waitFor();
      await window.squiggles().first().waitFor();
      await window.screenshot('restricted-mode');
      await window.runCommand('Loopsight: Profile Current File');
      await window.toast('this workspace is not trusted').waitFor();
      await window.runCommand('Notifications: Clear All Notifications');
      assert.equal(existsSync(run.path('trace')), false, 'the ESLint configuration was run');
      await window.runCommand('Workspaces: Manage Workspace Trust');
      await window.page.locator('.workspace-trust-editor .monaco-button', {hasText: /^Trust$/}).first().click();
      await window.runCommand('View: Close Editor');
      await window.page.waitForFunction(() => document.querySelectorAll('.monaco-editor .view-line').length > 0 && document.querySelectorAll('.monaco-editor .squiggly-warning').length === 0);
      assert.equal(existsSync(run.path('trace')), true, 'the ESLint configuration was not run');
      await window.screenshot('trusted');
    });
  });
}

/** Switches our only rule in sight off, which shows in the editor that it was followed. */
function configurationThatLeavesATrace(trace) {
  return `import {writeFileSync} from 'node:fs';
import loopsight from 'eslint-plugin-loopsight';

writeFileSync(${JSON.stringify(trace)}, '');
export default [...loopsight.configs.recommended, {files: ['**/*.py'], rules: {'loopsight/no-blocking-call': 'off'}}];
`;
}
