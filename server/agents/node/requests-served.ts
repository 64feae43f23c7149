import {subscribe, unsubscribe} from 'node:diagnostics_channel';
import type {DurationsEvent} from '../../profile/agent-events.ts';
import {now} from './clock.ts';
import {guarded} from './own-failures.ts';

export interface RequestMeasuring {
  /** Of all requests so far; null where none has ended since it was last asked. */
  take(): DurationsEvent | null;
  stop(): void;
}

/** Durations below this are counted one by one; above, 32 kinds stand for each doubling. */
const EXACT_BELOW_US = 64;

/**
 * To time a request takes about a hundredth of what answering a small one takes: of very many, evenly spaced ones stand for the others. All are listened to, because to begin and to
 * end listening makes the runtime compile its server anew.
 */
const MOST_TIMED = 2000;

/**
 * How long HTTP servers of this thread take from a request to the end of their response, as Node announces both; what is never answered is not counted. All are
 * counted, whether or not they are timed.
 */
export function measureRequests(): RequestMeasuring {
  const began = new WeakMap<object, number>();
  const counts = new Map<number, number>();
  let t0 = 0;
  let t1 = 0;
  let begun = 0;
  let finished = 0;
  let durations: number[] = [];
  let durationsBefore: number[] = [];
  // One of so many is timed, by how many there were before.
  let each = 1;

  const onStart = guarded((message: unknown) => {
    if (begun++ % each !== 0) return;
    const response = responseOf(message);
    if (!response) return;
    const at = now();
    t0 ||= at;
    began.set(response, at);
  });

  const onFinish = guarded((message: unknown) => {
    finished++;
    const response = responseOf(message);
    const since = response ? began.get(response) : undefined;
    if (!response || since === undefined) return;
    t1 = now();
    durations.push(t1 - since);
    // What the table forgets, the garbage collector need not look at.
    began.delete(response);
  });

  subscribe(STARTED, onStart);
  subscribe(FINISHED, onFinish);
  return {
    take() {
      each = Math.ceil(begun / MOST_TIMED) || 1;
      begun = 0;
      // Of a few requests after very many it may be that none was timed.
      const timed = durations.length > 0 ? durations : durationsBefore;
      if (finished === 0 || timed.length === 0) return null;
      const weight = finished / timed.length;
      for (const kind of timed.map(kindOf)) counts.set(kind, (counts.get(kind) ?? 0) + weight);
      durationsBefore = timed;
      durations = [];
      finished = 0;
      return {kind: 'durations', of: 'requests', counts: rounded([...counts].sort(([a], [b]) => a - b)), t0, t1};
    },
    stop() {
      unsubscribe(STARTED, onStart);
      unsubscribe(FINISHED, onFinish);
    },
  };
}

const STARTED = 'http.server.request.start';
const FINISHED = 'http.server.response.finish';

/** Whole counts, which add up to what the others do. */
function rounded(counts: readonly (readonly [kind: number, count: number])[]): [number, number][] {
  let sum = 0;
  return counts.map(([kind, count]) => {
    const before = Math.round(sum);
    sum += count;
    return [kind, Math.round(sum) - before];
  });
}

function responseOf(message: unknown): object | null {
  const {response} = message as {response?: unknown};
  return typeof response === 'object' ? response : null;
}

/** The lower bound of the kind that a duration belongs to. */
function kindOf(us: number): number {
  const step = 2 ** Math.max(0, Math.floor(Math.log2(Math.max(us, 1) / EXACT_BELOW_US)) + 1);
  return Math.floor(us / step) * step;
}
