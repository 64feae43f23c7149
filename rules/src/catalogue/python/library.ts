import {MESSAGE_ONLY, MOVE_OFF_LOOP, type BlockingGroup} from '../knowledge.ts';
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
    reason: REASONS[kind],
    source: isConfirmed ? `introspected ${of}` : `general knowledge of ${of}`,
    ...differently,
  };
}

const REASONS: Readonly<Record<BlockingKind, string>> = {
  file: 'Files are read or written while the thread waits.',
  network: 'The loop stands still until the server answers.',
  process: 'The loop stands still until the process ends.',
  wait: 'The thread waits, and every task with it.',
  lock: 'While another holder has the lock the whole loop waits.',
  input: 'The program stands still until somebody answers.',
  database: 'The loop stands still until the database answers.',
  metadata: 'It looks up metadata, which is quick on a local disk and slow on a network one.',
  computation: 'It computes on this thread, and nothing else runs meanwhile.',
};
