import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {launchBrowser, withDevelopmentOptions} from '../browser.mjs';
import {here} from '../setup.mjs';
import {SERVICE_ADDRESS, SERVICE_SETTINGS} from '../ui/profiled-service.mjs';
import {createRun, startWorkbench} from '../workbench.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const tests = join(here, 'dist', 'exthost.cjs');
const ENDS_WITHIN_MS = 240_000;

/** Runs the tests of this folder in an extension host that has loaded the extension from its sources' folder. */
export async function exthost() {
  await build({entryPoints: [join(here, 'exthost', 'index.ts')], outfile: tests, bundle: true, platform: 'node', target: 'node22', format: 'cjs', external: ['vscode', 'mocha'], sourcemap: 'inline', logLevel: 'warning'});
  const run = await createRun({workspace: join(root, 'test', 'playground'), settings: SERVICE_SETTINGS});
  const recordFile = run.path('record.json');
  const workbench = await startWorkbench(run, {environment: {LOOPSIGHT_RECORD: recordFile, LOOPSIGHT_SERVICE: SERVICE_ADDRESS}});
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext();
    await withDevelopmentOptions(context, {extensions: [workbench.remote(root)], extensionTestsPath: workbench.remote(tests)});
    const page = await context.newPage();
    const ended = new Promise(resolve => void page.exposeFunction('codeAutomationExit', resolve));
    await page.exposeFunction('codeAutomationLog', () => {});
    await page.goto(workbench.url(run.workspace));
    const late = new Promise(resolve => setTimeout(resolve, ENDS_WITHIN_MS, 'late').unref());
    const outcome = await Promise.race([ended, late]);
    await page.screenshot({path: join(here, 'screenshots', 'exthost-end.png')});
    if (existsSync(recordFile)) return JSON.parse(await readFile(recordFile, 'utf8'));
    const error = outcome === 'late' ? `No test had ended the suite after ${ENDS_WITHIN_MS / 1000} s.` : `The suite ended with ${outcome} and wrote no record.`;
    return {tests: [{title: 'The extension host runs the suite', ok: false, error: `${error} See screenshots/exthost-end.png.`}], repeated: []};
  } finally {
    await browser.close();
    await workbench.stop();
    await run.dispose();
  }
}
