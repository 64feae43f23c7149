import {subscribe, unsubscribe} from 'node:diagnostics_channel';
import type {ServerResponse} from 'node:http';
import type {DurationsEvent} from '../../profile/agent-events.ts';
import {replaceMethod} from './before-calls.ts';
import {now} from './clock.ts';
import {guarded} from './own-failures.ts';

export interface RequestMeasuring {
  /** Of all requests so far; null where none has ended since it was last asked. */
  take(): DurationsEvent | null;
  stop(): void;
}

/** Durations below this are counted one by one; above, 32 kinds stand for each doubling. */
const EXACT_BELOW_US = 64;

/** To time a request takes about a fortieth of what answering a small one takes. So after so many, half as many are timed, evenly spaced, and stand for the others. */
const TIMED_AT_ONE_PACE = 200;

/** A request that is timed, for as many as were begun from one such to the next. */
interface Timed {
  readonly since: number;
  readonly weight: number;
}

/**
 * How long HTTP servers of this thread take from a request to the end of their response; what is never answered is not counted. All are counted, whether or not they are timed.
 * Node announces both moments, but a server that answers in 30 µs took a fortieth longer for being listened to. So only the first request is listened to; from then on
 * the two methods are wrapped that Node calls at these moments: which give the response its socket, and take it away.
 */
export function measureRequests(): RequestMeasuring {
  const began = new WeakMap<object, Timed>();
  const counts = new Map<number, number>();
  // Of the requests since the last time, and where none of these was timed, of those before.
  let weights = new Map<number, number>();
  let areTold = false;
  let t0 = 0;
  let t1 = 0;
  let untilTimed = 0;
  let finished = 0;
  let each = 1;
  let timed = 0;
  let underWay = 0;

  const begin = guarded((response: ServerResponse) => {
    // It was read while others of its connection were answered, nobody knows when: the next one is timed instead.
    if (response.req.complete) return;
    const since = now();
    t0 ||= since;
    underWay++;
    began.set(response, {since, weight: each});
    untilTimed = each;
    if (++timed < TIMED_AT_ONE_PACE) return;
    timed = 0;
    each *= 2;
  });

  const finish = guarded((response: ServerResponse) => {
    const request = began.get(response);
    if (!request) return;
    t1 = now();
    underWay--;
    if (areTold) weights = new Map();
    areTold = false;
    const kind = kindOf(t1 - request.since);
    weights.set(kind, (weights.get(kind) ?? 0) + request.weight);
    // What the table forgets, the garbage collector need not look at.
    began.delete(response);
  });

  const unwrapEach: (() => void)[] = [];
  const onFirst = guarded((message: unknown) => {
    unsubscribe(STARTED, onFirst);
    const prototype = commonPrototype((message as {readonly response: ServerResponse}).response);
    // Of most requests no more is done than this. Each replacement is written out, with the one argument that the method takes: so V8 compiles each into what calls it.
    unwrapEach.push(
      replaceMethod(prototype, 'assignSocket', assignSocket => function (socket) {
        if (--untilTimed <= 0) begin(this as ServerResponse);
        return assignSocket.call(this, socket);
      }),
      replaceMethod(prototype, 'detachSocket', detachSocket => function (socket) {
        finished++;
        if (underWay > 0) finish(this as ServerResponse);
        return detachSocket.call(this, socket);
      }),
    );
  });
  subscribe(STARTED, onFirst);
  return {
    take() {
      timed = 0;
      each = Math.max(1, each / 2);
      if (finished === 0 || weights.size === 0) return null;
      const sum = [...weights.values()].reduce((a, b) => a + b);
      for (const [kind, weight] of weights) counts.set(kind, (counts.get(kind) ?? 0) + (weight * finished) / sum);
      areTold = true;
      finished = 0;
      return {kind: 'durations', of: 'requests', counts: rounded([...counts].sort(([a], [b]) => a - b)), t0, t1};
    },
    stop() {
      unsubscribe(STARTED, onFirst);
      for (const unwrap of unwrapEach) unwrap();
    },
  };
}

const STARTED = 'http.server.request.start';

/** Whole counts, which add up to what the others do. */
function rounded(counts: readonly (readonly [kind: number, count: number])[]): [number, number][] {
  let sum = 0;
  return counts.map(([kind, count]) => {
    const before = Math.round(sum);
    sum += count;
    return [kind, Math.round(sum) - before];
  });
}

/** What all responses have in common, those of the program's own classes too. Node's module is not asked: to load it takes several milliseconds of a program that serves nothing. */
function commonPrototype(response: ServerResponse): ServerResponse {
  let common = response;
  for (let each = response; each; each = Object.getPrototypeOf(each) as ServerResponse) if (Object.hasOwn(each, 'detachSocket')) common = each;
  return common;
}

/** The lower bound of the kind that a duration belongs to. */
function kindOf(us: number): number {
  const step = 2 ** Math.max(0, Math.floor(Math.log2(Math.max(us, 1) / EXACT_BELOW_US)) + 1);
  return Math.floor(us / step) * step;
}
