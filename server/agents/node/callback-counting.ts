import asyncHooks from 'node:async_hooks';
import {now} from './clock.ts';
import {guarded} from './own-failures.ts';

export interface CallbackCounting {
  /** Reads and resets the count so far, at `t1`, where the thread has computed for `cpuUs` since the last time; called from a callback of the agent's own. Null where none was made. */
  read(beat: {readonly t1: number; readonly cpuUs: number}): CallbackCount | null;
  stop(): void;
}

export interface CallbackCount {
  readonly callbacks: number;
  readonly longestUs: number;
  readonly callbacksUs: number;
}

/**
 * What counting takes of the thread for each callback, those within others too (Node calls what listens to callbacks from native code: 0.9 µs were measured), and how much of what the thread
 * computes it may take: where very many start, none are counted.
 */
const COUNTING_US = 1;
const LARGEST_SHARE = 0.01;

/**
 * For so long none are counted then, and each time that there are as many again before as much time has passed, for twice as long: to begin and to end counting makes the runtime
 * compile its loop anew, and load comes in bursts.
 */
const SHORTEST_PAUSE_US = 500_000;
const LONGEST_PAUSE_US = 8_000_000;

/** So many are counted in any case, to know how many there are. */
const FEW = 200;

/** A program that waits nearly all the time has few callbacks and computes little: what counting takes of its thread's whole time, waiting included, may be this much in any case. */
const SHARE_OF_WAITING = 0.001;

/**
 * Counts the callbacks that the loop starts, and takes their times. Only where the runtime can leave promises out of it: with them,
 * promise-heavy programs take several times as long.
 */
export function startCallbackCounting(): CallbackCounting | null {
  if (!canLeavePromisesOut()) return null;
  let depth = 0;
  let startedAt = 0;
  let isOwn = false;
  let isCounting = true;
  let since = 0;
  let pauseUs = SHORTEST_PAUSE_US;
  let callbacks = 0;
  let longestUs = 0;
  let callbacksUs = 0;
  let begunSince = 0;
  let cpuUsSince = 0;
  const options = {
    before: guarded(() => {
      begunSince++;
      if (depth++ > 0) return;
      startedAt = now();
      if (areTooMany(startedAt - since)) stepBack();
    }),
    after: guarded(() => {
      if (depth === 0) return;
      if (--depth > 0) return;
      if (isOwn) {
        isOwn = false;
        return;
      }
      const us = now() - startedAt;
      callbacks++;
      callbacksUs += us;
      if (us > longestUs) longestUs = us;
    }),
    trackPromises: false,
  };
  const hook = asyncHooks.createHook(options).enable();

  function count(isOn: boolean): void {
    isCounting = isOn;
    isOwn = false;
    depth = callbacks = longestUs = callbacksUs = 0;
    if (isOn) hook.enable();
    else hook.disable();
  }

  function areTooMany(us: number): boolean {
    return begunSince > FEW && begunSince * COUNTING_US > us * LARGEST_SHARE;
  }

  function stepBack(): void {
    count(false);
    pauseUs = Math.min(LONGEST_PAUSE_US, pauseUs * 2);
  }

  return {
    read({t1, cpuUs}) {
      if (t1 - since >= pauseUs) {
        since = t1;
        begunSince = cpuUsSince = 0;
        if (!isCounting) {
          count(true);
          return null;
        }
        pauseUs = SHORTEST_PAUSE_US;
      }
      if (!isCounting) return null;
      const counted = {callbacks, longestUs, callbacksUs};
      cpuUsSince += cpuUs;
      callbacks = longestUs = callbacksUs = 0;
      isOwn = depth > 0;
      if (areTooMany(Math.max(cpuUsSince, ((t1 - since) * SHARE_OF_WAITING) / LARGEST_SHARE))) stepBack();
      return counted;
    },
    stop: () => count(false),
  };
}

/**
 * A runtime that knows the option refuses what contradicts it. It is only asked, by a hook that is never enabled: once promises have been followed, V8 no
 * longer compiles what makes and awaits them into the code that does, for as long as the process runs.
 */
function canLeavePromisesOut(): boolean {
  const contradiction = {promiseResolve() {}, trackPromises: false};
  try {
    asyncHooks.createHook(contradiction);
    return false;
  } catch {
    return true;
  }
}
