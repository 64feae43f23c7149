import {performance} from 'node:perf_hooks';
import {clearInterval, setInterval, setTimeout} from 'node:timers';
import {startCallbackCounting, type CallbackCount} from './callback-counting.ts';
import {now, ownWork} from './clock.ts';
import {cpuTimeUs} from './cpu-clock.ts';
import type {EventLog} from './event-log.ts';
import {guarded} from './own-failures.ts';
import type {TurnEvent} from '../../profile/agent-events.ts';

export interface TurnTracing {
  readonly turns: number;
  readonly longestTurnUs: number;
  readonly busyUs: number;
  /** The turn that is under way, so far. */
  underWay(): TurnEvent;
  /** Closes the turn that is under way, after which no beat comes when the program ends in it. */
  close(): void;
  /** Leaves the loop as it was. */
  stop(): void;
}

const BEAT_MS = 10;

/** What is known of a turn: it began after `t0`, and has not ended before the last beat. */
interface Turn {
  readonly t0: number;
  /** The number that the runtime gives it. */
  readonly number: number;
  /** The CPU time at `t0`. */
  readonly cpuUs: number;
  /** What others probably took that ended between `t0` and its beginning: half of what they can have taken, if they computed as much as those before. */
  readonly othersUs: number;
  activeUs: number;
  counted: CallbackCount | null;
}

/**
 * Records turns of the loop that were busy for longer than `stallUs`: `onLongTurn` is told of each at its end, and of what is under way at each beat. A timer that
 * is not waited for (`unref`) comes at the end of a turn, every 10 ms; a turn that was under way when it was due ends with it. Hearing of each turn instead
 * took a twentieth of the time of a busy server.
 */
export function traceTurns(log: EventLog, {stallUs, isAttached}: {readonly stallUs: number; readonly isAttached: boolean}, onLongTurn: (turn: TurnEvent) => void): TurnTracing {
  const {nodeTiming} = performance;
  const counting = startCallbackCounting();
  const startedAt = now();
  let isStartUp = !isAttached;
  let lastAt = startedAt;
  let lastIdle = nodeTiming.idleTime;
  let lastOwn = ownWork.us;
  let lastCpuUs = cpuTimeUs();
  // How much of the time before the last beat was computed.
  let lastShare = 0;
  let lastNumber = numberOfTurns();
  let turn = turnSince(startedAt, lastNumber);
  let countedCpuUs = lastCpuUs;
  const tracing = {turns: 0, longestTurnUs: 0, busyUs: 0, underWay, close, stop};

  function turnSince(t0: number, number: number): Turn {
    return {t0, number, cpuUs: lastCpuUs, othersUs: number - lastNumber > 1 ? (BEAT_MS * 1000 * lastShare) / 2 : 0, activeUs: 0, counted: null};
  }

  function activeUntil(t1: number, idle: number): number {
    return Math.max(0, t1 - lastAt - (idle - lastIdle) * 1000 - (ownWork.us - lastOwn));
  }

  /** What is known of the turn by the last beat. */
  function eventOf(turn: Turn): TurnEvent {
    return {kind: 'turn', t0: turn.t0, t1: lastAt, activeUs: ownActiveUs(turn), cpuUs: lastCpuUs - turn.cpuUs, ...turn.counted};
  }

  function underWay(): TurnEvent {
    goOn();
    return {...eventOf(turn), isUnderWay: true};
  }

  function end(): void {
    const activeUs = ownActiveUs(turn);
    if (activeUs > tracing.longestTurnUs) tracing.longestTurnUs = activeUs;
    if (activeUs >= stallUs) onLongTurn(eventOf(turn));
  }

  /** The turn that is under way has not ended before now. */
  function goOn(): void {
    const t1 = now();
    const number = numberOfTurns();
    if (number !== turn.number) {
      end();
      turn = turnSince(lastAt, number);
      tracing.turns += number - lastNumber;
      lastNumber = number;
    }
    const idle = nodeTiming.idleTime;
    const activeUs = activeUntil(t1, idle);
    turn.activeUs += activeUs;
    tracing.busyUs += activeUs;
    const cpuUs = cpuTimeUs();
    lastShare = Math.min(1, (cpuUs - lastCpuUs) / Math.max(1, t1 - lastAt));
    lastCpuUs = cpuUs;
    lastAt = t1;
    lastIdle = idle;
    lastOwn = ownWork.us;
  }

  /** Not to be called from a callback of the program's, which would be taken for the agent's own. */
  function count(): void {
    turn.counted = together(turn.counted, counting?.read({t1: lastAt, cpuUs: lastCpuUs - countedCpuUs}) ?? null);
    countedCpuUs = lastCpuUs;
  }

  const beat = guarded(() => {
    goOn();
    count();
    if (isStartUp && !isMainStillRunning()) {
      isStartUp = false;
      end();
      log.append({kind: 'startup', t0: startedAt, t1: lastAt});
      turn = turnSince(lastAt, lastNumber);
    }
    // Whatever ends the program next, this much is known.
    if (ownActiveUs(turn) >= stallUs) onLongTurn({...eventOf(turn), isUnderWay: true});
  });

  function close(): void {
    goOn();
    count();
    end();
  }

  function stop(): void {
    clearInterval(beats);
    counting?.stop();
  }

  // The first timer of all is due before the loop's first turn: what ran until then is the main module.
  setTimeout(beat, 1).unref();
  const beats = setInterval(beat, BEAT_MS);
  beats.unref();
  return tracing;
}

/** Without what others probably took. */
function ownActiveUs({activeUs, othersUs}: Turn): number {
  return Math.max(0, activeUs - othersUs);
}

/** How many turns the loop of this thread has begun. */
function numberOfTurns(): number {
  const {uvMetricsInfo} = performance.nodeTiming as typeof performance.nodeTiming & {readonly uvMetricsInfo?: {readonly loopCount: number}};
  return uvMetricsInfo?.loopCount ?? ++beatsWithoutNumber;
}

/** An older runtime does not number its turns: each beat is taken for one then. */
let beatsWithoutNumber = 0;

function together(a: CallbackCount | null, b: CallbackCount | null): CallbackCount | null {
  if (!a || !b) return b ?? a;
  return {callbacks: a.callbacks + b.callbacks, longestUs: Math.max(a.longestUs, b.longestUs), callbacksUs: a.callbacksUs + b.callbacksUs};
}

/** While an ES module is the main one and has not ended, Node keeps a listener of this name, to warn of an `await` that never returns. */
function isMainStillRunning(): boolean {
  return process.listeners('exit').some(({name}) => name === 'handleProcessExit');
}
