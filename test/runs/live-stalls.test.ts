import {appendFileSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import type {AgentEvent} from '../../server/profile/agent-events.ts';
import {LiveStalls} from '../../server/profile-command/live-stalls.ts';
import {EventTail} from '../../server/runs/event-tail.ts';

const started: AgentEvent = {kind: 'startup', t0: 0, t1: 1000};
const turn = (t0: number, activeUs: number, cpuUs?: number): AgentEvent => ({kind: 'turn', t0, t1: t0 + activeUs, activeUs, ...(cpuUs !== undefined && {cpuUs})});
const block = (t0: number, us: number, api = 'fs.readFileSync'): AgentEvent => ({kind: 'block', api, waits: true, t0, t1: t0 + us, stack: [['/a.js', 1, 1, 'f']]});

function stallsOf(...events: AgentEvent[]) {
  const stalls = new LiveStalls(50);
  return events.flatMap(event => stalls.next('1-0', event) ?? []);
}

describe('while a program runs', () => {
  test('a turn that computed is a stall', () => {
    expect(stallsOf(started, turn(2000, 80_000, 79_000))).toEqual([{durationMs: 79, t0: 2000, api: null}]);
  });

  test('a turn that only waited is none, whatever the runtime says of its idle time', () => {
    expect(stallsOf(started, turn(2000, 500_000, 9000))).toEqual([]);
  });

  test('a call that held the thread without computing is one, with its name', () => {
    expect(stallsOf(started, block(3000, 70_000), turn(2000, 90_000, 4000))).toEqual([{durationMs: 74, t0: 2000, api: 'fs.readFileSync'}]);
  });

  test('a call of the turn before does not count', () => {
    expect(stallsOf(started, block(0, 1900), turn(2000, 90_000, 4000), block(100_000, 60_000), turn(170_000, 90_000, 4000))).toEqual([]);
  });

  test('the long turn in which a program starts is none, also when it is told before the start-up is over', () => {
    expect(stallsOf(turn(0, 300_000, 300_000), started, turn(400_000, 60_000, 60_000))).toEqual([{durationMs: 60, t0: 400_000, api: null}]);
  });

  test('a runtime that measures its turns is believed', () => {
    expect(stallsOf(started, turn(2000, 80_000))).toEqual([{durationMs: 80, t0: 2000, api: null}]);
  });

  test('threads do not mix', () => {
    const stalls = new LiveStalls(50);
    stalls.next('1-0', started);
    stalls.next('1-0', block(2000, 60_000));
    expect(stalls.next('1-1', turn(2000, 90_000, 90_000))).toBe(null);
  });
});

test('events are read as they are appended: half a line waits for its other half, what is no event is passed over', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'loopsight-tail-'));
  try {
    const tail = new EventTail(folder);
    expect(await tail.read()).toEqual([]);
    const file = join(folder, '7-0.events.jsonl');
    const [first, second] = [JSON.stringify(started), JSON.stringify(turn(5, 6))];
    writeFileSync(file, `${first}\nnonsense\n${second.slice(0, 9)}`);
    writeFileSync(join(folder, '7-0.0.cpuprofile'), `${first}\n`);
    expect(await tail.read()).toEqual([{thread: '7-0.events.jsonl', events: [started]}]);
    expect(await tail.read()).toEqual([]);
    appendFileSync(file, `${second.slice(9)}\n`);
    expect(await tail.read()).toEqual([{thread: '7-0.events.jsonl', events: [turn(5, 6)]}]);
    rmSync(folder, {recursive: true});
    expect(await tail.read()).toEqual([]);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
});
