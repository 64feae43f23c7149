import {fork, spawn} from 'node:child_process';
import {join} from 'node:path';
import {freePort} from '../clients.mjs';
import {programs} from './profiled.mjs';

const loopsight = join(import.meta.dirname, '../../../server/dist/loopsight.mjs');
const ROUNDS = 96;
/** What two processes that do the same differ by on a busy machine. */
const MOST_SLOWER = 1.1;

/** What it costs a process to have been attached to: beside one that does the same and is left alone, which works in turn with it, before, meanwhile and after. */
export async function attachedBench({path: node, name}) {
  const rows = [];
  for (const kind of ['promises', 'cpu']) {
    const [attached, alone] = [await start(node, kind), await start(node, kind)];
    try {
      await compared(attached, alone, 36);
      const before = await compared(attached, alone);
      const detach = await attachTo(attached);
      const meanwhile = await compared(attached, alone);
      await detach();
      await compared(attached, alone, 24);
      const after = await compared(attached, alone);
      rows.push({measure: `${name}: ${kind}, attached to and let go`, ours: `${after.toFixed(2)} × afterwards`, beside: `${before.toFixed(2)} × before, ${meanwhile.toFixed(2)} × meanwhile`, ratio: `${((after / before - 1) * 100).toFixed(0)} %`, goal: 'as fast as before', met: after <= before * MOST_SLOWER});
    } finally {
      for (const process of [attached, alone]) process.kill('SIGKILL');
    }
  }
  return rows;
}

async function start(node, kind) {
  const child = fork(join(programs, 'load.cjs'), [kind], {execPath: node, execArgv: [`--inspect-port=127.0.0.1:${await freePort()}`], stdio: ['ignore', 'ignore', 'ignore', 'ipc']});
  await message(child);
  return child;
}

function message(child) {
  return new Promise(resolve => child.once('message', resolve));
}

/** The processor time of the one in that of the other: the median of rounds, in each of which both are first once. */
async function compared(one, other, rounds = ROUNDS) {
  const work = child => {
    child.send('work');
    return message(child);
  };
  const ratios = [];
  for (let round = 0; round < rounds; round++) {
    const [a, b, c, d] = [await work(one), await work(other), await work(other), await work(one)];
    ratios.push((a + d) / (b + c));
  }
  return ratios.sort((a, b) => a - b)[Math.floor(rounds / 2)];
}

/** Resolves when the process is being measured; what it gives ends that. */
async function attachTo({pid}) {
  const child = spawn(process.execPath, [loopsight, 'profile', '--attach', String(pid)], {stdio: ['ignore', 'ignore', 'pipe']});
  const ended = new Promise(resolve => child.on('close', resolve));
  let stderr = '';
  await new Promise((resolve, reject) => {
    child.stderr.on('data', data => {
      stderr += data;
      if (stderr.includes('measures process')) resolve();
    });
    void ended.then(() => reject(new Error(`The process was not attached to: ${stderr}`)));
  });
  return () => {
    child.kill('SIGINT');
    return ended;
  };
}
