import {pathOfUrl} from '../file-paths.ts';
import type {SampledThread} from './sampled-threads.ts';
import {pathTo} from './stack-weights.ts';

/** Spans of calls, as samples show them, in the trace format that Perfetto and `chrome://tracing` open. */
export function writeChromeTrace(threads: readonly SampledThread[]): string {
  const events: object[] = [];
  for (const {pid, tid, profile} of threads) {
    const {nodes, samples, times, startTime} = profile;
    events.push({ph: 'M', name: 'thread_name', pid, tid, args: {name: tid === 0 ? 'main thread' : `worker thread ${tid}`}});
    let open: {readonly node: number; readonly ts: number}[] = [];
    let last = startTime;
    const close = (from: number, end: number) => {
      for (const {node, ts} of open.slice(from).reverse()) {
        const {url = '', line = 0, functionName = ''} = nodes[node] ?? {};
        const file = pathOfUrl(url);
        events.push({ph: 'X', cat: 'function', name: functionName || '(anonymous)', pid, tid, ts, dur: end - ts, ...(file !== null && {args: {file, line}})});
      }
      open = open.slice(0, from);
    };
    samples.forEach((sample, index) => {
      const path = nodes[sample]?.functionName === '(idle)' ? [] : pathTo(nodes, sample);
      let shared = 0;
      while (shared < path.length && open[shared]?.node === path[shared]) shared++;
      close(shared, last);
      // A sample stands for the time before it.
      for (const node of path.slice(shared)) open.push({node, ts: last});
      last = Math.max(last, times[index] ?? last);
    });
    close(0, last);
  }
  return JSON.stringify({traceEvents: events, displayTimeUnit: 'ms'});
}
