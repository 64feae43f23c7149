import assert from 'node:assert/strict';
import {measureService} from './profiled-service.mjs';
import {inEachTheme} from './themes.mjs';

/** What a profiled run shows beside the code. */
export function annotations(desk) {
  describe('After a profiled run', () => {
    it('the line that held the loop says so, through edits, and no other line does', async () => {
      const window = await desk.open(await desk.newWorkspace(), 'service/server.mjs');
      const [{line, text}] = await measureService(window);
      assert.match(line, /pbkdf2Sync\(password/);
      await window.lens(/total · .* in 3 stalls/).waitFor();
      await window.screenshot('annotations');

      const problems = await window.openProblems();
      await problems.filter({hasText: /held the event loop .* in 3 calls, at most .*, in the run of/}).first().waitFor();
      await window.screenshot('insights');

      await window.runCommand('Loopsight: Go to Costliest Problem…');
      const costs = window.page.locator('.quick-input-widget .monaco-list-row');
      await costs.filter({hasText: /\d+ ms.*server\.mjs:9.*no-transitive-blocking-call/s}).first().waitFor();
      await window.screenshot('costliest-problems');
      await window.chooseFirst();
      await window.statusItem('Ln 9,').waitFor();

      await window.clickEndOf("from 'node:crypto'", 'server.mjs');
      await window.page.keyboard.press('Home');
      await window.page.keyboard.type('let first;\n');
      await window.line('let first;').waitFor();
      assert.deepEqual(await window.textsAtLineEnds(/blocked/), [{line, text}]);

      await window.clickEndOf('pbkdf2Sync(password', 'server.mjs');
      await window.page.keyboard.type(' // edited');
      await window.textsAtLineEnds(/edited since the run/);
      await window.screenshot('annotations-edited');
      for (let character = 0; character < ' // edited'.length; character++) await window.page.keyboard.press('Backspace');
      assert.deepEqual(await window.textsAtLineEnds(/blocked/), [{line, text}]);

      await window.runCommand('Loopsight: Show Total Time');
      await window.textsAtLineEnds(/total/);
      await window.screenshot('annotations-total');
      await inEachTheme(window, theme => window.screenshot(`theme-${theme}-annotations`));
      await window.runCommand('Loopsight: Clear Annotations');
      await window.noTextsAtLineEnds(/total|blocked/);
    });
  });
}
