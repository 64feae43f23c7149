import assert from 'node:assert/strict';
import {measureService} from './profiled-service.mjs';
import {faintTexts, inEachTheme} from './themes.mjs';

const TAB_NAMES = {timeline: 'Timeline', flame: 'Flame graph', tree: 'Call tree', stalls: 'Stalls', awaits: 'Awaits'};
const TABS = Object.keys(TAB_NAMES);

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
      await page.locator('#search').fill('fingerprint');
      await page.locator('#found', {hasText: /^1 found, \d+ ms of their own/}).waitFor();
      await page.locator('#tab-flame').click();
      await page.locator('canvas').waitFor();
      await window.screenshot('flame-graph');
      await page.locator('#tab-tree').click();
      await page.locator('[role=treegrid]').waitFor();
      await window.screenshot('call-tree');
      await page.locator('#search').fill('');
      await walkByKeys(window, page);
      await window.page.locator('.tab', {hasText: 'Run server.mjs'}).click();
      await inEachTheme(window, async theme => {
        for (const tab of TABS) {
          await page.locator(`#tab-${tab}`).click();
          await page.getByRole('tabpanel', {name: TAB_NAMES[tab]}).locator('> *').first().waitFor();
          assert.deepEqual(await unnamed(page), [], `What a screen reader cannot name, in ${tab}`);
          assert.deepEqual(await faintTexts(page), [], `${tab} in the theme ${theme}`);
          await window.screenshot(`theme-${theme}-${tab}`);
        }
      });
      await page.locator('#tab-stalls').click();
      const culprit = page.locator('li', {hasText: 'pbkdf2Sync'}).first();
      await culprit.locator('button.place').click();
      await window.page.locator('.tab.active', {hasText: 'server.mjs'}).waitFor();
      await window.line('pbkdf2Sync(password').waitFor();
      const lineNumber = async () => Number(/^Ln (\d+)/.exec(await window.statusItem('Ln ').innerText())[1]);
      const measured = await lineNumber();

      // The line has moved since the run, and so has where it leads.
      await window.goTo(1, 1);
      await window.page.keyboard.type('// One\n// Two\n');
      await window.page.locator('.tab', {hasText: 'Run server.mjs'}).click();
      await culprit.locator('button.place').click();
      await window.statusItem(`Ln ${measured + 2},`).waitFor();
    });
  });
}

/** From the tabs to a line of the program, without a mouse; whatever has the focus shows it. */
async function walkByKeys(window, page) {
  const press = key => window.page.keyboard.press(key);
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.tagName.toLowerCase());
  const outlined = () => page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle !== 'none');
  await page.locator('#tab-timeline').click();
  const order = [];
  for (let stop = 0; stop < 2; stop++) {
    await press('Tab');
    order.push(await focused());
    assert.ok(await outlined(), `The focus shows at ${order.at(-1)}.`);
  }
  assert.deepEqual(order, ['search', 'canvas']);
  await press('Shift+Tab');
  await press('Shift+Tab');
  await press('End');
  assert.equal(await focused(), 'tab-awaits');
  await press('Home');
  await press('ArrowRight');
  await press('ArrowRight');
  assert.equal(await focused(), 'tab-tree');

  await press('Tab');
  await press('Tab');
  const row = page.locator('[role=treegrid] tr:focus');
  const state = async () => [await row.getAttribute('aria-level'), await row.getAttribute('aria-expanded')].join(' ');
  await press('End');
  await press('Home');
  // What called nothing cannot be opened.
  for (let step = 0; step < 60 && (await row.getAttribute('aria-expanded')) === null; step++) await press('ArrowDown');
  if ((await state()) === '1 false') await press('ArrowRight');
  assert.equal(await state(), '1 true');
  await press('ArrowDown');
  assert.match(await state(), /^2/);
  await press('ArrowLeft');
  if ((await state()).startsWith('2')) await press('ArrowLeft');
  assert.equal(await state(), '1 true');
  await press('ArrowLeft');
  assert.equal(await state(), '1 false');
  // Down the most expensive way, opening what is closed.
  for (let step = 0; step < 60 && (await row.filter({hasText: 'server.mjs'}).count()) === 0; step++) await press('ArrowRight');
  assert.match(await row.innerText(), /server\.mjs/);
  assert.ok(await outlined(), 'The focus shows in the tree.');
  await window.screenshot('call-tree-by-keys');
  await press('Enter');
  await window.page.locator('.tab.active', {hasText: 'server.mjs'}).waitFor();
}

/** What can be focused, or has a part in the page, and has no name; and columns without a title. */
function unnamed(page) {
  return page.evaluate(() => {
    const shown = [...document.querySelectorAll('button, select, input, canvas, table, th, [role=tablist], [role=tabpanel], [role=treegrid]')].filter(element => element.getClientRects().length > 0);
    return shown.filter(element => !(element.getAttribute('aria-label') ?? element.getAttribute('aria-labelledby') ?? element.textContent.trim())).map(({outerHTML}) => outerHTML.slice(0, 100));
  });
}
