import {isMainThread} from 'node:worker_threads';

/** Signals that end a program which does not handle them. */
const DEADLY_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Windows' exit code of a program that was ended by Ctrl-C. */
const WINDOWS_INTERRUPTED = 0xc000013a;

/**
 * Calls `finish` once, whichever way the program ends, and lets it end as it would have: with its own exit code, or by the same signal.
 */
export function onEnding(finish: (how: {readonly code: number | null; readonly signal: string | null}) => void): void {
  let isFinished = false;
  const finishOnce = (code: number | null, signal: string | null) => {
    if (isFinished) return;
    isFinished = true;
    finish({code, signal});
  };
  process.on('exit', code => finishOnce(code, null));
  if (isMainThread) for (const signal of DEADLY_SIGNALS) finishOn(signal, finishOnce);
}

/**
 * Handles the signal only while the program itself does not: a handler of ours beside one of the program's could be counted by it and keep it
 * from ending. Leaves a tick later than the program's handler came, so that the runtime does not stop listening in between.
 */
function finishOn(signal: NodeJS.Signals, finishOnce: (code: number | null, signal: string) => void): void {
  const isAlone = () => process.listeners(signal).every(listener => listener === onSignal);
  function onSignal(): void {
    if (!isAlone()) return;
    finishOnce(null, signal);
    process.removeListener('removeListener', comeBack);
    process.removeListener(signal, onSignal);
    if (process.platform === 'win32') process.exit(WINDOWS_INTERRUPTED);
    process.kill(process.pid, signal);
  }
  function stepBack(event: string | symbol, listener: unknown): void {
    if (event !== signal || listener === onSignal) return;
    process.nextTick(() => {
      if (!isAlone()) process.removeListener(signal, onSignal);
    });
  }
  function comeBack(event: string | symbol, listener: unknown): void {
    if (event === signal && listener !== onSignal && process.listenerCount(signal) === 0) process.on(signal, onSignal);
  }
  process.on('newListener', stepBack);
  process.on('removeListener', comeBack);
  process.on(signal, onSignal);
}
