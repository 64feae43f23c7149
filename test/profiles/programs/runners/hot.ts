// Types above and between the code, which are not there when it runs: lines are right only if whatever takes them away is understood.
import {pbkdf2Sync} from 'node:crypto';

export interface Work {
  readonly ms: number;
  readonly label?: string;
}

type Sum = number;

/** Computes on one line for a while. */
export function compute({ms}: Work): Sum {
  let sum: Sum = 0;
  const until = performance.now() + ms;
  while (performance.now() < until) {
    for (let i = 0; i < 100_000; i++) sum += Math.sqrt(i * sum + 1); // @hot
  }
  return sum;
}

interface Hashing extends Work {
  readonly rounds: number;
}

/** Holds the thread in one call. */
export function hash({rounds}: Hashing): void {
  pbkdf2Sync('password', 'salt', rounds, 64, 'sha512'); // @hash
}

/** Does both and prints how long each took. */
export function work(): void {
  const start: number = performance.now();
  compute({ms: 250});
  const between: number = performance.now();
  hash({ms: 0, rounds: 250_000});
  process.stdout.write(`${JSON.stringify({hot: between - start, hash: performance.now() - between})}\n`);
}
