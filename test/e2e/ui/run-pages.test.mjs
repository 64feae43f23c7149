import assert from 'node:assert/strict';
import {measureService} from './profiled-service.mjs';

/** The page that draws a run. */
export function runPages(desk) {
  describe('The flame chart of a run', () => {
    it('shows what held the loop, and opens its line', async () => {
      const window = await desk.open(await desk.newWorkspace(), 'service/server.mjs');
      await measureService(window);

      await window.runCommand('Loopsight: Open Flame Chart of Run');
      await window.chooseFirst();
      const page = await window.webview('#tabs');
      await page.locator('canvas').waitFor();
      await window.screenshot('flame-chart');
      await page.locator('#search').fill('derive');
      await page.locator('#found', {hasText: /found/}).waitFor();
      await page.locator('#tab-flame').click();
      await page.locator('canvas').waitFor();
      await window.screenshot('flame-graph');
      await page.locator('#tab-tree').click();
      const rows = page.locator('[role=treegrid] tbody tr');
      await rows.first().focus();
      await window.page.keyboard.press('ArrowDown');
      assert.equal(await page.locator('[role=treegrid] tr:focus').count(), 1);
      await window.screenshot('call-tree');
      await page.locator('#tab-stalls').click();
      const culprit = page.locator('li', {hasText: 'pbkdf2Sync'}).first();
      await culprit.locator('button.place').click();
      await window.page.locator('.tab.active', {hasText: 'server.mjs'}).waitFor();
      await window.line('pbkdf2Sync(password').waitFor();
    });
  });
}
