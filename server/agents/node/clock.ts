/** Taken before the program can replace it with a fake. */
const {hrtime} = process;

/** Microseconds of the monotonic clock that V8 stamps its samples with. */
export function now(): number {
  // Two numbers take two thirds of what a `bigint` takes, and wrapped calls read the clock twice.
  const time = hrtime();
  return time[0] * 1e6 + time[1] / 1000;
}

/** What the agent itself took of the program's thread, so that it is not reported as the program's doing. */
export const ownWork = {us: 0};

/** Runs a piece of the agent's own work that may take long. */
export function asOwnWork(work: () => void): {readonly t0: number; readonly t1: number} {
  const t0 = now();
  try {
    work();
  } finally {
    ownWork.us += now() - t0;
  }
  return {t0, t1: t0 + (now() - t0)};
}
