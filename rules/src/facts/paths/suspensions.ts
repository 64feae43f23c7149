import type {Block, Loop, Scope, Step, Suspend} from '../step.ts';
import type {Span} from '../span.ts';
import {placesIn} from './places.ts';

/** A step at which other tasks may run and a cancellation may arrive. */
export type Suspension = Suspend | Loop | Scope;

export function isSuspension(step: Step): step is Suspension {
  return step.kind === 'suspend' || ((step.kind === 'loop' || step.kind === 'scope') && step.isAsync);
}

/** The suspension points of a block, in running order. */
export function suspensionsIn(block: Block): readonly Suspension[] {
  return placesIn(block).map(({step}) => step).filter(isSuspension);
}

/** What to point at: an `await` with its operand, the header of a loop or scope. */
export function spanOfSuspension(suspension: Suspension): Span {
  return suspension.kind === 'suspend' ? suspension.span : suspension.header;
}
