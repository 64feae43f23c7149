let hasFailed = false;
let whenFailed: (error: unknown) => void = () => {};

/** What tells of the first failure, and takes the agent away. */
export function onFailure(tell: (error: unknown) => void): void {
  whenFailed = tell;
}

/**
 * For what the runtime or the program calls by itself. A failure of the agent's own is never the program's: it is told in the run, and the agent is
 * quiet from then on.
 */
export function guarded<Arguments extends unknown[]>(run: (...args: Arguments) => void): (...args: Arguments) => void {
  return (...args) => {
    if (hasFailed) return;
    try {
      run(...args);
    } catch (error) {
      fail(error);
    }
  };
}

function fail(error: unknown): void {
  // A program that is at the end of its stack leaves no room for the agent, which is no failure.
  if (hasFailed || (error instanceof RangeError && error.message.startsWith('Maximum call stack'))) return;
  hasFailed = true;
  try {
    whenFailed(error);
  } catch {
    // Nobody is left to tell.
  }
}
