import {fileURLToPath} from 'node:url';
import {ensureInstalled} from '../install.mjs';
import {attachedBench} from './profile/attached.mjs';
import {blockingBench} from './profile/blocking.mjs';
import {endingsBench} from './profile/endings.mjs';
import {foreignBench} from './profile/foreign.mjs';
import {largeProfileBench} from './profile/large-profile.mjs';
import {nodeVersions} from './profile/node-versions.mjs';
import {PYTHON_EXPERIMENTS} from './profile/python.mjs';
import {overheadBench} from './profile/overhead.mjs';
import {runnersBench} from './profile/runners.mjs';
import {stallsBench, turnKindsBench} from './profile/stalls.mjs';
import {viewersBench} from './profile/viewers.mjs';

const EXPERIMENTS = {blocking: blockingBench, foreign: foreignBench, stalls: stallsBench, kinds: turnKindsBench, runners: runnersBench, endings: endingsBench, attached: attachedBench, overhead: overheadBench, large: largeProfileBench, viewers: viewersBench};

/**
 * How true profiled runs are, beside programs that time themselves, with every version of Node that is supported and every one of Python that is there.
 * `LOOPSIGHT_BENCH` names some of the experiments only.
 */
export async function profileBench() {
  ensureInstalled(fileURLToPath(new URL('./profile/', import.meta.url)), '--ignore-scripts');
  const wanted = process.env.LOOPSIGHT_BENCH?.split(/[ ,]+/) ?? [...Object.keys(EXPERIMENTS), ...Object.keys(PYTHON_EXPERIMENTS)];
  const rows = [];
  for (const name of wanted) {
    if (Object.hasOwn(PYTHON_EXPERIMENTS, name)) {
      rows.push(...(await PYTHON_EXPERIMENTS[name]()));
      continue;
    }
    const experiment = EXPERIMENTS[name];
    if (!experiment) throw new Error(`There is no experiment ${name}; there are ${[...Object.keys(EXPERIMENTS), ...Object.keys(PYTHON_EXPERIMENTS)].join(', ')}.`);
    // What needs no other Node than this one is asked once.
    const versions = experiment.length > 0 ? nodeVersions() : [undefined];
    for (const version of versions) rows.push(...(await experiment(version)));
  }
  return rows;
}
