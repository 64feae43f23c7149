import assert from 'node:assert/strict';
import {profileService} from './profiled-service.mjs';

/** What a person sees and does while a program runs, and with the run afterwards. */
export function profiling(desk) {
  describe('Profiling a program', () => {
    it('shows how far it is, stops when asked, and lists the run with what held the loop', async () => {
      const window = await desk.open(await desk.newWorkspace(), 'service/server.mjs');
      await profileService(window);
      await window.toast(/Loopsight profiles server\.mjs.*\d stalls?.* \d+ ms/s).waitFor();
      const item = window.statusItem(/\d+ s · \d stalls?.* \d+ ms/);
      await item.waitFor();
      await window.screenshot('profiling');
      await item.click();
      await window.toast(/server\.mjs had 3 stalls, the longest \d+ ms/).waitFor();
      await item.waitFor({state: 'detached'});

      await window.runCommand('Loopsight: Focus on Runs View');
      const rows = window.page.locator('.pane-body .monaco-list-row');
      await rows.filter({hasText: /server\.mjs.*3 stalls/s}).first().click();
      await rows.filter({hasText: /^Stalls/}).first().click();
      await rows.filter({hasText: /pbkdf2Sync in fingerprint/}).first().waitFor();
      await rows.filter({hasText: /^Hot Lines/}).first().click();
      const line = rows.filter({hasText: /server\.mjs:14.*blocked · 3×/s}).first();
      await line.waitFor();
      await window.runCommand('View: Close All Editors');
      await line.click();
      await window.line('pbkdf2Sync(password').waitFor();
      await window.screenshot('runs');
      assert.match(await window.page.locator('.statusbar-item', {hasText: /^Ln/}).innerText(), /Ln 14,/);
    });

    it('draws what a Python program waited for at its line', async () => {
      const window = await desk.open(await desk.newWorkspace(), 'service/report.py');
      await window.line('time.sleep(0.15)').waitFor();
      await window.runCommand('Loopsight: Profile Current File');
      await window.toast(/report\.py had \d stalls?/).waitFor();
      const drawn = await window.textsAtLineEnds(/blocked/);
      assert.ok(drawn.some(({line}) => line.includes('time.sleep(0.15)')), JSON.stringify(drawn));
      await window.screenshot('python-run');
    });

    it('runs a script of a package, in which one can type', async () => {
      const window = await desk.open(await desk.newWorkspace());
      await window.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
      await window.runCommand('Loopsight: Profile npm Script…');
      const rows = window.page.locator('.quick-input-widget .monaco-list-row');
      await rows.filter({hasText: /ask/}).first().click();
      await window.page.locator('.terminal-wrapper.active').click();
      await window.statusItem(/\d+ s · no stalls/).waitFor();
      await window.page.keyboard.type('Ada\n');
      await window.toast(/ask had (no stalls|\d stall)/).waitFor();
      await window.screenshot('npm-script');
    });
  });
}
