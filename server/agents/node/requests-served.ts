import {subscribe, unsubscribe} from 'node:diagnostics_channel';
import type {DurationsEvent} from '../../profile/agent-events.ts';
import {now} from './clock.ts';

export interface RequestMeasuring {
  /** Of all requests so far; null where there were none since it was last asked. */
  take(): DurationsEvent | null;
  stop(): void;
}

/** Durations below this are counted one by one; above, 32 kinds stand for each doubling. */
const EXACT_BELOW_US = 64;

/** How long HTTP servers of this thread take from a request to the end of their response, as Node announces both; what is never answered is not counted. */
export function measureRequests(): RequestMeasuring {
  const began = new WeakMap<object, number>();
  const counts = new Map<number, number>();
  let t0 = 0;
  let t1 = 0;
  let isNew = false;
  const onStart = (message: unknown) => {
    const response = responseOf(message);
    if (response) began.set(response, now());
  };
  const onFinish = (message: unknown) => {
    const response = responseOf(message);
    const since = response && began.get(response);
    if (since === undefined || since === null) return;
    t1 = now();
    t0 ||= since;
    isNew = true;
    const kind = kindOf(t1 - since);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  };
  subscribe('http.server.request.start', onStart);
  subscribe('http.server.response.finish', onFinish);
  return {
    take() {
      if (!isNew) return null;
      isNew = false;
      return {kind: 'durations', of: 'requests', counts: [...counts].sort(([a], [b]) => a - b), t0, t1};
    },
    stop() {
      unsubscribe('http.server.request.start', onStart);
      unsubscribe('http.server.response.finish', onFinish);
    },
  };
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
