import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {median} from '../measure.mjs';
import {output, programs, truthOf} from './profiled.mjs';

const agent = join(import.meta.dirname, '../../../server/dist/node-agent.cjs');
const PAIRS = 11;
const MOST = 0.05;
const KINDS = {http: 'HTTP server', promises: 'promise-heavy', cpu: 'CPU-heavy'};

/** What being measured costs the program's own thread, beside V8's profiler alone and beside hooks. In turn, so that a busy minute falls on all of them. */
export async function overheadBench({path: node, name}) {
  const rows = [];
  for (const [kind, title] of Object.entries(KINDS)) {
    const added = {agent: [], '--cpu-prof': [], async_hooks: []};
    for (let pair = 0; pair < PAIRS; pair++) {
      const alone = await cpuMs(node, kind, []);
      for (const way of Object.keys(added)) added[way].push((await cpuMs(node, kind, way)) / alone - 1);
    }
    const share = median(added.agent);
    const beside = ['--cpu-prof', 'async_hooks'].map(way => `${way} ${percent(median(added[way]))}`).join(', ');
    const spread = [...added.agent].sort((a, b) => a - b);
    rows.push({measure: `${name}: main thread's CPU, ${title}`, ours: percent(share), beside, ratio: `${percent(spread[2])} … ${percent(spread.at(-3))}`, goal: `< ${MOST * 100} %, median of ${PAIRS}`, met: share < MOST});
  }
  return rows;
}

async function cpuMs(node, kind, way) {
  const folder = mkdtempSync(join(tmpdir(), 'loopsight-bench-'));
  try {
    const options = {'--cpu-prof': ['--cpu-prof', `--cpu-prof-dir=${folder}`], async_hooks: ['--require', join(programs, 'async-hooks.cjs')]}[way] ?? [];
    const environment = way === 'agent' ? {LOOPSIGHT_OUT: folder, NODE_OPTIONS: `--require="${agent.replaceAll(/["\\]/g, '\\$&')}"`} : {};
    return truthOf(await output(node, [...options, join(programs, 'load.cjs'), kind], {env: {...process.env, ...environment}})).cpuMs;
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

function percent(share) {
  return `${share < 0 ? '' : '+'}${(share * 100).toFixed(1)} %`;
}
