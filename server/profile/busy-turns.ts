import type {AgentEvent, TurnEvent} from './agent-events.ts';
import type {CpuProfile} from './formats/cpu-profile.ts';
import {idleIntervals, overlap, sampledIntervals} from './sampled-time.ts';

/** A span in which a thread's loop did not wait. */
export interface BusyTurn extends Pick<TurnEvent, 'callbacks' | 'longestUs' | 'callbacksUs' | 'mayBeSeveral'> {
  readonly isStartUp: boolean;
  readonly t0: number;
  readonly t1: number;
  readonly activeUs: number;
}

/** A main module that waits so long at its top level is a program that runs, no longer one that starts. */
const LONG_WAIT_US = 50_000;

/** A turn of which samples show less than this is taken for busy only as far as measured calls say so. */
const MOSTLY_SAMPLED = 0.9;

/**
 * The start-up and the turns that were busy for at least `shortestUs`. What the runtime says of its idle time is a lower bound: a sampler's signals interrupt
 * the wait, and only what follows the last of them is counted. What the samples show as waiting is therefore taken off as well.
 */
export function busyTurns(events: readonly AgentEvent[], profiles: readonly CpuProfile[], shortestUs: number): BusyTurn[] {
  const idle = idleIntervals(profiles);
  const sampled = sampledIntervals(profiles);
  const blocked = events.filter(event => event.kind === 'block');
  const start = events.find(event => event.kind === 'start')?.t ?? 0;
  const mainEnd = events.find(event => event.kind === 'startup')?.t1 ?? Infinity;
  const firstWait = idle.find(({t0, t1}) => t0 > start && t1 - t0 >= LONG_WAIT_US)?.t0 ?? Infinity;
  const startUpEnd = Math.min(mainEnd, firstWait);
  const agentWork = events.filter(event => event.kind === 'chunk');

  function activeBetween(t0: number, t1: number, most: number): number {
    if (overlap(sampled, t0, t1) < (t1 - t0) * MOSTLY_SAMPLED) return Math.min(most, overlap(blocked, t0, t1));
    return Math.max(0, Math.min(most, t1 - t0 - overlap(idle, t0, t1) - overlap(agentWork, t0, t1)));
  }

  // Of a turn that was told of while it was under way, the last is all that is known.
  const told = new Map(events.filter(event => event.kind === 'turn').map(event => [event.t0, event]));
  const turns: BusyTurn[] = [...told.values()].flatMap(event => {
    if (event.t1 <= startUpEnd) return [];
    const t0 = Math.max(event.t0, startUpEnd);
    return [{...event, t0, isStartUp: false, activeUs: activeBetween(t0, event.t1, event.activeUs)}];
  });
  if (startUpEnd < Infinity) turns.unshift({isStartUp: true, t0: start, t1: startUpEnd, activeUs: activeBetween(start, startUpEnd, startUpEnd - start)});
  return turns.filter(({activeUs}) => activeUs >= shortestUs);
}

/** How long a thread did not wait, as far as it was sampled. */
export function busyTime(profiles: readonly CpuProfile[]): number {
  return sampledIntervals(profiles).reduce((sum, {t0, t1}) => sum + t1 - t0, 0) - idleIntervals(profiles).reduce((sum, {t0, t1}) => sum + t1 - t0, 0);
}
