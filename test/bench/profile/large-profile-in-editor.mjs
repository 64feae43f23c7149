/** How responsive the editor stays while it opens a profile of 200 MB: `node test/bench/profile/large-profile-in-editor.mjs`, after a build. Figures, no test: they are of one machine. */
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {writeProfile} from './large-profile.mjs';
import {launchBrowser, withDevelopmentOptions} from '../../e2e/browser.mjs';
import {here, setUp} from '../../e2e/setup.mjs';
import {createRun, startWorkbench} from '../../e2e/workbench.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const measuring = join(here, 'dist', 'large-profile.cjs');

setUp();
await build({entryPoints: [join(here, 'exthost', 'large-profile.ts')], outfile: measuring, bundle: true, platform: 'node', target: 'node22', format: 'cjs', external: ['vscode'], logLevel: 'warning'});
const run = await createRun({workspace: join(root, 'test', 'playground')});
const profile = run.path('large.cpuprofile');
writeProfile(profile);
const workbench = await startWorkbench(run, {environment: {LOOPSIGHT_RECORD: run.path('record.json'), LOOPSIGHT_PROFILE: profile}});
const browser = await launchBrowser();
try {
  const context = await browser.newContext();
  await withDevelopmentOptions(context, {extensions: [workbench.remote(root)], extensionTestsPath: workbench.remote(measuring)});
  const page = await context.newPage();
  const ended = new Promise(resolve => void page.exposeFunction('codeAutomationExit', resolve));
  await page.exposeFunction('codeAutomationLog', () => {});
  await page.goto(workbench.url(run.workspace));
  await ended;
  const isDrawn = await page.frames().reduce(async (found, frame) => (await found) || (await frame.locator('#view > canvas').count()) > 0, Promise.resolve(false));
  const {quiet, opening, shown} = JSON.parse(await readFile(run.path('record.json'), 'utf8'));
  const told = ({longestMs, workedMs, tookMs}) => `held ${longestMs.toFixed(1)} ms at most by the clock, ${workedMs.toFixed(1)} ms of work, in ${(tookMs / 1000).toFixed(1)} s`;
  console.log(`The extension host with nothing to do: ${told(quiet)}\nwhile the profile is opened: ${told(opening)}\nafterwards: ${told(shown)}\nThe chart was ${isDrawn ? '' : 'not '}drawn.`);
} finally {
  await browser.close();
  await workbench.stop();
  await run.dispose();
}
