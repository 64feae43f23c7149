/** Takes the pictures of the README from the real editor: `node test/e2e/screenshot.mjs`, after a build. */
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {launchBrowser} from './browser.mjs';
import {setUp} from './setup.mjs';
import {measureService, SERVICE_SETTINGS} from './ui/profiled-service.mjs';
import {Window} from './ui/window.mjs';
import {packExtension} from './vsix.mjs';
import {createRun, installExtension, startWorkbench} from './workbench.mjs';

const media = fileURLToPath(new URL('../../extension/media/', import.meta.url));
const playground = fileURLToPath(new URL('../playground/', import.meta.url));

setUp();
const run = await createRun({workspace: playground, settings: {...SERVICE_SETTINGS, 'editor.fontSize': 15, 'workbench.layoutControl.enabled': false, 'window.commandCenter': false, 'editor.occurrencesHighlight': 'off'}});
await installExtension(run, packExtension());
const workbench = await startWorkbench(run);
const browser = await launchBrowser();
try {
  await picture('chain', 'typescript/no-transitive-blocking-call.ts', async window => {
    const rows = await window.openProblems();
    await rows.filter({hasText: 'read-text.ts'}).first().waitFor();
    // TypeScript's own progress has nothing to do with the picture.
    await window.statusItem('Analyzing').waitFor({state: 'detached'});
  });
  await picture('light-bulb', 'python/no_blocking_call.py', async window => {
    await window.goTo(13, 12);
    await (await window.openLightBulb()).filter({hasText: 'asyncio.sleep'}).first().waitFor();
  });
  await picture('annotations', 'service/server.mjs', async window => {
    await measureService(window);
    await window.runCommand('View: Hide Panel');
  });
  await picture('flame-chart', 'service/server.mjs', async window => {
    await measureService(window);
    await window.runCommand('View: Hide Panel');
    await window.runCommand('Loopsight: Open Flame Chart of Run');
    await window.chooseFirst();
    await (await window.webview('#tabs')).locator('canvas').waitFor();
  });
} finally {
  await browser.close();
  await workbench.stop();
  await run.dispose();
}

async function picture(name, file, arrange) {
  const window = await Window.open(browser, workbench.url(run.workspace, join(run.workspace, file)), {size: {width: 1120, height: 640}});
  await window.squiggles().first().waitFor();
  await window.runCommand('View: Toggle Primary Side Bar Visibility');
  await arrange(window);
  await window.page.screenshot({path: join(media, `screenshot-${name}.png`)});
  await window.close();
}
