import {mkdtempSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, test, vi} from 'vitest';
import {guarded, onFailure} from '../../server/agents/node/own-failures.ts';
import {profiled} from './profiled.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'loopsight-own-failures-')));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** Goes on for long enough that all that the agent does by itself is done, and ends in a way of its own. */
const GOES_ON = `setTimeout(() => {
  console.log('goes on');
  process.exitCode = 4;
}, 700);
`;

/** Programs that break what the agent needs, each at another of the places where it is called by the runtime or by the program. */
describe('a failure of the agent for Node is its own, and told', () => {
  test.each([
    ['in each turn of the loop', "Object.defineProperty(require('node:perf_hooks').performance.nodeTiming, 'idleTime', {get() { throw new Error('broken'); }});\n"],
    ['in its timer', "setTimeout(() => Object.defineProperty(Object.prototype, 'toJSON', {configurable: true, value() { throw new Error('broken'); }}), 50);\n"],
    ['in a listener to requests', "require('node:diagnostics_channel').channel('http.server.request.start').publish(null);\n"],
    ['after a call that blocks', "const text = JSON.stringify(Array.from({length: 1e6}, String));\nObject.defineProperty(Object.prototype, 'toJSON', {configurable: true, value() { throw new Error('broken'); }});\nJSON.parse(text);\n"],
    ['at the end', "process.cpuUsage = () => { throw new Error('broken'); };\n"],
  ])('%s', async (place, sabotage) => {
    const path = join(folder, `${place.replaceAll(' ', '-')}.cjs`);
    writeFileSync(path, sabotage + GOES_ON);
    const {code, stdout, stderr} = await profiled([process.execPath, path]);
    expect({code, stdout}).toEqual({code: 4, stdout: 'goes on\n'});
    expect(stderr.match(/The agent failed, and measured nothing from then on: \w*Error: /g)).toHaveLength(1);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

test('the end of the stack is no failure, and after one nothing is run any more', () => {
  const told: unknown[] = [];
  onFailure(error => told.push(error));
  const deeper = (): void => deeper();
  guarded(deeper)();
  expect(told).toEqual([]);
  const failure = new Error('broken');
  const failing = guarded(() => {
    throw failure;
  });
  failing();
  failing();
  const later = vi.fn();
  guarded(later)();
  expect(told).toEqual([failure]);
  expect(later).not.toHaveBeenCalled();
});
