import {fileURLToPath} from 'node:url';
import {ensureInstalled} from '../install.mjs';
import {blockingBench} from './profile/blocking.mjs';
import {endingsBench} from './profile/endings.mjs';
import {foreignBench} from './profile/foreign.mjs';
import {nodeVersions} from './profile/node-versions.mjs';
import {runnersBench} from './profile/runners.mjs';
import {stallsBench, turnKindsBench} from './profile/stalls.mjs';

const EXPERIMENTS = {blocking: blockingBench, foreign: foreignBench, stalls: stallsBench, kinds: turnKindsBench, runners: runnersBench, endings: endingsBench};

/**
 * How true profiled runs are, beside programs that time themselves, with every version of Node that is supported. `LOOPSIGHT_BENCH` names some of the
 * experiments only.
 */
export async function profileBench() {
  ensureInstalled(fileURLToPath(new URL('./profile/', import.meta.url)), '--ignore-scripts');
  const wanted = process.env.LOOPSIGHT_BENCH?.split(/[ ,]+/) ?? Object.keys(EXPERIMENTS);
  const rows = [];
  for (const name of wanted) {
    const experiment = EXPERIMENTS[name];
    if (!experiment) throw new Error(`There is no experiment ${name}; there are ${Object.keys(EXPERIMENTS).join(', ')}.`);
    for (const version of nodeVersions()) rows.push(...(await experiment(version)));
  }
  return rows;
}
