import {isUserFile} from '../profile/file-paths.ts';
import type {FunctionPlace} from '../profile/stacks.ts';
import type {TimePiece} from '../profile/thread-time.ts';
import type {SpanColumns, TreeColumns, ViewFrame} from './view-data.ts';

/** As many spans as a browser draws without a pause. */
const MOST_SPANS = 60_000;

/** What is below this part of the busy time cannot be seen. */
const SMALLEST_SHARE = 0.0005;

/** Gives each function of a process one index. */
export class FrameTable {
  readonly #indexes = new Map<string, number>();
  readonly frames: ViewFrame[] = [];

  indexOf({file, line, name}: FunctionPlace): number {
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
  end: number;
}

/** What ran when, with neighbouring pieces of one function made one; times from `runStart`, in microseconds. */
export function spansOf(pieces: readonly TimePiece[], table: FrameTable, runStart: number): {readonly spans: SpanColumns; readonly shortestUs: number} {
  const spans: Span[] = [];
  const open: Span[] = [];
  let reached = -Infinity;
  for (const {t0, t1, stack} of pieces) {
    // Samples go on below a call that was measured; the call is what is shown.
    const start = Math.max(t0, reached);
    if (t1 <= start) continue;
    if (start > reached) open.length = 0;
    const frames = stack.frames.map(frame => table.indexOf(frame.function)).reverse();
    frames.forEach((frame, depth) => {
      const span = open[depth];
      if (span?.frame === frame) {
        span.end = t1;
        return;
      }
      open.length = depth;
      const begun = {frame, depth, start, end: t1};
      open.push(begun);
      spans.push(begun);
    });
    open.length = frames.length;
    reached = t1;
  }
  return columnsOf(spans, runStart);
}

/** Callers are as long as what they call, so leaving out what is short never leaves a span without its caller. */
function columnsOf(spans: readonly Span[], runStart: number): {readonly spans: SpanColumns; readonly shortestUs: number} {
  const durations = spans.map(({start, end}) => end - start).sort((a, b) => b - a);
  const shortestUs = spans.length <= MOST_SPANS ? 0 : (durations[MOST_SPANS] ?? 0) + 1;
  const shown = spans.filter(({start, end}) => end - start >= shortestUs);
  return {
    shortestUs,
    spans: {
      frame: shown.map(({frame}) => frame),
      depth: shown.map(({depth}) => depth),
      start: shown.map(({start}) => Math.round(start - runStart)),
      duration: shown.map(({start, end}) => Math.round(end - start)),
    },
  };
}

interface Caller {
  readonly frame: number;
  readonly called: Map<number, Caller>;
  selfUs: number;
  totalUs: number;
}

/** What ran, added up by who called it; the most expensive first. */
export function treeOf(pieces: readonly TimePiece[], table: FrameTable): TreeColumns {
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
export function collectionsOf(pieces: readonly TimePiece[], runStart: number): number[] {
  const collections: number[] = [];
  let end = NaN;
  for (const {t0, t1, isGarbageCollection} of pieces) {
    if (!isGarbageCollection) continue;
    if (t0 === end) collections[collections.length - 1] = (collections.at(-1) ?? 0) + Math.round(t1 - t0);
    else collections.push(Math.round(t0 - runStart), Math.round(t1 - t0));
    end = t1;
  }
  return collections;
}
