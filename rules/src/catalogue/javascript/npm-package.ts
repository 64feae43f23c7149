import {lastMember, MESSAGE_ONLY, REASON_BY_KIND, type BlockingGroup} from '../knowledge.ts';
import type {BlockingKind, QualifiedName, RewriteClass} from '../types.ts';

/** The twin has the name without `Sync`. */
export function twins(of: string, kind: BlockingKind, names: readonly QualifiedName[], reason: string = REASON_BY_KIND[kind]): BlockingGroup {
  return {
    names,
    kind,
    confidence: 'definite',
    rewrite: name => twin(name, lastMember(name).replace('Sync', '')),
    instead: name => `\`await ${lastMember(name).replace('Sync', '')}(…)\``,
    reason,
    source: `${of}, by running both forms`,
  };
}

export function twin(name: QualifiedName, member: string): RewriteClass {
  return {kind: 'await twin', twins: {promise: {module: name.slice(0, name.lastIndexOf('.')), name: member}}};
}

/** What to do instead has another shape, so it is only said. Without a version nobody confirmed the names. */
export function said(of: string, kind: BlockingKind, names: readonly QualifiedName[], instead: string, unless: BlockingGroup['unless'] = []): BlockingGroup {
  const isConfirmed = of.includes(' ');
  return {
    names,
    kind,
    confidence: kind === 'computation' ? 'possible' : isConfirmed ? 'definite' : 'probable',
    unless,
    rewrite: MESSAGE_ONLY,
    instead,
    reason: REASON_BY_KIND[kind],
    source: isConfirmed ? `${of}, its exports` : `general knowledge of ${of}`,
  };
}
