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

/** What was spent on each stack, calls that were measured one by one: a long run has many samples of few stacks. */
export function spentByStack(pieces: readonly TimePiece[]): Pick<TimePiece, 'us' | 'stack' | 'block' | 'isGarbageCollection'>[] {
  const calls = pieces.filter(({block}) => block !== undefined);
  const running = new Map<Stack, number>();
  const collecting = new Map<Stack, number>();
  for (const {stack, us, block, isGarbageCollection} of pieces) {
    if (block) continue;
    const sums = isGarbageCollection ? collecting : running;
    sums.set(stack, us + (sums.get(stack) ?? 0));
  }
  return [
    ...calls,
    ...Array.from(running, ([stack, us]) => ({stack, us, isGarbageCollection: false})),
    ...Array.from(collecting, ([stack, us]) => ({stack, us, isGarbageCollection: true})),
  ];
}
