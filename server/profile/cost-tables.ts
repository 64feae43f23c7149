import type {AgentEvent} from './agent-events.ts';
import {pathOfUrl} from './file-paths.ts';
import type {FunctionCost, LineCost, Precision, ReachedBlocks} from './run.ts';
import {accountableFrame, type FunctionPlace, type LineShare} from './stacks.ts';
import type {SpentTime} from './thread-time.ts';

interface BlockSums {
  us: number;
  calls: number;
  longestUs: number;
  /** Whether samples told of some of the calls. */
  areSampled: boolean;
}

interface Awaited {
  readonly us: number;
  readonly count: number;
  readonly peak: number;
}

interface LineSums {
  readonly file: string;
  readonly line: number;
  selfUs: number;
  totalUs: number;
  readonly blocks: BlockSums;
  /** Of calls in what the line calls. */
  readonly reached: BlockSums;
  gcUs: number;
  /** Null where no coroutine waited. */
  awaited: Awaited | null;
  /** Null where nobody looked. */
  heldBytes: number | null;
  /** How much of the time is known how well. */
  readonly known: Map<Precision, number>;
}

/** Adds up what lines and functions cost, over all threads of a run. */
export class CostTables {
  readonly #lines = new Map<string, LineSums>();
  readonly #functions = new Map<string, {readonly place: FunctionPlace; selfUs: number; totalUs: number}>();

  add(spent: SpentTime): void {
    const {stack, us} = spent;
    const [innermost] = stack.frames;
    if (!innermost) return;
    for (const place of distinct(stack.frames.map(frame => frame.function), functionKey)) this.#function(place).totalUs += us;
    if (stack.runsItself) {
      this.#function(innermost.function).selfUs += us;
      for (const share of innermost.lines) this.#addSelf(share, us * share.share, spent.isGarbageCollection);
    }
    if (stack.waits) this.#addBlocked(spent);
    this.#addTotals(spent);
  }

  /** What one thread tells of its lines beside samples: how long coroutines waited there, and what memory is held. */
  addTold(events: readonly AgentEvent[]): void {
    for (const [url, line, , , us, count, peak] of events.findLast(event => event.kind === 'awaits')?.lines ?? []) {
      const sums = this.#lineOf(url, line);
      const before = sums?.awaited ?? {us: 0, count: 0, peak: 0};
      // The peaks of two threads need not have been at once.
      if (sums) sums.awaited = {us: before.us + us, count: before.count + count, peak: Math.max(before.peak, peak)};
    }
    for (const [url, line, bytes] of events.findLast(event => event.kind === 'memory')?.lines ?? []) {
      const sums = this.#lineOf(url, line);
      if (sums) sums.heldBytes = (sums.heldBytes ?? 0) + bytes;
    }
  }

  #lineOf(url: string, line: number): LineSums | null {
    const file = pathOfUrl(url);
    return file === null ? null : this.#line({file, line});
  }

  #addSelf(share: LineShare, us: number, isGarbageCollection: boolean): void {
    const line = this.#line(share);
    line.selfUs += us;
    if (isGarbageCollection) line.gcUs += us;
  }

  /** The call is charged to one line; those that led there have reached it. */
  #addBlocked({stack, us, block, stretches: calls = 1, longestUs = us}: SpentTime): void {
    const blocked: BlockSums = {us, calls, longestUs, areSampled: block === undefined};
    const accountable = accountableFrame(stack);
    const own = accountable?.lines[0];
    if (!accountable || !own) return;
    addBlocks(this.#line(own).blocks, blocked);
    const callers = stack.frames.slice(stack.frames.indexOf(accountable) + 1).flatMap(frame => (frame.lines.length === 1 ? frame.lines : []));
    for (const caller of distinct(callers, lineKey)) if (lineKey(caller) !== lineKey(own)) addBlocks(this.#line(caller).reached, blocked);
  }

  /** A line that is on the stack several times has the time once, and a share of it only where it is not on it for certain. */
  #addTotals({stack, us}: SpentTime): void {
    const shares = new Map<string, LineShare>();
    for (const share of stack.frames.flatMap(frame => frame.lines)) {
      const key = lineKey(share);
      if ((shares.get(key)?.share ?? 0) < share.share) shares.set(key, share);
    }
    for (const share of shares.values()) {
      const line = this.#line(share);
      const part = us * share.share;
      line.totalUs += part;
      line.known.set(share.precision, (line.known.get(share.precision) ?? 0) + part);
    }
  }

  #line({file, line}: Pick<LineShare, 'file' | 'line'>): LineSums {
    return existingOr(this.#lines, lineKey({file, line}), () => ({file, line, selfUs: 0, totalUs: 0, blocks: noBlocks(), reached: noBlocks(), gcUs: 0, awaited: null, heldBytes: null, known: new Map<Precision, number>()}));
  }

  #function(place: FunctionPlace) {
    return existingOr(this.#functions, functionKey(place), () => ({place, selfUs: 0, totalUs: 0}));
  }

  /** The most expensive first. */
  lines(): LineCost[] {
    return [...this.#lines.values()]
      .map(({file, line, selfUs, totalUs, blocks, reached, gcUs, awaited, heldBytes, known}) => ({
        file,
        line,
        selfMs: milliseconds(selfUs),
        totalMs: milliseconds(totalUs),
        blockedMs: milliseconds(blocks.us),
        blockCalls: blocks.calls,
        ...(blocks.areSampled && {mayBeMoreCalls: true as const}),
        ...(blocks.calls > 0 && {blockMaxMs: milliseconds(blocks.longestUs)}),
        ...(reached.calls > 0 && {reached: reachedBlocks(reached)}),
        gcMs: milliseconds(gcUs),
        ...(awaited && {awaitMs: milliseconds(awaited.us), awaitCount: awaited.count, awaitPeak: awaited.peak}),
        ...(heldBytes !== null && {heldBytes}),
        precision: [...known].reduce<readonly [Precision, number]>((most, next) => (next[1] > most[1] ? next : most), ['sampled', 0])[0],
      }))
      .sort((a, b) => b.blockedMs + b.selfMs - (a.blockedMs + a.selfMs) || b.totalMs - a.totalMs);
  }

  functions(): FunctionCost[] {
    return [...this.#functions.values()]
      .map(({place: {file, line, name}, selfUs, totalUs}) => ({file, line, name, selfMs: milliseconds(selfUs), totalMs: milliseconds(totalUs)}))
      .sort((a, b) => b.selfMs - a.selfMs || b.totalMs - a.totalMs);
  }
}

function noBlocks(): BlockSums {
  return {us: 0, calls: 0, longestUs: 0, areSampled: false};
}

function addBlocks(sums: BlockSums, {us, calls, longestUs, areSampled}: BlockSums): void {
  sums.us += us;
  sums.calls += calls;
  sums.longestUs = Math.max(sums.longestUs, longestUs);
  sums.areSampled ||= areSampled;
}

function reachedBlocks({us, calls, longestUs, areSampled}: BlockSums): ReachedBlocks {
  return {blockedMs: milliseconds(us), blockCalls: calls, ...(areSampled && {mayBeMoreCalls: true as const}), blockMaxMs: milliseconds(longestUs)};
}

/** To the microsecond: more digits would promise what no clock keeps. */
export function milliseconds(us: number): number {
  return Math.round(us) / 1000;
}

function lineKey({file, line}: {readonly file: string; readonly line: number}): string {
  return `${line} ${file}`;
}

function functionKey({file, line, name}: FunctionPlace): string {
  return `${line} ${name} ${file}`;
}

function distinct<Value>(values: readonly Value[], keyOf: (value: Value) => string): Value[] {
  return [...new Map(values.map(value => [keyOf(value), value])).values()];
}

function existingOr<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = create()));
  return value;
}
