import {writeFile} from 'node:fs/promises';
import {setTimeout as wait} from 'node:timers/promises';
import {commands, Uri} from 'vscode';

/** As long as the host is looked at while it does nothing, so that what a busy machine does to it is known. */
const QUIET_MS = 20_000;

/** What the extension host calls instead of the tests: opens a profile and writes down for how long its loop was held meanwhile. */
export async function run(): Promise<void> {
  const [profile = '', record = ''] = [process.env['LOOPSIGHT_PROFILE'], process.env['LOOPSIGHT_RECORD']];
  await commands.executeCommand('loopsight.refreshRuns');
  await wait(QUIET_MS / 2);
  const quiet = await held(() => wait(QUIET_MS));
  const opening = await held(async () => {
    await commands.executeCommand('vscode.openWith', Uri.file(profile), 'loopsight.cpuProfile');
  });
  const shown = await held(() => wait(QUIET_MS));
  await writeFile(record, JSON.stringify({quiet, opening, shown}));
}

/** `longestMs`: by the clock, so on a busy machine the wait for a processor counts too; `workedMs` is the processor time of the thread in the longest such stretch. */
interface Held {
  readonly longestMs: number;
  readonly workedMs: number;
  readonly tookMs: number;
}

async function held(doing: () => Promise<unknown>): Promise<Held> {
  const start = performance.now();
  let [longestMs, workedMs] = [0, 0];
  let [last, worked] = [start, threadTimeMs()];
  const timer = setInterval(() => {
    const [now, workedNow] = [performance.now(), threadTimeMs()];
    longestMs = Math.max(longestMs, now - last);
    workedMs = Math.max(workedMs, workedNow - worked);
    [last, worked] = [now, workedNow];
  }, 5);
  await doing();
  clearInterval(timer);
  return {longestMs, workedMs, tookMs: performance.now() - start};
}

function threadTimeMs(): number {
  // The workbench's Node has it; the types are those of the oldest Node that the project runs on.
  const {user, system} = (process as unknown as {threadCpuUsage(): {readonly user: number; readonly system: number}}).threadCpuUsage();
  return (user + system) / 1000;
}
