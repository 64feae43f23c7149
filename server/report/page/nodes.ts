import type {ViewProcess} from '../view-data.ts';

/** A node of the chart, as the library wants it, and which function it is. Chart times are milliseconds. */
export interface FrameNode {
  /** Index into the process's frames. */
  readonly frame: number;
  readonly name: string;
  readonly start: number;
  readonly duration: number;
  readonly color: string;
  readonly children: FrameNode[];
}

/** Deeper calls are not drawn: the library draws by recursion, and nobody reads so far down. */
const DEEPEST = 500;

/** What ran, in the order of time. */
export function timelineNodes({spans, frames}: ViewProcess, colourOf: (frame: number) => string): FrameNode[] {
  const roots: FrameNode[] = [];
  const open: FrameNode[] = [];
  for (let index = 0; index < spans.frame.length; index++) {
    const frame = spans.frame[index] ?? 0;
    const depth = spans.depth[index] ?? 0;
    if (depth >= DEEPEST) continue;
    const node = nodeOf(frame, frames[frame]?.name ?? '', (spans.start[index] ?? 0) / 1000, (spans.duration[index] ?? 0) / 1000, colourOf);
    (depth === 0 ? roots : (open[depth - 1]?.children ?? roots)).push(node);
    open[depth] = node;
  }
  return roots;
}

/** What ran, added up by who called it: as wide as it took, the most expensive first. */
export function flameNodes({tree, frames}: ViewProcess, colourOf: (frame: number) => string): FrameNode[] {
  const roots: FrameNode[] = [];
  const made: (FrameNode | null)[] = [];
  const depths: number[] = [];
  /** Where the next callee of a node begins; at the end, of what the loop calls. */
  const nextStarts: number[] = [];
  let rootStart = 0;
  for (let index = 0; index < tree.frame.length; index++) {
    const frame = tree.frame[index] ?? 0;
    const parent = tree.parent[index] ?? -1;
    const depth = parent < 0 ? 0 : (depths[parent] ?? 0) + 1;
    const total = (tree.total[index] ?? 0) / 1000;
    const start = parent < 0 ? rootStart : (nextStarts[parent] ?? 0);
    if (parent < 0) rootStart += total;
    else nextStarts[parent] = start + total;
    depths[index] = depth;
    nextStarts[index] = start;
    const caller = parent < 0 ? null : (made[parent] ?? null);
    if (depth >= DEEPEST || (parent >= 0 && !caller)) {
      made[index] = null;
      continue;
    }
    const node = nodeOf(frame, frames[frame]?.name ?? '', start, total, colourOf);
    made[index] = node;
    (caller?.children ?? roots).push(node);
  }
  return roots;
}

function nodeOf(frame: number, name: string, start: number, duration: number, colourOf: (frame: number) => string): FrameNode {
  return {frame, name, start, duration, color: colourOf(frame), children: []};
}
