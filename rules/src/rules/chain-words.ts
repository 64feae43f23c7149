import type {RelatedPlace} from '../facts/index.ts';
import type {BlockingChain, Hop} from '../project/analysis.ts';

/** A chain on one line: `` `load` → `read` → `open` ``. */
export function chainOf(start: string, hops: readonly Hop[]): string {
  return [start, ...hops.map(hop => hop.callee)].map(name => `\`${name}\``).join(' → ');
}

/** The chain hop by hop; `end` says what the last one does: `, which waits for the network`. */
export function relatedHops({hops}: Pick<BlockingChain, 'hops'>, end: string): readonly RelatedPlace[] {
  return hops.map((hop, index) => related(hop, index === hops.length - 1 ? end : ''));
}

function related({path, span, line, column, caller, callee, isRead}: Hop, end: string): RelatedPlace {
  return {path, span, line, column, message: `\`${caller}\` ${isRead ? 'reads' : 'calls'} \`${callee}\`${end}.`};
}
