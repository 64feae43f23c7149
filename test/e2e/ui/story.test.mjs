import assert from 'node:assert/strict';
import {faintTexts, inEachTheme} from './themes.mjs';

/** What a new user is shown first: a planted stall, its problem with what it cost, the fix, and the proof. */
export function story(desk) {
  describe('From a stall to its proof', () => {
    it('in JavaScript', () => tell(desk, {file: 'story/fingerprints.mjs', line: 8, column: 12, offer: 'pbkdf2', mended: 'await', culprit: /pbkdf2Sync/, proved: /fingerprints\.mjs:\d+.*pbkdf2Sync/}));
    it('in Python', () => tell(desk, {file: 'story/reports.py', line: 8, column: 8, offer: 'asyncio.sleep', mended: 'await asyncio.sleep(0.3)', culprit: /time\.sleep/, proved: /reports\.py:8.*report/, isInEachTheme: true}));
  });
}

async function tell(desk, {file, line, column, offer, mended, culprit, proved, isInEachTheme = false}) {
  const name = file.slice(file.indexOf('/') + 1);
  const window = await desk.open(await desk.newWorkspace(), file);
  await window.anySquiggle().first().waitFor();
  await window.runCommand('Loopsight: Profile Current File');
  const texts = await window.textsAtLineEnds(/ms blocked · (≥ )?\d+×/);
  assert.ok(texts.some(({line: text}) => culprit.test(text)), JSON.stringify(texts));
  await window.runCommand('Notifications: Clear All Notifications');
  const rows = await window.openProblems();
  await rows.filter({hasText: /[Hh]eld the event loop \d/}).first().waitFor();
  await window.screenshot(`story-${name}-1-cost`);

  await window.runCommand('View: Focus First Editor Group');
  await window.goTo(line, column);
  await (await window.openLightBulb()).filter({hasText: offer}).first().click();
  await window.line(mended).waitFor();
  await window.screenshot(`story-${name}-2-mended`);
  await window.page.keyboard.press('Control+s');
  await window.runCommand('Loopsight: Run Again and Compare');
  const page = await window.webview('.comparison table');
  await page.locator('strong', {hasText: /The time in stalls went down from \d.* \(−/}).waitFor();
  const row = page.locator('tr', {hasText: proved}).filter({hasText: '−'}).first();
  await row.waitFor();
  const proofs = await window.textsAtLineEnds(/^−\d+ ms, −\d+ % · \d+ ms → .* blocked · edited between the runs/);
  assert.ok(proofs.some(({line: text}) => text.includes(mended)), JSON.stringify(proofs));
  await window.lens(/^−\d.* total/).waitFor();
  await window.screenshot(`story-${name}-3-proof`);

  if (isInEachTheme) await inEachTheme(window, async theme => {
    assert.deepEqual(await faintTexts(page), [], `the comparison in the theme ${theme}`);
    await window.screenshot(`theme-${theme}-comparison`);
  });

  await window.runCommand('View: Focus First Editor Group');
  await window.goTo(1, 1);
  const place = row.locator('button.place');
  const [, opened] = /:(\d+)$/.exec(await place.innerText());
  await place.focus();
  await window.page.keyboard.press('Enter');
  await window.statusItem(`Ln ${opened},`).waitFor();
  await window.runCommand('Loopsight: Clear Annotations');
  await window.noTextsAtLineEnds(/blocked/);
}
