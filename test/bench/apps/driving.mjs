import {spawn} from 'node:child_process';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import http from 'node:http';
import {join} from 'node:path';
import {monitorEventLoopDelay} from 'node:perf_hooks';
import {ask, freePort, untilAnswered} from '../clients.mjs';

const loopsight = join(import.meta.dirname, '../../../server/dist/loopsight.mjs');
const ROUNDS = 3;
const LIGHT_CLIENTS = 3;
/** The clocks write what they were told a moment later. */
const CLOCK_LATE_MS = 500;

/**
 * Profiles an application as the editor does, while clients ask for what is planted, one thing after the other, and others for something light. Keeps the run in `runFolder`,
 * and gives what the application's own clock says of each stall by its name (how often, how long in all, how long at most), and for how long the machine held the loop of
 * this process meanwhile, which has little to do.
 */
export async function drive({command, first, light}, planted, folder, runFolder) {
  const port = await freePort();
  const clockFile = join(folder, 'clock.jsonl');
  const largeFile = join(folder, 'large.bin');
  writeFileSync(largeFile, Buffer.alloc(16_000_000, 'loopsight'));
  const slow = http.createServer((_, response) => setTimeout(() => response.end('slow'), 130));
  const slowPort = await new Promise(resolve => slow.listen(0, '127.0.0.1', () => resolve(slow.address().port)));
  const child = spawn(process.execPath, [loopsight, 'profile', '--out', runFolder, '--', ...command(port)], {
    cwd: folder,
    env: {...process.env, CLOCK_FILE: clockFile, LARGE_FILE: largeFile, SLOW_SERVER: `http://127.0.0.1:${slowPort}/`},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (said += data));
  const ended = new Promise(resolve => child.on('close', resolve));
  const stop = () => child.kill('SIGTERM');
  process.once('exit', stop);
  try {
    await untilAnswered(port, light);
    for (const request of first) await ask(port, request);
    const delay = monitorEventLoopDelay({resolution: 10});
    delay.enable();
    await rounds(port, planted, light);
    await pause(CLOCK_LATE_MS);
    delay.disable();
    child.kill('SIGINT');
    await ended;
    return {clock: clockOf(clockFile), machineHeldMs: delay.max / 1e6};
  } catch (error) {
    // Passed on: a command that is killed at once leaves its program running.
    child.kill('SIGTERM');
    await ended;
    throw new Error(`${command(port).join(' ')} failed: ${said}`, {cause: error});
  } finally {
    process.off('exit', stop);
    slow.close();
  }
}

async function rounds(port, planted, light) {
  let isOver = false;
  const background = Array.from({length: LIGHT_CLIENTS}, async () => {
    while (!isOver) {
      await ask(port, light);
      await pause(20);
    }
  });
  const asked = askForStalls(port, planted).finally(() => (isOver = true));
  await Promise.all([asked, ...background]);
}

async function askForStalls(port, planted) {
  for (let round = 0; round < ROUNDS; round++) {
    for (const {name, ask: wanted} of planted) {
      const request = typeof wanted === 'function' ? wanted(round) : wanted;
      const {status, text} = await ask(port, request);
      if (status >= 500) throw new Error(`${name}: ${JSON.stringify(request)} was answered with ${status} ${text}`);
      await pause(60);
    }
  }
}

function clockOf(file) {
  const clock = new Map();
  for (const line of existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : []) {
    const {name, ms} = JSON.parse(line);
    const {count, sumMs, mostMs} = clock.get(name) ?? {count: 0, sumMs: 0, mostMs: 0};
    clock.set(name, {count: count + 1, sumMs: sumMs + ms, mostMs: Math.max(mostMs, ms)});
  }
  return clock;
}

function pause(ms) {
  return new Promise(resolve => setTimeout(resolve, ms));
}
