import {cpSync, rmSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {inPackages} from './edit-sources.mjs';
import {inProcess, median} from './measure.mjs';
import {seconds} from './table.mjs';

const ROUNDS = 5;

/** What the rules add to an ESLint run that has typescript-eslint and the plugins n, promise and unicorn already. Fresh processes in turn. */
export function eslintBench() {
  const project = fileURLToPath(new URL('.cache/eslint-project', import.meta.url));
  // ESLint does not lint inside of node_modules.
  cpSync(inPackages('mongodb/src'), `${project}/src`, {recursive: true});
  const rounds = Array.from({length: ROUNDS}, () => {
    rmSync(inPackages('.cache/loopsight'), {recursive: true, force: true});
    // Without on both sides, so that a machine that slows down or recovers meanwhile does not count.
    const [before, cold, warm, after] = ['without', 'with', 'with', 'without'].map(how => inProcess('eslint-process.mjs', project, how));
    const cpu = (before.cpu + after.cpu) / 2;
    return {cpu, cold: cold.cpu / cpu - 1, warm: warm.cpu / cpu - 1, files: before.files};
  });
  const {files} = rounds[0];
  const without = median(rounds.map(({cpu}) => cpu));
  return [['cold', 0.2], ['warm', 0.1]].map(([kind, goal]) => {
    // Of each round by itself: load that comes and goes falls on its neighbours alike.
    const added = median(rounds.map(round => round[kind]));
    return {measure: `added to an ESLint run, index ${kind} (mongodb, ${files} files)`, ours: seconds(added * without), beside: `ESLint without us ${seconds(without)}`, ratio: `+${(added * 100).toFixed(1)} %`, goal: `≤ ${goal * 100} %`, met: added <= goal};
  });
}
