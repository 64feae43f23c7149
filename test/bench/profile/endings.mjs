import {join} from 'node:path';
import {programs, output, profiled} from './profiled.mjs';

const program = join(programs, 'endings.cjs');
const children = join(programs, 'children.cjs');

/** Every way to end: the same exit code and signal as without the agent, and the profile is there. */
export async function endingsBench({path: node, name}) {
  const rows = [];
  for (const way of [['normal'], ['exit'], ['throw'], ['reject'], ['handled'], ['signal', 'SIGINT'], ['signal', 'SIGTERM'], ['signal', 'SIGKILL']]) {
    const alone = await output(node, [program, ...way], {});
    // A program that is killed has what it has saved until then; here that is after half a second.
    const {run, stdout} = await profiled(node, [node, program, ...way], {environment: {LOOPSIGHT_CHUNK: '300'}});
    const [main] = run.processes;
    const isSame = main?.exit.code === alone.code && main?.exit.signal === alone.signal && stdout === alone.stdout;
    rows.push(row(`${name}: ends by ${way.join(' ')}`, ended(main?.exit), ended(alone), isSame, workIn(run, 'work')));
  }
  for (const [title, worker, ...way] of [['a forked child', 'workInChild'], ['a worker thread', 'workInThread'], ['worker.terminate()', 'workUntilTerminated', 'terminate'], ['worker.terminate() on its message', 'workAndTell', 'terminate-when-told']]) {
    const {run, code} = await profiled(node, [node, children, ...way]);
    rows.push(row(`${name}: ${title}`, `exit code ${code}`, 'exit code 0', code === 0, workIn(run, worker)));
  }
  return rows;
}

function row(measure, ours, beside, isSame, workMs) {
  return {measure, ours, beside, ratio: `${workMs.toFixed(0)} ms of work seen`, goal: 'the same end, a profile', met: isSame && workMs > 40};
}

function ended({code, signal} = {}) {
  return signal ? signal : `exit code ${code}`;
}

function workIn({functions}, name) {
  return functions.filter(each => each.name === name).reduce((sum, {totalMs}) => sum + totalMs, 0);
}
