import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {mkdir, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const {contributes} = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
const playground = fileURLToPath(new URL('../../playground', import.meta.url));

/** Others show only where they can do something. */
function isAlwaysInPalette(command) {
  return !(contributes.menus?.commandPalette ?? []).some(entry => entry.command === command);
}

/** How one finds what there is. */
export function orientation(desk) {
  describe('To find one’s way', () => {
    it('the status bar shows that the server is ready, and the palette has every command', async () => {
      const window = await desk.open(await desk.newWorkspace(), 'python/no_blocking_call.py');
      await window.squiggles().first().waitFor();
      await window.statusItem('Loopsight').first().waitFor();
      await window.palette('Loopsight:');
      await window.screenshot('palette');
      await window.page.keyboard.press('Escape');
      // The list shows a part of what it has, so each is looked for by its own name.
      for (const {title} of contributes.commands.filter(({command}) => isAlwaysInPalette(command))) {
        const rows = await window.palette(`Loopsight: ${title}`);
        await rows.filter({hasText: `Loopsight: ${title}`}).first().waitFor();
        await window.page.keyboard.press('Escape');
      }
    });

    it('the playground shows its faults where it stands, inside a repository with an ESLint configuration of its own', async () => {
      const window = await desk.open(playground, 'python/no_transitive_blocking_call.py');
      await window.squiggles().first().waitFor();
    });

    it('the walkthrough opens, with its pictures', async () => {
      const window = await desk.open(await desk.newWorkspace(), 'python/no_blocking_call.py');
      await window.squiggles().first().waitFor();
      await window.runCommand('Loopsight: Open Walkthrough');
      await window.page.locator('.getting-started-category, .gettingStartedContainer', {hasText: 'Get Started with Loopsight'}).first().waitFor();
      const picture = text => window.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame').getByText(text).waitFor();
      // The editor drops a picture that is asked for while it still draws the one before.
      await picture('A planted stall');
      await window.page.locator('.getting-started-step', {hasText: 'Now your own code'}).first().click();
      await picture('A chain over files');
      await window.screenshot('walkthrough');
    });

    it('indexing shows files done and left, and can be cancelled', async () => {
      const folder = await desk.newWorkspace();
      await writeManyFiles(join(folder, 'many'), 6000);
      const window = await desk.open(folder, 'python/no_blocking_call.py');
      await window.squiggles().first().waitFor();
      await window.runCommand('Loopsight: Index Workspace');
      const notification = window.toast(/files? done, [\d,]+ left/);
      await notification.waitFor();
      await window.screenshot('indexing');
      await notification.hover();
      await notification.locator('.monaco-button, .action-label', {hasText: 'Cancel'}).first().click();
      await window.statusItem('indexing cancelled after').waitFor();
      assert.equal(await window.toast(/files? done, [\d,]+ left/).count(), 0);
    });
  });
}

/** Enough that indexing is seen: each file imports its neighbour and does a little. */
async function writeManyFiles(folder, count) {
  await mkdir(folder);
  const body = Array.from({length: 60}, (_, line) => `export async function step${line}(value: number): Promise<number> {\n  return (await next(value)) + ${line};\n}\n`).join('');
  for (let file = 0; file < count; file++) {
    await writeFile(join(folder, `file${file}.ts`), `import {step0 as next} from './file${(file + 1) % count}.ts';\n${body}`);
  }
}
