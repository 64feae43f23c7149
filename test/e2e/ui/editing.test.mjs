/** What one does all day: read a problem, follow it, mend it. */
export function editing(desk) {
  describe('While editing', () => {
    it('a blocking call is underlined in TypeScript, and listed', async () => {
      const window = await desk.open(await desk.newWorkspace(), 'typescript/no-blocking-call.ts');
      await window.squiggles().first().waitFor();
      const rows = await window.openProblems();
      await rows.filter({hasText: 'readFileSync'}).first().waitFor();
      await rows.filter({hasText: 'no-blocking-call'}).first().waitFor();
      await window.screenshot('typescript');
    });

    it('the chain over files hangs under the problem, each step a link', async () => {
      const window = await desk.open(await desk.newWorkspace(), 'typescript/no-transitive-blocking-call.ts');
      await window.squiggles().first().waitFor();
      const rows = await window.openProblems();
      const step = rows.filter({hasText: 'read-text.ts'}).first();
      await step.waitFor();
      await window.screenshot('chain');
      await step.dblclick();
      await window.page.locator('.tab.active', {hasText: 'read-text.ts'}).waitFor();
    });

    it('the light bulb mends a blocking call in Python', async () => {
      const window = await desk.open(await desk.newWorkspace(), 'python/no_blocking_call.py');
      await window.squiggles().first().waitFor();
      const before = await window.squiggles().count();
      await window.goTo(13, 12);
      const rows = await window.openLightBulb();
      const suggestion = rows.filter({hasText: 'asyncio.sleep'}).first();
      await suggestion.waitFor();
      await window.screenshot('light-bulb');
      await suggestion.click();
      await window.line('await asyncio.sleep(1)').waitFor();
      await window.page.waitForFunction(count => document.querySelectorAll('.monaco-editor .squiggly-warning').length < count, before);
      await window.screenshot('mended');
    });

    it('the caller changes while its helper is typed into, unsaved, beside it', async () => {
      const window = await desk.open(await desk.newWorkspace(), 'python/no_transitive_blocking_call.py');
      await window.squiggles().first().waitFor();
      await window.openBeside('files.py');
      await window.screenshot('helper-beside');
      await window.clickEndOf('read_text()', 'files.py');
      await window.page.keyboard.press('Shift+Home');
      await window.page.keyboard.type('return path');
      await window.squiggles().first().waitFor({state: 'detached'});
      await window.screenshot('helper-mended');
      await window.page.keyboard.press('Shift+Home');
      await window.page.keyboard.type('return Path(path).read_text()');
      await window.squiggles().first().waitFor();
      await window.page.locator('.tab.dirty', {hasText: 'files.py'}).waitFor();
    });
  });
}
