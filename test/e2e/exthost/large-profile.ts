import {writeFile} from 'node:fs/promises';
import {monitorEventLoopDelay} from 'node:perf_hooks';
import {setTimeout as wait} from 'node:timers/promises';
import {commands, Uri} from 'vscode';

/** As long as the host is looked at while it does nothing, so that what a busy machine does to it is known. */
const QUIET_MS = 5000;

/** What the extension host calls instead of the tests: opens a profile and writes down for how long its loop was held meanwhile. */
export async function run(): Promise<void> {
  const [profile = '', record = ''] = [process.env['LOOPSIGHT_PROFILE'], process.env['LOOPSIGHT_RECORD']];
  await commands.executeCommand('loopsight.refreshRuns');
  await wait(QUIET_MS);
  const quiet = await held(() => wait(QUIET_MS));
  const opening = await held(async () => {
    await commands.executeCommand('vscode.openWith', Uri.file(profile), 'loopsight.cpuProfile');
  });
  const shown = await held(() => wait(QUIET_MS));
  await writeFile(record, JSON.stringify({quiet, opening, shown}));
}

async function held(doing: () => Promise<unknown>): Promise<{readonly longestMs: number; readonly tookMs: number}> {
  const delay = monitorEventLoopDelay({resolution: 5});
  const start = performance.now();
  delay.enable();
  await doing();
  delay.disable();
  return {longestMs: delay.max / 1e6, tookMs: performance.now() - start};
}
