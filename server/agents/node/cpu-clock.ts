/** So seldom the clock is read while turns are short: reading it takes a call of the system. */
const READ_EVERY_US = 20_000;

export interface CpuClock {
  /** The CPU time of the thread, or where the runtime cannot tell of the process, in microseconds since it was last read. */
  sinceReading(): number;
  /** A turn of the loop ended at a time of the monotonic clock. */
  readAt(t: number): void;
}

/** Bounds what a turn has computed by the CPU time that has passed since a turn that ended before it. */
export function startCpuClock(): CpuClock {
  const {threadCpuUsage, cpuUsage} = process as typeof process & {threadCpuUsage?: typeof process.cpuUsage};
  const read = () => {
    const {user, system} = (threadCpuUsage ?? cpuUsage).call(process);
    return user + system;
  };
  let last = read();
  let lastAt = 0;
  return {
    sinceReading: () => read() - last,
    readAt(t) {
      if (t - lastAt < READ_EVERY_US) return;
      last = read();
      lastAt = t;
    },
  };
}
