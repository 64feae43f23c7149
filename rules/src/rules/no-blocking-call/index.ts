import type {BlockingApi} from '../../catalogue/types.ts';
import {defineRule, type OptionsSchema} from '../../define-rule.ts';
import type {Confidence, Problem} from '../../facts/index.ts';
import type {FileAnalysis} from '../../project/analysis.ts';
import {problemOfApi} from '../api-problem.ts';
import {blockingSiteOptions, blockingSites, confidenceAt, confidenceIn, LOOP_WORDS, type BlockingSite, type BlockingSiteOptions} from '../blocking-site.ts';
import {insteadOf, readable} from '../blocking-words.ts';
import {quietPlaceOptions, unlessQuiet, type QuietPlaceOptions} from '../quiet-places.ts';
import {handedCallbacks, type HandedCallback} from './handed-callbacks.ts';
import {isTakenFromFilledQueue} from './filled-queue.ts';
import {handsTerminalOver, isAsynchronous, isCompiledImport, isInMemory, isLeftWhenDone, isOfDoneFuture, isSetNonBlocking} from './not-blocking.ts';

type Options = BlockingSiteOptions & QuietPlaceOptions;

export const noBlockingCall = defineRule<Options>({
  id: 'no-blocking-call',
  family: 'blocking',
  description: 'Disallow calls that wait or compute on the event loop',
  preset: 'recommended',
  languages: ['javascript', 'python'],
  codes: ['ASYNC200', 'ASYNC210', 'ASYNC211', 'ASYNC212', 'ASYNC220', 'ASYNC221', 'ASYNC222', 'ASYNC230', 'ASYNC231', 'ASYNC232', 'ASYNC240', 'ASYNC250', 'ASYNC251'],
  messages: {
    blocks: '`{{callee}}` blocks the event loop in {{where}}: nothing else runs until it returns. Use {{instead}}.',
    refused: '`{{callee}}` raises `{{error}}` in {{where}}: it is not to hold up the event loop. Use {{instead}}.',
  },
  options: {...blockingSiteOptions, ...quietPlaceOptions} satisfies OptionsSchema,
  words: LOOP_WORDS,
  * query(analysis, options): Generator<Problem> {
    for (const site of blockingSites(analysis)) {
      const api = analysis.blockingApi(site.call);
      if (api && isOurs(api) && !returnsAtOnce(analysis, site, api)) yield problemOfApi(api.raises === null ? 'blocks' : 'refused', analysis, site, api, surenessOf(analysis, site, api, options));
    }
    for (const callback of handedCallbacks(analysis)) {
      if (isOurs(callback.api)) yield problemOfCallback(analysis, callback, options);
    }
  },
});

/** Metadata calls, nested loops, and computation that has no asynchronous twin, are other rules' subjects. */
function isOurs(api: BlockingApi): boolean {
  if (api.kind === 'metadata' || api.kind === 'event loop') return false;
  return api.kind !== 'computation' || ['await twin', 'await method', 'promisify'].includes(api.rewrite.kind);
}

function returnsAtOnce(analysis: FileAnalysis, {call, host}: BlockingSite, api: BlockingApi): boolean {
  return isAsynchronous(analysis, call) || isSetNonBlocking(analysis, call, api) || isOfDoneFuture(call, host, api) || isInMemory(call, api) || isTakenFromFilledQueue(call, api) || isCompiledImport(call, api);
}

function surenessOf(analysis: FileAnalysis, site: BlockingSite, api: BlockingApi, options: Options): Confidence {
  if (handsTerminalOver(site.call) || isLeftWhenDone(site.call)) return 'possible';
  return unlessQuiet(analysis, {call: site.call, host: site.host, span: site.call.span}, api, confidenceAt(analysis, site, api.confidence, options), options);
}

function problemOfCallback(analysis: FileAnalysis, {call, value, api, where}: HandedCallback, options: Options): Problem {
  const callee = readable(api.name);
  return {
    messageId: 'blocks',
    data: {callee, where, instead: insteadOf(analysis, api, callee)},
    span: value.span,
    confidence: confidenceIn(analysis, call.function, call.function, api.confidence, options),
    related: [],
    suggestions: [],
  };
}
