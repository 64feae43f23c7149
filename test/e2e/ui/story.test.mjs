import assert from 'node:assert/strict';
import {faintTexts, inEachTheme} from './themes.mjs';

/** The first five minutes, as the walkthrough leads through them: a planted stall, its problem with what it cost, the fix, and the proof. */
export function story(desk) {
  describe('From a stall to its proof, led by the walkthrough', () => {
    it('in TypeScript, in the playground', async () =>
      tell(desk, await desk.newWorkspace(), {
        link: 'Open in TypeScript', name: 'fingerprints.ts', column: 12, call: 'pbkdf2Sync', calls: '3×', problem: 'in 3 calls', leastMs: 60, offer: 'pbkdf2', mended: 'await promisify(pbkdf2)', held: 'fingerprint',
      }));
    it('in Python, on a copy outside of the workspace', async () =>
      tell(desk, await desk.emptyWorkspace(), {
        link: 'Open in Python', name: 'reports.py', column: 8, call: 'time.sleep', calls: '≥ 2×', problem: 'in at least 2 calls', leastMs: 600, offer: 'asyncio.sleep', mended: 'await asyncio.sleep(0.3)', held: 'report', isInEachTheme: true,
      }));
  });
}

/** Each figure that is shown is that of the first sight: at the line's end, in the problem, at the function and in the proof. */
async function tell(desk, folder, {link, name, column, call, calls, problem, leastMs, offer, mended, held, isInEachTheme = false}) {
  const window = await desk.open(folder);
  await window.runCommand('Loopsight: Open Walkthrough');
  await (await window.walkthroughStep('Meet a stall')).getByText(link, {exact: true}).click();
  await window.page.locator('.tab.active', {hasText: name}).waitFor();
  await window.anySquiggle().first().waitFor();
  await window.screenshot(`story-${name}-1-stall`);

  // The walkthrough is in front again, and the program beside it is meant.
  await (await window.walkthroughStep('See what it costs')).getByText('Profile the File', {exact: true}).click();
  const [first] = (await window.textsAtLineEnds(/ms blocked · (≥ )?\d+×/)).filter(({line}) => line.includes(call));
  const [, blockedMs, times] = /^(\d+) ms blocked · ((?:≥ )?\d+×)/.exec(first.text);
  assert.equal(times, calls);
  assert.ok(Number(blockedMs) >= leastMs && Number(blockedMs) < 60_000, first.text);
  await window.runCommand('Notifications: Clear All Notifications');
  const rows = await window.openProblems();
  const message = await rows.filter({hasText: `${call}\` blocks the event loop in async function \`${held}\``}).first().innerText();
  const [, heldMs, inCalls, mostMs] = /It held the event loop (\d+) ms (in .*calls), at most (\d+) ms, in the run of \d{2}:\d{2}\./.exec(message) ?? assert.fail(message);
  assert.ok(message.includes(`${blockedMs} ms: `), message);
  assert.deepEqual([heldMs, inCalls], [blockedMs, problem]);
  assert.ok(Number(mostMs) < Number(heldMs) && Number(mostMs) >= Number(heldMs) / 3 - 1, message);
  await window.screenshot(`story-${name}-2-cost`);

  await window.page.locator('.tab', {hasText: name}).click();
  await window.goTo(8, column);
  await (await window.openLightBulb()).filter({hasText: offer}).first().click();
  await window.line(mended).waitFor();
  await window.screenshot(`story-${name}-3-mended`);

  // Nobody has saved it, which the extension notices.
  await (await window.walkthroughStep('Prove the fix')).getByText('Run Again and Compare', {exact: true}).click();
  await window.page.locator('.notification-toast', {hasText: `${name} has unsaved changes`}).getByText('Save and Run Again').click();
  const page = await window.webview('.comparison table');
  const verdict = await page.locator('strong', {hasText: 'The time in stalls went down from'}).innerText();
  const [, beforeMs, afterMs, wonMs, share] = /from (\d+) ms to ([\d.]+) ms \(−(\d+) ms, −(\d+) %\)/.exec(verdict) ?? assert.fail(verdict);
  assert.ok(Math.abs(Number(beforeMs) - Number(blockedMs)) <= 0.1 * Number(blockedMs), `${verdict} ${first.text}`);
  assert.ok(Number(afterMs) < 0.2 * Number(beforeMs) && Number(share) >= 80, verdict);
  assert.ok(Math.abs(Number(beforeMs) - Number(afterMs) - Number(wonMs)) <= 1, verdict);
  const row = page.locator('tr', {hasText: `${name}:`}).filter({hasText: held}).filter({hasText: '−'}).first();
  await row.waitFor();
  const proofs = await window.textsAtLineEnds(/^−\d+ ms, −\d+ % · \d+ ms → .* blocked · edited between the runs/);
  const proof = proofs.find(({line}) => line.includes(mended)) ?? assert.fail(JSON.stringify(proofs));
  assert.ok(proof.text.includes(`· ${blockedMs} ms → `), proof.text);
  await window.lens(/^−\d.* total/).waitFor();
  await window.screenshot(`story-${name}-4-proof`);

  if (isInEachTheme) await inEachTheme(window, async theme => {
    assert.deepEqual(await faintTexts(page), [], `the comparison in the theme ${theme}`);
    await window.screenshot(`theme-${theme}-comparison`);
  });

  const place = row.locator('button.place');
  const [, opened] = /:(\d+)$/.exec(await place.innerText());
  await place.focus();
  await window.page.keyboard.press('Enter');
  await window.statusItem(`Ln ${opened},`).waitFor();
  await window.runCommand('Loopsight: Clear Annotations');
  await window.noTextsAtLineEnds(/blocked/);
}
