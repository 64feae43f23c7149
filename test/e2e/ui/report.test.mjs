import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {faintTexts} from './themes.mjs';
import {Window} from './window.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const TABS = ['timeline', 'flame', 'tree', 'stalls', 'awaits'];

/** The page that is mailed: no editor is around it. */
export function reports({run, browser}) {
  describe('The report of a run', () => {
    it('can be read in a light and a dark browser, and loads nothing', async () => {
      const [kept, file] = [run.path('reported-run'), run.path('report.html')];
      loopsight('profile', '--out', kept, '--', process.execPath, join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs'), join(root, 'test', 'playground', 'story', 'fingerprints.ts'));
      loopsight('report', kept, '--out', file);
      for (const colorScheme of ['light', 'dark']) {
        const context = await browser.newContext({colorScheme, viewport: {width: 1000, height: 600}});
        const window = new Window(await context.newPage());
        const asked = [];
        window.page.on('request', request => asked.push(request.url()));
        await window.page.goto(pathToFileURL(file).href);
        for (const tab of TABS) {
          await window.page.locator(`#tab-${tab}`).click();
          await window.page.locator('#view > *').first().waitFor();
          assert.deepEqual(await faintTexts(window.page), [], `${tab}, ${colorScheme}`);
          await window.screenshot(`report-${colorScheme}-${tab}`);
        }
        assert.deepEqual(asked, [pathToFileURL(file).href]);
        await window.close();
      }
    });
  });
}

function loopsight(...words) {
  const {status, stderr} = spawnSync(process.execPath, [join(root, 'server', 'dist', 'loopsight.mjs'), ...words], {encoding: 'utf8'});
  assert.equal(status, 0, stderr);
}
