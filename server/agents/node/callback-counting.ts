import asyncHooks from 'node:async_hooks';
import {now} from './clock.ts';

export interface CallbackCounting {
  /** Reads and resets the count; called from a callback of the agent's own. */
  read(): CallbackCount;
  stop(): void;
}

export interface CallbackCount {
  readonly callbacks: number;
  readonly longestUs: number;
  readonly callbacksUs: number;
}

/**
 * Counts the callbacks that the loop starts, and takes their times. Only where the runtime can leave promises out of it: with them,
 * promise-heavy programs take several times as long.
 */
export function startCallbackCounting(): CallbackCounting | null {
  if (!canLeavePromisesOut()) return null;
  let depth = 0;
  let startedAt = 0;
  let isOwn = false;
  let callbacks = 0;
  let longestUs = 0;
  let callbacksUs = 0;
  const options = {
    before() {
      if (depth++ === 0) startedAt = now();
    },
    after() {
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
    },
    trackPromises: false,
  };
  const hook = asyncHooks.createHook(options).enable();
  return {
    read() {
      isOwn = depth > 0;
      const count = {callbacks, longestUs, callbacksUs};
      callbacks = longestUs = callbacksUs = 0;
      return count;
    },
    stop: () => void hook.disable(),
  };
}

/** A runtime that does not know the option announces a promise. */
function canLeavePromisesOut(): boolean {
  let announced = false;
  const options = {
    init() {
      announced = true;
    },
    trackPromises: false,
  };
  const hook = asyncHooks.createHook(options);
  hook.enable();
  void Promise.resolve();
  hook.disable();
  return !announced;
}
