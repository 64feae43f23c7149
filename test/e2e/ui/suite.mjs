import {cp, mkdir, symlink} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import Mocha from 'mocha';
import {launchBrowser} from '../browser.mjs';
import {recordOf} from '../record.mjs';
import {createRun, installExtension, startWorkbench} from '../workbench.mjs';
import {annotations} from './annotations.test.mjs';
import {editing} from './editing.test.mjs';
import {launchConfigurations} from './launch-configurations.test.mjs';
import {orientation} from './orientation.test.mjs';
import {SERVICE_SETTINGS} from './profiled-service.mjs';
import {profiling} from './profiling.test.mjs';
import {reports} from './report.test.mjs';
import {restrictedMode} from './restricted-mode.test.mjs';
import {runPages} from './run-pages.test.mjs';
import {story} from './story.test.mjs';
import {trouble} from './trouble.test.mjs';
import {Window} from './window.mjs';

const playground = fileURLToPath(new URL('../../playground/', import.meta.url));
const packages = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** Drives the packed extension in a browser, as its user would: in all tests, or in those whose titles hold the words. */
export async function ui(vsix, {grep}) {
  const run = await createRun({settings: SERVICE_SETTINGS});
  await installExtension(run, vsix);
  const browser = await launchBrowser();
  const workbench = await startWorkbench(run);
  const desk = createDesk({run, browser, workbench});
  try {
    const mocha = new Mocha({timeout: 120_000, retries: 1, fgrep: grep, reporter: Mocha.reporters.Base});
    mocha.suite.emit('pre-require', globalThis, '', mocha);
    mocha.suite.afterEach('close the window', async function () {
      await desk.clear(this.currentTest);
    });
    editing(desk);
    profiling(desk);
    launchConfigurations(desk);
    annotations(desk);
    runPages(desk);
    story(desk);
    reports({run, browser});
    orientation(desk);
    trouble(desk);
    restrictedMode({vsix, browser});
    return await recordOf(mocha);
  } finally {
    await browser.close();
    await workbench.stop();
    await run.dispose();
  }
}

/** Gives each test a window on a workspace of its own, and takes the windows away again; of a failed test it keeps a picture. */
function createDesk({run, browser, workbench}) {
  const windows = [];
  let workspaces = 0;
  return {
    run,
    /** The playground, with what it finds where it stands: tsx, and the types of Node. */
    async newWorkspace() {
      const folder = run.path(`workspace-${++workspaces}`);
      await cp(playground, folder, {recursive: true});
      await symlink(packages, join(folder, 'node_modules'), 'junction');
      return folder;
    },
    async emptyWorkspace() {
      const folder = run.path(`workspace-${++workspaces}`);
      await mkdir(folder);
      return folder;
    },
    async open(folder, ...files) {
      const window = await Window.open(browser, workbench.url(folder, ...files.map(file => join(folder, file))));
      windows.push(window);
      return window;
    },
    async clear(test) {
      for (const window of windows.splice(0)) {
        if (test?.state !== 'passed') await window.screenshot(`failed-${slug(test?.title)}`);
        await window.close();
      }
    },
  };
}

function slug(title = 'test') {
  return title.toLowerCase().replaceAll(/[^a-z]+/g, '-').slice(0, 50);
}
