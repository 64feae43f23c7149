const {threadCpuUsage, cpuUsage} = process as typeof process & {threadCpuUsage?: typeof process.cpuUsage};
const usage = (threadCpuUsage ?? cpuUsage).bind(process);

/** The CPU time of the thread so far, or where the runtime cannot tell of the process, in microseconds. It takes a call of the system. */
export function cpuTimeUs(): number {
  const {user, system} = usage();
  return user + system;
}
