import type {StallKind} from './run.ts';

/** What held the loop, in words. */
export const STALL_KINDS: Record<StallKind, string> = {
  task: 'one callback held the loop',
  turn: 'many callbacks in one turn of the loop',
  microtasks: 'continuations of promises',
  startup: 'start-up',
  'busy-period': 'busy; it may have been several turns',
  unknown: 'a long turn of the loop',
};

/** `a stall`, `3 stalls`. */
export function stallsCounted(count: number): string {
  return count === 1 ? 'a stall' : `${count} stalls`;
}
