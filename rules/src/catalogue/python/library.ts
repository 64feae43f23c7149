import {MESSAGE_ONLY, MOVE_OFF_LOOP, REASON_BY_KIND, type BlockingGroup} from '../knowledge.ts';
import type {BlockingKind, QualifiedName} from '../types.ts';

/**
 * The blocking names of a library. `of` is the package, with its version when the names were confirmed by importing that very version:
 * `requests 2.34.2`. What is only known by hearsay is less sure, and no rewrite is offered for it.
 */
export function library(
  of: string, kind: BlockingKind, instead: string, names: readonly QualifiedName[], differently: Partial<BlockingGroup> = {},
): BlockingGroup {
  const isConfirmed = of.includes(' ');
  return {
    names,
    kind,
    confidence: isConfirmed ? 'definite' : 'probable',
    rewrite: isConfirmed && kind !== 'computation' ? MOVE_OFF_LOOP : MESSAGE_ONLY,
    instead,
    reason: REASON_BY_KIND[kind],
    source: isConfirmed ? `introspected ${of}` : `general knowledge of ${of}`,
    ...differently,
  };
}
