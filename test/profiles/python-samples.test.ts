import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {expect, test} from 'vitest';

const agent = join(import.meta.dirname, '../../server/agents/python');
const python = process.platform === 'win32' ? 'python' : 'python3';

/** Runs `steps` on the samples of a thread, whose clock counts milliseconds from 0, and returns what they leave in `told`. */
function toldBy(steps: string): unknown {
  const program = `
import json, sys
from loopsight_agent.samples import Samples
MS = 1_000_000
samples, frame, told = Samples(0, 20 * MS), sys._getframe(), []
def idle(at): samples.take_idle(at * MS)
def busy(at): samples.take_busy(at * MS, frame)
def held(since, now): return samples.take_held(since * MS, now * MS) / MS
def chunk(now):
    profile = samples.take_chunk(now * MS)()
    names = {node['id']: node['callFrame']['functionName'] for node in profile['nodes']}
    spans, at = [], profile['startTime']
    for sample, took in zip(profile['samples'], profile['timeDeltas']):
        spans.append([at / 1000, (at + took) / 1000, 'idle' if names[sample] == '(idle)' else 'busy'])
        at += took
    return spans
${steps}
print(json.dumps(told))
`;
  const {stdout, stderr} = spawnSync(python, ['-c', program], {encoding: 'utf8', env: {...process.env, PYTHONPATH: agent, PYTHONDONTWRITEBYTECODE: '1'}});
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

test('a loop that does not tell its turns is held until it comes back, from half-way between the samples around the beginning', () => {
  expect(toldBy('idle(20); busy(40); busy(60)\ntold += [held(10, 75), chunk(75)]')).toEqual([45, [[0, 30, 'idle'], [30, 40, 'busy'], [40, 60, 'busy'], [60, 75, 'busy']]]);
  // It had come back in between: only then can it have begun.
  expect(toldBy('idle(20); busy(40); busy(100)\ntold += [held(30, 110)]')).toEqual([75]);
  // One call kept all samples away until it was over.
  expect(toldBy('idle(20); busy(220)\ntold += [held(15, 220)]')).toEqual([190]);
  // Held all the time, and not at all.
  expect(toldBy('busy(20); busy(80)\ntold += [held(10, 90)]')).toEqual([80]);
  expect(toldBy('idle(20); idle(40)\ntold += [held(10, 40)]')).toEqual([0]);
});

test('no time is left out between two chunks of samples', () => {
  expect(toldBy('idle(20); busy(40)\ntold += [chunk(55)]\nbusy(60); idle(80)\ntold += [chunk(80)]')).toEqual([[[0, 20, 'idle'], [20, 40, 'busy']], [[40, 60, 'busy'], [60, 80, 'idle']]]);
});
