import type {CpuProfile} from './formats/cpu-profile.ts';

/** A piece of time that a sample stands for. */
export interface SampledSpan {
  /** The node that ran: of garbage collection, the one that it interrupted. */
  readonly node: number;
  readonly t0: number;
  readonly t1: number;
  readonly isGarbageCollection: boolean;
}

/**
 * The busy time of a profile. A sample stands for the time before it: when a thread could not be interrupted, the sample that comes late is the one
 * of what held it. Garbage collection has no stack of its own and is given to the stack that it interrupted.
 */
export function busySpans({nodes, samples, times, startTime}: CpuProfile): SampledSpan[] {
  const spans: SampledSpan[] = [];
  let running = -1;
  let t0 = startTime;
  samples.forEach((sample, index) => {
    const t1 = Math.max(t0, times[index] ?? t0);
    const name = nodes[sample]?.functionName;
    const isGarbageCollection = name === '(garbage collector)';
    if (!isGarbageCollection) running = name === undefined || NOT_RUNNING.has(name) ? -1 : sample;
    if (running >= 0) spans.push({node: running, t0, t1, isGarbageCollection});
    t0 = t1;
  });
  return spans;
}

/** V8's names for what is no JavaScript: waiting, and the engine or the runtime at work outside of it. */
const NOT_RUNNING: ReadonlySet<string> = new Set(['(idle)', '(program)', '(root)']);
