import type {BlockEvent} from './agent-events.ts';
import type {CpuProfile} from './formats/cpu-profile.ts';
import {busySpans, overlap} from './sampled-time.ts';
import type {Stack, Stacks} from './stacks.ts';

/** A piece of a thread's busy time and what it was spent on. */
export interface TimePiece {
  readonly t0: number;
  readonly t1: number;
  readonly us: number;
  readonly stack: Stack;
  /** The call that was measured; absent where samples tell. */
  readonly block?: BlockEvent;
  readonly isGarbageCollection: boolean;
}

/** A thread's busy time in order: calls that were measured, and between them what the samples say. */
export function timePieces(profiles: readonly CpuProfile[], blocks: readonly BlockEvent[], stacks: Stacks): TimePiece[] {
  // Calls on one thread do not overlap: the agent records the outer one of two.
  const measured = blocks.toSorted((a, b) => a.t0 - b.t0);
  const pieces: TimePiece[] = measured.map(block => ({t0: block.t0, t1: block.t1, us: block.t1 - block.t0, stack: stacks.ofBlock(block), block, isGarbageCollection: false}));
  for (const profile of profiles) {
    for (const {node, t0, t1, isGarbageCollection} of busySpans(profile)) {
      const us = t1 - t0 - overlap(measured, t0, t1);
      if (us > 0) pieces.push({t0, t1, us, stack: stacks.ofNode(profile, node), isGarbageCollection});
    }
  }
  return pieces.sort((a, b) => a.t0 - b.t0);
}

export interface SpentTime extends Pick<TimePiece, 'us' | 'stack' | 'block' | 'isGarbageCollection'> {
  /** How many times it was seen with something else in between, and for how long at most: of a stack that waits, no fewer calls than that. */
  readonly stretches?: number;
  readonly longestUs?: number;
}

/** What was spent on each stack, calls that were measured one by one: a long run has many samples of few stacks. */
export function spentByStack(pieces: readonly TimePiece[]): SpentTime[] {
  const calls: SpentTime[] = [];
  const running = new Map<Stack, Stretches>();
  const collecting = new Map<Stack, Stretches>();
  let before: TimePiece | null = null;
  let stretch = 0;
  let waiting: Stack | null = null;
  for (const piece of pieces) {
    if (!before || before.block || piece.t0 !== before.t1 || !isSamePlace(before.stack, piece.stack)) {
      stretch++;
      waiting = null;
    }
    before = piece;
    if (piece.stack.waits) waiting ??= piece.stack;
    const stack = piece.stack.waits && waiting ? waiting : piece.stack;
    if (piece.block) calls.push(piece);
    else lengthen(piece.isGarbageCollection ? collecting : running, {stack, us: piece.us}, stretch);
  }
  return [
    ...calls,
    ...Array.from(running, ([stack, {us, stretches, longestUs}]) => ({stack, us, stretches, longestUs, isGarbageCollection: false})),
    ...Array.from(collecting, ([stack, {us}]) => ({stack, us, isGarbageCollection: true})),
  ];
}

interface Stretches {
  us: number;
  stretches: number;
  longestUs: number;
  /** The stretch that it was last seen in, and for how long. */
  last: number;
  lastUs: number;
}

function lengthen(sums: Map<Stack, Stretches>, {stack, us}: Pick<TimePiece, 'stack' | 'us'>, stretch: number): void {
  let sum = sums.get(stack);
  if (!sum) sums.set(stack, (sum = {us: 0, stretches: 0, longestUs: 0, last: NaN, lastUs: 0}));
  const goesOn = stretch === sum.last;
  sum.us += us;
  sum.stretches += goesOn ? 0 : 1;
  sum.last = stretch;
  sum.lastUs = goesOn ? sum.lastUs + us : us;
  sum.longestUs = Math.max(sum.longestUs, sum.lastUs);
}

/** Whether they differ at most in whether the thread waited there: one that is called off its processor in the middle of a call seems to compute, and has not called anew. */
function isSamePlace(one: Stack, other: Stack): boolean {
  if (one === other) return true;
  return one.frames.length === other.frames.length && one.frames.every((frame, depth) => {
    const {function: {file, line}, lines} = other.frames[depth] ?? frame;
    return frame.function.file === file && frame.function.line === line && frame.lines.length === lines.length && frame.lines.every((share, index) => share.line === lines[index]?.line);
  });
}
