import {performance} from 'node:perf_hooks';
import {setImmediate, setTimeout} from 'node:timers';
import {startCallbackCounting} from './callback-counting.ts';
import {now, ownWork} from './clock.ts';
import {startCpuClock} from './cpu-clock.ts';
import type {EventLog} from './event-log.ts';
import {guarded} from './own-failures.ts';
import type {TurnEvent} from '../../profile/agent-events.ts';

export interface TurnTracing {
  readonly turns: number;
  readonly longestTurnUs: number;
  readonly busyUs: number;
  /** The turn that is under way, so far. */
  underWay(): TurnEvent;
  /** Closes the turn that is under way, which never reaches the check phase when the program ends in it. */
  close(): void;
  /** Leaves the loop as it was. */
  stop(): void;
}

/**
 * Records turns of the loop that were busy for longer than `stallUs`. An immediate that is not awaited for (`unref`) and sets itself again runs once a
 * turn, and neither keeps the program alive nor its loop awake.
 */
export function traceTurns(log: EventLog, {stallUs, isAttached}: {readonly stallUs: number; readonly isAttached: boolean}, onLongTurn: (turn: TurnEvent) => void): TurnTracing {
  const {nodeTiming} = performance;
  const counting = startCallbackCounting();
  const cpu = startCpuClock();
  let isStartUp = !isAttached;
  let isStopped = false;
  const startedAt = now();
  let lastAt = startedAt;
  let lastIdle = nodeTiming.idleTime;
  let lastOwn = ownWork.us;
  const tracing = {turns: 0, longestTurnUs: 0, busyUs: 0, underWay, close: endTurn, stop};

  function activeUntil(t1: number, idle: number): number {
    return Math.max(0, t1 - lastAt - (idle - lastIdle) * 1000 - (ownWork.us - lastOwn));
  }

  function underWay(): TurnEvent {
    const t1 = now();
    return {kind: 'turn', t0: lastAt, t1, activeUs: activeUntil(t1, nodeTiming.idleTime), cpuUs: cpu.sinceReading(), isUnderWay: true};
  }

  function endTurn(): void {
    const t1 = now();
    // Idle time is read in every turn: read in long ones only, it would take the waiting of all the short ones before from them.
    const idle = nodeTiming.idleTime;
    const activeUs = activeUntil(t1, idle);
    const counted = counting?.read({t1, busyUs: activeUs});
    tracing.busyUs += activeUs;
    tracing.turns++;
    if (activeUs > tracing.longestTurnUs) tracing.longestTurnUs = activeUs;
    if (activeUs >= stallUs) onLongTurn({kind: 'turn', t0: lastAt, t1, activeUs, cpuUs: cpu.sinceReading(), ...counted});
    cpu.readAt(t1);
    if (isStartUp && !isMainStillRunning()) {
      isStartUp = false;
      log.append({kind: 'startup', t0: startedAt, t1});
    }
    lastAt = t1;
    lastIdle = idle;
    lastOwn = ownWork.us;
  }

  const turn = guarded(() => {
    if (isStopped) return;
    endTurn();
    setImmediate(turn).unref();
  });

  function stop(): void {
    isStopped = true;
    counting?.stop();
  }

  // The first timer of all is due before the loop's first turn: what ran until then is the main module.
  setTimeout(guarded(endTurn), 1).unref();
  setImmediate(turn).unref();
  return tracing;
}

/** While an ES module is the main one and has not ended, Node keeps a listener of this name, to warn of an `await` that never returns. */
function isMainStillRunning(): boolean {
  return process.listeners('exit').some(({name}) => name === 'handleProcessExit');
}
