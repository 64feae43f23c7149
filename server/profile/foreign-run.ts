import {CostTables, milliseconds} from './cost-tables.ts';
import type {CpuProfile} from './formats/cpu-profile.ts';
import type {FunctionCost, Run, RunMessage, RunProcess, Stall} from './run.ts';
import {busyTime, type BusyTurn} from './busy-turns.ts';
import {busyPeriods, eachBusySpan, firstIndex, type Interval, sampledIntervals} from './sampled-time.ts';
import type {Sources} from './analyse-run.ts';
import {sourcePositions} from './source-positions.ts';
import {stacksOf, type Stacks} from './stacks.ts';
import {stallOf} from './stalls.ts';
import type {TimePiece} from './thread-time.ts';

/** What another tool has written, in our terms; each format fills what it knows. */
export interface ForeignProfile {
  /** What the file is, for a person. */
  readonly format: string;
  readonly runtime: RunProcess['runtime'];
  /** Whether its samples are in the order of time, with the waiting between them: else nobody knows when a thread was busy without a break. */
  readonly showsWaiting: boolean;
  readonly threads: readonly ForeignThread[];
  /** Of tools that add calls up and take no samples. */
  readonly functions?: readonly FunctionCost[];
  /** How long they ran together. */
  readonly wallMs?: number;
  /** Of logs that name them; the process is the first. */
  readonly stalls?: readonly Stall[];
  readonly messages?: readonly RunMessage[];
}

export interface ForeignThread {
  readonly pid: number;
  readonly tid: number;
  readonly profile: CpuProfile;
}

export interface AnalysedForeign {
  readonly run: Run;
  /** When the first sample was taken, on the clock of the profile, in microseconds. */
  readonly start: number;
  readonly timelines: readonly ForeignTimeline[];
}

/** What a thread spent its time on; a long recording has too many pieces to hold them all. */
export interface ForeignTimeline {
  /** Index into the run's processes. */
  readonly process: number;
  /** Added up by stack. */
  readonly spent: readonly TimePiece[];
  /** In the order of time. */
  each(visit: (piece: Pick<TimePiece, 't0' | 't1' | 'stack' | 'isGarbageCollection'>) => void): void;
}

/** A busy period shorter than this is not worth a line. */
const SHORTEST_STALL_US = 50_000;

/** Of a recording of hours nobody looks at more; the metrics count all of them. */
const MOST_PERIODS = 500;

/**
 * The run behind a profile of another tool. Without an agent nothing is measured: lines come from samples and from the syntax tree, and what looks like a stall
 * is a busy period, in which the loop may have turned. Where a tool leaves waiting out, even these are not known.
 */
export function analyseForeign(foreign: ForeignProfile, path: string, {readText, readOutline}: Sources): AnalysedForeign {
  const tables = new CostTables();
  const stalls: Stall[] = [...(foreign.stalls ?? [])];
  const profiles = foreign.threads.map(({profile}) => profile);
  const extents = sampledIntervals(profiles);
  const start = extents.reduce((first, {t0}) => Math.min(first, t0), Infinity);
  const end = extents.reduce((last, {t1}) => Math.max(last, t1), -Infinity);
  const durations = stalls.map(({durationMs}) => durationMs);
  const timelines: ForeignTimeline[] = [];
  let gcUs = 0;
  foreign.threads.forEach(({profile}, process) => {
    const positions = sourcePositions([], readText);
    const stacks = stacksOf([profile], {positions, readOutline, agentFile: ''});
    const all = foreign.showsWaiting ? longPeriods(profile) : [];
    for (const {t0, t1} of all) durations.push(milliseconds(t1 - t0));
    const periods = longest(all);
    const {total, within} = spentByNode(profile, periods);
    const spent = piecesOf(total, profile, stacks, {t0: start, t1: end});
    timelines.push({process, spent, each: visit => eachStackedSpan(profile, stacks, visit)});
    for (const piece of spent) {
      tables.add(piece);
      if (piece.isGarbageCollection) gcUs += piece.us;
    }
    periods.forEach((period, index) => stalls.push({...stallOf(asTurn(period), piecesOf(within[index] ?? new Map(), profile, stacks, period), {process, runStart: start}), kind: 'busy-period'}));
  });
  const run: Run = {
    version: 1,
    command: [path],
    wallMs: foreign.wallMs ?? (extents.length === 0 ? 0 : milliseconds(end - start)),
    processes: processesOf(foreign),
    stalls: stalls.sort((a, b) => a.startMs - b.startMs),
    lines: tables.lines(),
    functions: [...tables.functions(), ...(foreign.functions ?? [])],
    files: [],
    metrics: {
      stalls: durations.length,
      stallMs: milliseconds(durations.reduce((sum, ms) => sum + ms, 0) * 1000),
      longestStallMs: durations.reduce((longest, ms) => Math.max(longest, ms), 0),
      busyMs: milliseconds(busyTime(profiles)),
      cpuMs: 0,
      gcMs: milliseconds(gcUs),
    },
    ...(foreign.messages && {messages: foreign.messages}),
  };
  return {run, start: extents.length === 0 ? 0 : start, timelines};
}

function eachStackedSpan(profile: CpuProfile, stacks: Stacks, visit: Parameters<ForeignTimeline['each']>[0]): void {
  let [last, stack] = [-1, stacks.ofNode(profile, -1)];
  eachBusySpan(profile, (node, t0, t1, isGarbageCollection) => {
    // A thread stays for some samples where it is.
    if (node !== last) [last, stack] = [node, stacks.ofNode(profile, node)];
    visit({t0, t1, stack, isGarbageCollection});
  });
}

function processesOf({threads, runtime}: ForeignProfile): RunProcess[] {
  const named = threads.length > 0 ? threads : [{pid: 0, tid: 0}];
  return named.map(({pid, tid}) => ({pid, tid, runtime, role: 'user', exit: {code: null, signal: null}}));
}

function longPeriods(profile: CpuProfile): Interval[] {
  return busyPeriods(profile).filter(({t0, t1}) => t1 - t0 >= SHORTEST_STALL_US);
}

/** In the order of time. */
function longest(periods: readonly Interval[]): Interval[] {
  const length = ({t0, t1}: Interval) => t1 - t0;
  return periods.toSorted((a, b) => length(b) - length(a)).slice(0, MOST_PERIODS).sort((a, b) => a.t0 - b.t0);
}

function asTurn({t0, t1}: Interval): BusyTurn {
  return {isStartUp: false, t0, t1, activeUs: t1 - t0};
}

/** By node, and of garbage collection by the node that it interrupted. */
type NodeTimes = Map<number, {runningUs: number; collectingUs: number}>;

/** In one pass: a long recording has many samples of few stacks. */
function spentByNode(profile: CpuProfile, periods: readonly Interval[]): {readonly total: NodeTimes; readonly within: readonly NodeTimes[]} {
  const total: NodeTimes = new Map();
  const within = periods.map((): NodeTimes => new Map());
  eachBusySpan(profile, (node, t0, t1, isGarbageCollection) => {
    add(total, node, t1 - t0, isGarbageCollection);
    const index = firstIndex(periods, period => period.t1 >= t1);
    const period = periods[index];
    const times = within[index];
    if (period && times && period.t0 <= t0) add(times, node, t1 - t0, isGarbageCollection);
  });
  return {total, within};
}

function add(times: NodeTimes, node: number, us: number, isGarbageCollection: boolean): void {
  let time = times.get(node);
  if (!time) times.set(node, (time = {runningUs: 0, collectingUs: 0}));
  if (isGarbageCollection) time.collectingUs += us;
  else time.runningUs += us;
}

function piecesOf(times: NodeTimes, profile: CpuProfile, stacks: Stacks, {t0, t1}: Interval): TimePiece[] {
  return Array.from(times, ([node, {runningUs, collectingUs}]) => {
    const stack = stacks.ofNode(profile, node);
    return [{t0, t1, us: runningUs, stack, isGarbageCollection: false}, {t0, t1, us: collectingUs, stack, isGarbageCollection: true}];
  }).flat().filter(({us}) => us > 0);
}
