import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {median} from '../measure.mjs';
import {programs} from './profiled.mjs';

const agent = join(import.meta.dirname, '../../../server/dist/node-agent.cjs');
const MOST = 0.05;
const KINDS = {http: 'HTTP server', promises: 'promise-heavy', cpu: 'CPU-heavy'};

/** How a program is run. The first one is what the others are compared with; the second is the same, so what it differs by is the noise of the bench. */
const WAYS = ['alone', 'alone again', 'agent', '--cpu-prof', 'async_hooks'];

/** V8 compiles a program a little differently each time, by a few hundredths, which stays for as long as it runs: each way is run in so many processes. */
const GENERATIONS = 6;
/** The speed of a machine changes from one tenth of a second to the next, by as much as twice: many short pieces differ less than a few long ones. */
const ROUNDS = 50;
/** Compiled code is what long programs run. */
const WARM_UPS = 60;

/**
 * What being measured costs the program's own thread while it runs, beside V8's profiler alone and beside hooks. All ways run at the same time and work in turn,
 * for a few milliseconds each, so that whatever else the machine does falls on all of them.
 */
export async function overheadBench({path: node, name}) {
  const rows = [];
  for (const [kind, title] of Object.entries(KINDS)) {
    const generations = [];
    for (let generation = 0; generation < GENERATIONS; generation++) generations.push(await shares(node, kind));
    const middle = way => median(generations.flatMap(generation => generation[way]));
    const spread = generations.map(({agent: each}) => median(each)).sort((a, b) => a - b);
    const beside = WAYS.slice(1).filter(way => way !== 'agent').map(way => `${way} ${percent(middle(way))}`).join(', ');
    rows.push({measure: `${name}: main thread's CPU, ${title}`, ours: percent(middle('agent')), beside, ratio: `${percent(spread[0])} … ${percent(spread.at(-1))}`, goal: `< ${MOST * 100} %, median of ${GENERATIONS * ROUNDS} pairs`, met: middle('agent') < MOST});
  }
  return rows;
}

/** By way, how much more each piece of work took than the same piece in the program alone. */
async function shares(node, kind) {
  const folder = mkdtempSync(join(tmpdir(), 'loopsight-bench-'));
  const [alone, ...others] = WAYS.map(way => started(node, kind, way, folder));
  try {
    for (let i = 0; i < WARM_UPS; i++) for (const program of [alone, ...others]) await program.work();
    for (let round = 0; round < ROUNDS; round++) {
      for (const program of shuffled([alone, ...others])) program.cpuMs.push(await program.work());
    }
  } finally {
    await Promise.all([alone, ...others].map(program => program.end()));
    rmSync(folder, {recursive: true, force: true});
  }
  return Object.fromEntries(others.map(({way, cpuMs}) => [way, cpuMs.map((ms, round) => ms / alone.cpuMs[round] - 1)]));
}

/** Nobody always works after the same neighbour, or more often than others twice in a row, for which the second time is quicker: in turns of to and fro, the first and the last did. */
function shuffled(programs) {
  return programs.map(program => ({program, place: Math.random()})).sort((a, b) => a.place - b.place).map(({program}) => program);
}

function started(node, kind, way, folder) {
  const options = {'--cpu-prof': ['--cpu-prof', `--cpu-prof-dir=${folder}`], async_hooks: ['--require', join(programs, 'async-hooks.cjs')]}[way] ?? [];
  const environment = way === 'agent' ? {LOOPSIGHT_OUT: folder, NODE_OPTIONS: `--require="${agent.replaceAll(/["\\]/g, '\\$&')}"`} : {};
  const child = spawn(node, [...options, join(programs, 'load.cjs'), kind], {env: {...process.env, ...environment}, stdio: ['ignore', 'ignore', 'inherit', 'ipc']});
  const ended = once(child, 'exit');
  const answer = async () => {
    const [message] = await Promise.race([once(child, 'message'), ended]);
    if (typeof message === 'number' || message === 'ready') return message;
    throw new Error('The program ended early.');
  };
  const ready = answer();
  return {
    way,
    cpuMs: [],
    async work() {
      await ready;
      const worked = answer();
      child.send('work');
      return worked;
    },
    end() {
      child.disconnect();
      return ended;
    },
  };
}

function percent(share) {
  return `${share < 0 ? '' : '+'}${(share * 100).toFixed(1)} %`;
}
