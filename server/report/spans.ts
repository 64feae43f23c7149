import {isUserFile} from '../profile/file-paths.ts';
import type {FunctionPlace, Stack} from '../profile/stacks.ts';
import type {TimePiece} from '../profile/thread-time.ts';
import type {SpanColumns, TreeColumns, ViewFrame} from './view-data.ts';

/** As many spans as a browser draws without a pause. */
const MOST_SPANS = 60_000;

/** What is below this part of the busy time cannot be seen. */
const SMALLEST_SHARE = 0.0005;

/** Gives each function of a process one index. */
export class FrameTable {
  readonly #indexes = new Map<string, number>();
  readonly #known = new WeakMap<FunctionPlace, number>();
  readonly frames: ViewFrame[] = [];

  indexOf(place: FunctionPlace): number {
    let index = this.#known.get(place);
    if (index === undefined) this.#known.set(place, (index = this.#indexOfName(place)));
    return index;
  }

  #indexOfName({file, line, name}: FunctionPlace): number {
    const key = `${line} ${name} ${file}`;
    let index = this.#indexes.get(key);
    if (index === undefined) {
      index = this.frames.push({name, file, line, isUser: isUserFile(file)}) - 1;
      this.#indexes.set(key, index);
    }
    return index;
  }
}

interface Span {
  readonly frame: number;
  readonly depth: number;
  readonly start: number;
  readonly end: number;
}

/** A stretch of time and its stack. */
export type StackedTime = Pick<TimePiece, 't0' | 't1' | 'stack'>;

/** Makes neighbouring stretches of one function a span; they are added in the order of time. Times from `runStart`, in microseconds. */
export class SpanBuilder {
  readonly #table: FrameTable;
  readonly #runStart: number;
  readonly #floorUs: number;
  readonly #spans: Span[] = [];
  /** They end where the time is that was reached. */
  readonly #open: Pick<Span, 'frame' | 'start'>[] = [];
  #reached = -Infinity;
  #stack: Stack | null = null;
  #hasDropped = false;

  /** Spans shorter than `floorUs` are not even kept: a long recording has more of them than the memory holds. */
  constructor(table: FrameTable, runStart: number, floorUs = 0) {
    this.#table = table;
    this.#runStart = runStart;
    this.#floorUs = floorUs;
  }

  add({t0, t1, stack}: StackedTime): void {
    // Samples go on below a call that was measured; the call is what is shown.
    const start = Math.max(t0, this.#reached);
    if (t1 <= start) return;
    if (start > this.#reached) this.#closeFrom(0);
    // A thread stays for some samples where it is.
    else if (stack === this.#stack) return void (this.#reached = t1);
    const {frames} = stack;
    for (let depth = 0; depth < frames.length; depth++) {
      const place = frames[frames.length - 1 - depth]?.function;
      if (!place) break;
      const frame = this.#table.indexOf(place);
      if (this.#open[depth]?.frame === frame) continue;
      this.#closeFrom(depth);
      this.#open.push({frame, start});
    }
    this.#closeFrom(frames.length);
    this.#stack = stack;
    this.#reached = t1;
  }

  /** Callers are as long as what they call, so leaving out what is short never leaves a span without its caller. */
  finish(): {readonly spans: SpanColumns; readonly shortestUs: number} {
    this.#closeFrom(0);
    const durations = this.#spans.map(({start, end}) => end - start).sort((a, b) => b - a);
    const shortestUs = durations.length > MOST_SPANS ? (durations[MOST_SPANS] ?? 0) + 1 : this.#hasDropped ? this.#floorUs : 0;
    const shown = this.#spans.filter(({start, end}) => end - start >= shortestUs).sort((a, b) => a.start - b.start || a.depth - b.depth);
    return {
      shortestUs,
      spans: {
        frame: shown.map(({frame}) => frame),
        depth: shown.map(({depth}) => depth),
        start: shown.map(({start}) => Math.round(start - this.#runStart)),
        duration: shown.map(({start, end}) => Math.round(end - start)),
      },
    };
  }

  #closeFrom(depth: number): void {
    while (this.#open.length > depth) {
      const {frame, start} = this.#open.pop() as Pick<Span, 'frame' | 'start'>;
      if (this.#reached - start >= this.#floorUs) this.#spans.push({frame, depth: this.#open.length, start, end: this.#reached});
      else this.#hasDropped = true;
    }
  }
}

interface Caller {
  readonly frame: number;
  readonly called: Map<number, Caller>;
  selfUs: number;
  totalUs: number;
}

/** What ran, added up by who called it; the most expensive first. */
export function treeOf(pieces: Iterable<Pick<TimePiece, 'us' | 'stack'>>, table: FrameTable): TreeColumns {
  const loop: Caller = {frame: -1, called: new Map(), selfUs: 0, totalUs: 0};
  for (const {us, stack} of pieces) {
    if (stack.frames.length === 0) continue;
    let at = loop;
    at.totalUs += us;
    for (const frame of stack.frames.toReversed()) {
      at = calleeOf(at, table.indexOf(frame.function));
      at.totalUs += us;
    }
    at.selfUs += us;
  }
  const columns = {parent: [] as number[], frame: [] as number[], self: [] as number[], total: [] as number[]};
  // A list of what is left to write instead of recursion: stacks are as deep as the program makes them.
  const left: {readonly caller: Caller; readonly parent: number}[] = [{caller: loop, parent: -1}];
  for (let next = left.pop(); next; next = left.pop()) {
    const {caller, parent} = next;
    const index = caller === loop ? -1 : columns.frame.push(caller.frame) - 1;
    if (index >= 0) {
      columns.parent.push(parent);
      columns.self.push(Math.round(caller.selfUs));
      columns.total.push(Math.round(caller.totalUs));
    }
    const visible = [...caller.called.values()].filter(({totalUs}) => totalUs >= loop.totalUs * SMALLEST_SHARE).sort((a, b) => a.totalUs - b.totalUs);
    for (const callee of visible) left.push({caller: callee, parent: index});
  }
  return columns;
}

function calleeOf({called}: Caller, frame: number): Caller {
  let callee = called.get(frame);
  if (!callee) called.set(frame, (callee = {frame, called: new Map(), selfUs: 0, totalUs: 0}));
  return callee;
}

/** Garbage collection: start and duration by turns, neighbours made one. */
export class GarbageCollections {
  readonly #runStart: number;
  #end = NaN;
  readonly columns: number[] = [];

  constructor(runStart: number) {
    this.#runStart = runStart;
  }

  add({t0, t1}: Pick<TimePiece, 't0' | 't1'>): void {
    const last = this.columns.length - 1;
    if (t0 === this.#end) this.columns[last] = (this.columns[last] ?? 0) + Math.round(t1 - t0);
    else this.columns.push(Math.round(t0 - this.#runStart), Math.round(t1 - t0));
    this.#end = t1;
  }
}
