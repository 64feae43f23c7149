import type {CpuProfile} from './formats/cpu-profile.ts';

/** A piece of time that a sample stands for. */
export interface SampledSpan {
  /** The node that ran: of garbage collection, the one that it interrupted. */
  readonly node: number;
  readonly t0: number;
  readonly t1: number;
  readonly isGarbageCollection: boolean;
}

export interface Interval {
  readonly t0: number;
  readonly t1: number;
}

/**
 * The busy time of a profile. A sample stands for the time before it: when a thread could not be interrupted, the sample that comes late is the one
 * of what held it. Garbage collection has no stack of its own and is given to the stack that it interrupted.
 */
export function busySpans(profile: CpuProfile): SampledSpan[] {
  const spans: SampledSpan[] = [];
  eachBusySpan(profile, (node, t0, t1, isGarbageCollection) => spans.push({node, t0, t1, isGarbageCollection}));
  return spans;
}

/** The same without a value for each: a long recording has millions. */
export function eachBusySpan(profile: CpuProfile, visit: (node: number, t0: number, t1: number, isGarbageCollection: boolean) => void): void {
  let running = -1;
  eachSample(profile, (node, doing, t0, t1) => {
    const isGarbageCollection = doing === Doing.collecting;
    if (!isGarbageCollection) running = doing === Doing.running ? node : -1;
    if (running >= 0) visit(running, t0, t1, isGarbageCollection);
  });
}

/** When the thread waited for something to do; neighbouring samples make one interval. */
export function idleIntervals(profiles: readonly CpuProfile[]): Interval[] {
  const intervals: {t0: number; t1: number}[] = [];
  for (const profile of profiles) {
    eachSample(profile, (_, doing, t0, t1) => {
      if (doing !== Doing.waiting) return;
      const last = intervals.at(-1);
      if (last?.t1 === t0) last.t1 = t1;
      else intervals.push({t0, t1});
    });
  }
  return intervals;
}

/** What lies between the waiting: in such a period the thread may have turned several times, or not at all. */
export function busyPeriods(profile: CpuProfile): Interval[] {
  const periods: {t0: number; t1: number}[] = [];
  eachSample(profile, (_, doing, t0, t1) => {
    if (doing === Doing.waiting) return;
    const last = periods.at(-1);
    if (last?.t1 === t0) last.t1 = t1;
    else periods.push({t0, t1});
  });
  return periods;
}

/** From the first to the last sample of each profile. */
export function sampledIntervals(profiles: readonly CpuProfile[]): Interval[] {
  return profiles.map(({startTime, times}) => ({t0: startTime, t1: times.at(-1) ?? startTime}));
}

/** How much of the intervals lies between two times. They are in order and do not overlap. */
export function overlap(intervals: readonly Interval[], t0: number, t1: number): number {
  return intervalsWithin(intervals, t0, t1).reduce((sum, interval) => sum + Math.min(t1, interval.t1) - Math.max(t0, interval.t0), 0);
}

/** Those of the intervals that have a part between two times. They are in order of their beginnings and of their ends. */
export function intervalsWithin<Kind extends Interval>(intervals: readonly Kind[], t0: number, t1: number): Kind[] {
  const first = firstIndex(intervals, interval => interval.t1 > t0);
  const end = firstIndex(intervals, interval => interval.t0 >= t1);
  return intervals.slice(first, Math.max(first, end));
}

/** Of values of which the last ones fulfil a condition, the index of the first that does. */
export function firstIndex<Value>(values: readonly Value[], fulfils: (value: Value) => boolean): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const value = values[middle];
    if (value !== undefined && fulfils(value)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** By its number, as a long recording asks it of each of its samples. */
function eachSample({nodes, samples, times, startTime}: CpuProfile, visit: (node: number, doing: number, t0: number, t1: number) => void): void {
  const doings = Uint8Array.from(nodes, ({functionName}) => DOINGS.get(functionName) ?? Doing.running);
  let t0 = startTime;
  for (let index = 0; index < samples.length; index++) {
    const node = samples[index] ?? -1;
    const t1 = Math.max(t0, times[index] ?? t0);
    visit(node, doings[node] ?? Doing.outside, t0, t1);
    t0 = t1;
  }
}

/** What a thread does. Outside of what the profile names, the engine or the runtime is at work. */
const Doing = {running: 0, waiting: 1, collecting: 2, outside: 3} as const;

/** V8's names for what is no JavaScript. */
const DOINGS: ReadonlyMap<string, number> = new Map([
  ['(idle)', Doing.waiting],
  ['(garbage collector)', Doing.collecting],
  ['(program)', Doing.outside],
  ['(root)', Doing.outside],
]);
