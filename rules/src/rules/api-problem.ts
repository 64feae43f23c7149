import type {BlockingApi} from '../catalogue/types.ts';
import type {Confidence, Problem} from '../facts/index.ts';
import type {FileAnalysis} from '../project/analysis.ts';
import {whereOf, type BlockingSite} from './blocking-site.ts';
import {suggestionsFor} from './blocking-suggestions.ts';
import {apiAsWritten, insteadOf} from './blocking-words.ts';

/** The problem of a call whose API holds the loop by itself, with `callee`, `where`, `instead` and perhaps `error` for its message. */
export function problemOfApi(messageId: string, analysis: FileAnalysis, site: BlockingSite, api: BlockingApi, confidence: Confidence): Problem {
  const callee = apiAsWritten(analysis, site.call, api);
  return {
    messageId,
    data: {callee, where: whereOf(site), instead: insteadOf(analysis, api, callee), ...(api.raises !== null && {error: api.raises})},
    span: site.call.span,
    confidence,
    related: [],
    get suggestions() {
      return suggestionsFor(analysis, site.call, api);
    },
  };
}
