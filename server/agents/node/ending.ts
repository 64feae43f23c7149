import {isMainThread} from 'node:worker_threads';
import {guarded} from './own-failures.ts';

/** Signals that end a program which does not handle them. */
const DEADLY_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Windows' exit code of a program that was ended by Ctrl-C. */
const WINDOWS_INTERRUPTED = 0xc000013a;

export interface Ending {
  /** Finishes now, while the program goes on. */
  finish(): void;
  /** Takes the handlers away. */
  forget(): void;
}

/**
 * Calls `finish` once, whichever way the program ends, and lets it end as it would have: with its own exit code, or by the same signal.
 */
export function onEnding(finish: (how: {readonly code: number | null; readonly signal: string | null}) => void): Ending {
  let isFinished = false;
  const finishOnce = guarded((code: number | null, signal: string | null) => {
    if (isFinished) return;
    isFinished = true;
    finish({code, signal});
  });
  const onExit = (code: number) => finishOnce(code, null);
  process.on('exit', onExit);
  const forgetSignals = isMainThread ? DEADLY_SIGNALS.map(signal => finishOn(signal, finishOnce)) : [];
  return {
    finish: () => finishOnce(null, null),
    forget() {
      process.removeListener('exit', onExit);
      for (const forget of forgetSignals) forget();
    },
  };
}

/**
 * Handles the signal only while the program itself does not: a handler of ours beside one of the program's could be counted by it and keep it
 * from ending. Leaves a tick later than the program's handler came, so that the runtime does not stop listening in between. Returns what takes it away.
 */
function finishOn(signal: NodeJS.Signals, finishOnce: (code: number | null, signal: string) => void): () => void {
  const isAlone = () => process.listeners(signal).every(listener => listener === onSignal);
  function onSignal(): void {
    if (!isAlone()) return;
    finishOnce(null, signal);
    forget();
    if (process.platform === 'win32') process.exit(WINDOWS_INTERRUPTED);
    process.kill(process.pid, signal);
  }
  const leave = guarded(() => {
    if (!isAlone()) process.removeListener(signal, onSignal);
  });
  const stepBack = guarded((event: string | symbol, listener: unknown) => {
    if (event === signal && listener !== onSignal) process.nextTick(leave);
  });
  const comeBack = guarded((event: string | symbol, listener: unknown) => {
    if (event === signal && listener !== onSignal && process.listenerCount(signal) === 0) process.on(signal, onSignal);
  });
  function forget(): void {
    process.removeListener('newListener', stepBack);
    process.removeListener('removeListener', comeBack);
    process.removeListener(signal, onSignal);
  }
  process.on('newListener', stepBack);
  process.on('removeListener', comeBack);
  process.on(signal, onSignal);
  return forget;
}
