import type {BlockEvent} from './agent-events.ts';
import type {CpuProfile} from './formats/cpu-profile.ts';
import {busySpans} from './sampled-time.ts';
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
  const measured = blocks.toSorted((a, b) => a.t0 - b.t0);
  const pieces: TimePiece[] = measured.map(block => ({t0: block.t0, t1: block.t1, us: block.t1 - block.t0, stack: stacks.ofBlock(block), block, isGarbageCollection: false}));
  for (const profile of profiles) {
    let next = 0;
    for (const {node, t0, t1, isGarbageCollection} of busySpans(profile)) {
      while ((measured[next]?.t1 ?? Infinity) <= t0) next++;
      const us = t1 - t0 - covered(measured, next, t0, t1);
      if (us > 0) pieces.push({t0, t1, us, stack: stacks.ofNode(profile, node), isGarbageCollection});
    }
  }
  return pieces.sort((a, b) => a.t0 - b.t0);
}

/** How much of a span the measured calls from `first` on cover; calls on one thread do not overlap. */
function covered(blocks: readonly BlockEvent[], first: number, t0: number, t1: number): number {
  let us = 0;
  for (let index = first; index < blocks.length; index++) {
    const block = blocks[index];
    if (!block || block.t0 >= t1) break;
    us += Math.min(t1, block.t1) - Math.max(t0, block.t0);
  }
  return us;
}
