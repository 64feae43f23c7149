import type {AgentEvent, DurationsEvent, StreamEvent} from './agent-events.ts';
import {pathOfUrl} from './file-paths.ts';
import {milliseconds} from './cost-tables.ts';
import type {Durations, RunMetrics, StreamMetrics, TaskMetrics} from './run.ts';

/** What threads tell of turns, requests, streams and tasks, added up over all of them; absent is what none of them told. */
export function serviceMetrics(threads: readonly (readonly AgentEvent[])[], runStart: number): Pick<RunMetrics, 'turns' | 'requests' | 'streams' | 'tasks'> {
  const turns = lastOf(threads, 'turns');
  const requests = lastOf(threads, 'requests');
  const streams = threads.flat().filter((event): event is StreamEvent => event.kind === 'stream');
  const tasks = tasksOverTime(threads, runStart);
  return {
    ...(turns.length > 0 && {turns: durations(turns)}),
    ...(requests.length > 0 && {requests: {...durations(requests), perSecond: perSecond(countOf(requests), Math.max(...requests.map(({t1}) => t1)) - Math.min(...requests.map(({t0}) => t0)))}}),
    ...(streams.length > 0 && {streams: streams.toSorted((a, b) => a.t1 - b.t1).map(stream => streamMetrics(stream, runStart))}),
    ...(tasks.length > 0 && {tasks: {peak: Math.max(...tasks.map(([, alive]) => alive)), overTime: tasks, createdAt: createdAt(threads)}}),
  };
}

/** A thread counts on: only the last of its counts is whole. */
function lastOf(threads: readonly (readonly AgentEvent[])[], of: DurationsEvent['of']): DurationsEvent[] {
  return threads.flatMap(events => events.findLast((event): event is DurationsEvent => event.kind === 'durations' && event.of === of) ?? []).filter(({counts}) => counts.some(([, count]) => count > 0));
}

function durations(tables: readonly DurationsEvent[]): Durations {
  const counts = new Map<number, number>();
  for (const [us, count] of tables.flatMap(table => table.counts)) counts.set(us, count + (counts.get(us) ?? 0));
  const histogram = [...counts].sort(([a], [b]) => a - b);
  const count = histogram.reduce((sum, [, each]) => sum + each, 0);
  const percentile = (percent: number) => {
    let passed = 0;
    return milliseconds(histogram.find(([, each]) => (passed += each) >= (count * percent) / 100)?.[0] ?? 0);
  };
  return {count, p50Ms: percentile(50), p95Ms: percentile(95), p99Ms: percentile(99), maxMs: percentile(100), histogram: histogram.map(([us, each]) => [milliseconds(us), each] as const)};
}

function countOf(tables: readonly DurationsEvent[]): number {
  return tables.flatMap(({counts}) => counts).reduce((sum, [, count]) => sum + count, 0);
}

function streamMetrics({url, line, t0, first, t1, chunks, bytes}: StreamEvent, runStart: number): StreamMetrics {
  return {
    file: pathOfUrl(url) ?? url,
    line,
    startMs: milliseconds(Math.max(0, t0 - runStart)),
    firstChunkMs: first === null ? null : milliseconds(first - t0),
    totalMs: milliseconds(t1 - t0),
    chunks,
    bytes,
    chunksPerSecond: perSecond(chunks, t1 - t0),
    bytesPerSecond: perSecond(bytes, t1 - t0),
  };
}

function perSecond(count: number, us: number): number {
  return us > 0 ? Math.round((count / us) * 1e9) / 1000 : 0;
}

function createdAt(threads: readonly (readonly AgentEvent[])[]): TaskMetrics['createdAt'] {
  const sites = threads.flatMap(events => events.findLast(event => event.kind === 'created')?.sites ?? []);
  return sites.flatMap(([url, line, name, , tasks]) => {
    const file = pathOfUrl(url);
    return file === null ? [] : [{file, line, function: name, tasks}];
  }).sort((a, b) => b.tasks - a.tasks);
}

/** Threads tell at times of their own: at each, what every one of them told last is added up. */
function tasksOverTime(threads: readonly (readonly AgentEvent[])[], runStart: number): (readonly [atMs: number, alive: number])[] {
  const told = threads.flatMap((events, thread) => events.flatMap(event => ((event.kind === 'tick' || event.kind === 'end') && event.tasks !== undefined ? [{thread, t: event.t, tasks: event.tasks}] : []))).sort((a, b) => a.t - b.t);
  const alive = new Map<number, number>();
  let sum = 0;
  return told.map(({thread, t, tasks}) => {
    sum += tasks - (alive.get(thread) ?? 0);
    alive.set(thread, tasks);
    return [milliseconds(Math.max(0, t - runStart)), sum] as const;
  });
}
