import type {RelatedPlace} from '../facts/index.ts';
import type {ComputationChain} from '../project/analysis.ts';
import {relatedHops} from './chain-words.ts';

/** The chain hop by hop, and the loop at its end; `does` says what that does: `goes round 10,000,000 times`. */
export function relatedToComputation(chain: ComputationChain, does: string): readonly RelatedPlace[] {
  const {work} = chain;
  const calls = relatedHops(chain, '');
  if (work.kind === 'api') return calls;
  const {path, span, line, column, caller} = work.at;
  return [...calls, {path, span, line, column, message: `\`${caller}\` ${does}.`}];
}
