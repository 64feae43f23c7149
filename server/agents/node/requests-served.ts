import {subscribe, unsubscribe} from 'node:diagnostics_channel';
import type {DurationsEvent} from '../../profile/agent-events.ts';
import {now} from './clock.ts';
import {guarded} from './own-failures.ts';

export interface RequestMeasuring {
  /** Of all requests so far; null where none was measured since it was last asked. Then the next ones are measured, however many there were. */
  take(): DurationsEvent | null;
  stop(): void;
}

/** Durations below this are counted one by one; above, 32 kinds stand for each doubling. */
const EXACT_BELOW_US = 64;

/**
 * To hear of the beginning of a request takes about a thirtieth of what answering a small one takes: of very many, the first ones stand for those that follow.
 * To begin and to end listening makes the runtime compile its server anew, so that is done seldom.
 */
const MOST_AT_A_TIME = 2000;

/**
 * How long HTTP servers of this thread take from a request to the end of their response, as Node announces both; what is never answered is not counted. All are
 * counted, whether or not they are measured.
 */
export function measureRequests(): RequestMeasuring {
  const began = new WeakMap<object, number>();
  const counts = new Map<number, number>();
  let t0 = 0;
  let t1 = 0;
  let begun = 0;
  let unfinished = 0;
  let measured: number[] = [];
  let unmeasured = 0;

  const onStart = guarded((message: unknown) => {
    const response = responseOf(message);
    if (!response) return;
    began.set(response, now());
    unfinished++;
    if (++begun === MOST_AT_A_TIME) unsubscribe(STARTED, onStart);
  });

  const onFinish = guarded((message: unknown) => {
    const response = unfinished > 0 ? responseOf(message) : null;
    const since = response ? began.get(response) : undefined;
    t1 = now();
    t0 ||= since ?? t1;
    if (!response || since === undefined) {
      unmeasured++;
      return;
    }
    unfinished--;
    measured.push(t1 - since);
    // What the table forgets, the garbage collector need not look at.
    began.delete(response);
  });

  subscribe(STARTED, onStart);
  subscribe(FINISHED, onFinish);
  return {
    take() {
      if (begun >= MOST_AT_A_TIME) subscribe(STARTED, onStart);
      begun = 0;
      if (measured.length === 0) return null;
      const weight = (measured.length + unmeasured) / measured.length;
      for (const kind of measured.map(kindOf)) counts.set(kind, (counts.get(kind) ?? 0) + weight);
      measured = [];
      unmeasured = 0;
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
