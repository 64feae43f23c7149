import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import type {AgentEvent} from '../../server/profile/agent-events.ts';
import {serviceMetrics} from '../../server/profile/service-metrics.ts';
import {profiled, programs} from './profiled.ts';

test('requests to a server of Node are counted, with how long they take', async () => {
  const {run, stdout, stderr} = await profiled([process.execPath, join(programs, 'requests.cjs')]);
  const {count, slowMs} = JSON.parse(stdout) as {count: number; slowMs: number};
  const {requests} = run.metrics;
  expect(requests?.count).toBe(count);
  expect(requests?.p50Ms).toBeLessThan(50);
  // The client's clock sees the connection as well, and what a busy machine does meanwhile.
  expect(requests?.p95Ms).toBeGreaterThan(55);
  expect(requests?.p95Ms).toBeLessThan(slowMs * 1.5 + 20);
  expect(stderr).toContain(`Requests: ${count}`);
});

test('of very many requests all are counted', async () => {
  const {run, stdout} = await profiled([process.execPath, join(programs, 'requests.cjs'), '6000']);
  const {count} = JSON.parse(stdout) as {count: number};
  expect(run.metrics.requests?.count).toBe(count);
});

test('requests that were read while others of their connection were answered are counted, and stand for nothing shorter than those', async () => {
  const {run, stdout} = await profiled([process.execPath, join(programs, 'pipelined-requests.cjs')]);
  const {count, takesMs} = JSON.parse(stdout) as {count: number; takesMs: number};
  const {requests} = run.metrics;
  expect(requests?.count).toBe(count);
  expect(requests?.p50Ms).toBeGreaterThan(takesMs * 0.9);
});

describe('metrics of several threads', () => {
  const durations = (of: 'turns' | 'requests', counts: [number, number][], t1 = 1_000_000) => ({kind: 'durations', of, counts, t0: 0, t1}) as const;
  const tick = (t: number, tasks: number): AgentEvent => ({kind: 'tick', t, turns: 0, longestTurnUs: 0, busyUs: 0, tasks});

  test('only the last count of a thread is whole', () => {
    const {requests} = serviceMetrics([[durations('requests', [[1000, 5]]), durations('requests', [[1000, 98], [8000, 2]])], [durations('requests', [[2000, 100]], 2_000_000)]], 0);
    expect(requests).toEqual({count: 200, perSecond: 100, p50Ms: 2, p95Ms: 2, p99Ms: 2, maxMs: 8, histogram: [[1, 98], [2, 100], [8, 2]]});
  });

  test('tasks of all threads are added up at each time', () => {
    expect(serviceMetrics([[tick(1000, 2), tick(3000, 5)], [tick(2000, 10), tick(4000, 1)]], 0).tasks).toEqual({peak: 15, overTime: [[1, 2], [2, 12], [3, 15], [4, 6]], createdAt: []});
  });

  test('what nobody tells is absent', () => {
    expect(serviceMetrics([[], [durations('turns', [])]], 0)).toEqual({});
  });

  test('a stream of which nothing came has no first chunk and no pace', () => {
    expect(serviceMetrics([[{kind: 'stream', url: '/app/a.py', line: 3, t0: 5000, first: null, t1: 5000, chunks: 0, bytes: 0}]], 1000).streams).toEqual([
      {file: '/app/a.py', line: 3, startMs: 4, firstChunkMs: null, totalMs: 0, chunks: 0, bytes: 0, chunksPerSecond: 0, bytesPerSecond: 0},
    ]);
  });
});
