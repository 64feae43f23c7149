import {type ChildProcess, spawn} from 'node:child_process';
import type {ProcessExit} from '../profile/run.ts';
import {endStepByStep, type Ending} from './end-step-by-step.ts';
import {whyNotStarted} from './not-started.ts';
import {resolveCommand} from './resolve-command.ts';

/** How a command ended, or why it could not begin. */
export type Launched = {readonly ok: true; readonly pid: number; readonly exit: ProcessExit; /** Of a program that was there already, what it was started with. */ readonly command?: readonly string[]} | {readonly ok: false; readonly reason: string; readonly code: 126 | 127};

/** What ends a program from outside; all are passed on to it. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Who asks so many times wants it to end whatever the program makes of it. */
const INTERRUPTS_UNTIL_KILL = 3;

/** Runs a command with this process's own terminal, and waits for its end. No shell is involved: every word arrives as it is. */
export function launch(command: readonly [string, ...string[]], environment: NodeJS.ProcessEnv, watched: Ending): Promise<Launched> {
  const resolved = resolveCommand(command, environment);
  if (!resolved.ok) return Promise.resolve({ok: false, code: 126, reason: resolved.reason});
  const [program, ...args] = resolved.command;
  return new Promise(resolve => {
    const child = spawn(program, args, {stdio: 'inherit', env: environment});
    const stopPassing = passOnSignals(child, watched.stopped);
    const end = (launched: Launched) => {
      stopPassing();
      resolve(launched);
    };
    endStepByStep(child, watched);
    child.on('error', error => {
      if (child.pid === undefined) void whyNotStarted(program, error, environment).then(why => end({ok: false, ...why}));
    });
    child.on('exit', (code, signal) => end({ok: true, pid: child.pid ?? 0, exit: {code, signal}}));
  });
}

/** Returns what ends it. Once the program is being ended, the signals that come are those of its ending. */
function passOnSignals(child: ChildProcess, stopped: AbortSignal): () => void {
  let interrupts = 0;
  const passOn = (signal: NodeJS.Signals) => {
    if (stopped.aborted) return;
    if (signal === 'SIGINT' && ++interrupts >= INTERRUPTS_UNTIL_KILL) child.kill('SIGKILL');
    // A terminal has interrupted the program too; a second signal could make it give up its orderly end.
    else if (signal !== 'SIGINT' || !hasTerminal()) child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, passOn);
  return () => {
    for (const signal of SIGNALS) process.off(signal, passOn);
    // What was measured is still to be written when the terminal has been closed.
    process.on('SIGHUP', () => {});
  };
}

function hasTerminal(): boolean {
  return process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
}
