import {type ChildProcess, spawn} from 'node:child_process';

export interface Ending {
  /** Aborted when the program shall end. */
  readonly stopped: AbortSignal;
  /** What the program has started, as far as it is known. */
  readonly processes: ReadonlySet<number>;
}

/** As a person would in a terminal: ask, insist, and then no longer ask. */
const STEPS = ['SIGINT', 'SIGTERM', 'SIGKILL'] as const;
const PATIENCE_MS = 5000;

/** When it is asked for, ends a program and what it has started: so much time for an orderly end, then less and less choice. */
export function endStepByStep(child: ChildProcess, {stopped, processes}: Ending): void {
  let timer: NodeJS.Timeout | undefined;
  const takeStep = (step: number) => {
    const signal = STEPS[step];
    if (!signal) return;
    send(signal, child, processes);
    timer = setTimeout(() => takeStep(step + 1), PATIENCE_MS);
  };
  const start = () => takeStep(0);
  stopped.addEventListener('abort', start, {once: true});
  child.once('exit', () => {
    stopped.removeEventListener('abort', start);
    clearTimeout(timer);
  });
}

function send(signal: NodeJS.Signals, child: ChildProcess, processes: ReadonlySet<number>): void {
  if (process.platform === 'win32') return endOnWindows(child, signal);
  if (signal !== 'SIGKILL' && interruptGroup(signal)) return;
  child.kill(signal);
  if (signal === 'SIGKILL') for (const pid of processes) kill(pid);
}

/**
 * What a terminal does: the signal goes to the whole group of processes. Only where the group is our own, that is where we were started by a terminal or an
 * editor; a group that a script has made has others in it.
 */
function interruptGroup(signal: NodeJS.Signals): boolean {
  try {
    return process.kill(-process.pid, signal);
  } catch {
    return false;
  }
}

/** Windows knows no signals between processes: a program can only be ended, with all that it has started. */
function endOnWindows({pid}: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  const force = signal === 'SIGINT' ? [] : ['/F'];
  spawn('taskkill', ['/PID', String(pid), '/T', ...force], {stdio: 'ignore'}).on('error', () => {});
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
