import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {setTimeout as wait} from 'node:timers/promises';

/** When the server dies. */
export function trouble(desk) {
  describe('When the server dies', () => {
    it('one is told once, and it goes on; in a loop it is given up, with a way to the reasons', async () => {
      const window = await desk.open(await desk.newWorkspace(), 'python/no_blocking_call.py');
      await window.squiggles().first().waitFor();
      await endServer(desk);
      await window.toast('started again').waitFor();
      await window.screenshot('server-restarted');
      for (let death = 2; death <= 5; death++) await endServer(desk);
      await window.toast('stopped again and again').waitFor();
      assert.equal(await window.toast('started again').count() <= 1, true);
      await window.screenshot('server-given-up');
      await window.toast('stopped again and again').locator('.monaco-button', {hasText: 'Restart Server'}).click();
      await window.goTo(13, 99);
      await window.page.keyboard.press('Enter');
      await window.page.keyboard.type('time.sleep(2)');
      await window.page.locator('.monaco-editor .squiggly-warning').nth(3).waitFor();
    });
  });
}

/** Kills the language server of this run as soon as it runs, and waits until it is gone. */
async function endServer({run}) {
  const pid = await eventually(() => serverOf(run.path('extensions')));
  process.kill(pid, 'SIGKILL');
  await eventually(() => serverOf(run.path('extensions')) !== pid);
}

function serverOf(extensions) {
  return readdirSync('/proc').filter(name => /^\d+$/.test(name)).map(Number).find(pid => commandOf(pid).includes(extensions) && commandOf(pid).includes('loopsight.mjs'));
}

function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

async function eventually(ask) {
  for (const deadline = Date.now() + 30_000; ; await wait(50)) {
    const answer = ask();
    if (answer) return answer;
    assert.ok(Date.now() < deadline, 'Waited in vain for the language server.');
  }
}
