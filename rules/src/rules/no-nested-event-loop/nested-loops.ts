import {memberOfAnything} from '../../catalogue/qualified-name.ts';
import type {BlockingApi} from '../../catalogue/types.ts';
import type {Call, Confidence, Problem, Suggestion} from '../../facts/index.ts';
import type {BlockingChain, FileAnalysis} from '../../project/analysis.ts';
import {blockingSites, confidenceAt, whereOf, type BlockingSite, type BlockingSiteOptions} from '../blocking-site.ts';
import {calleeAsWritten} from '../blocking-words.ts';
import {chainOf, relatedHops} from '../chain-words.ts';
import {isReportedInside} from '../reported-inside.ts';
import {asksForLoop} from './asks-for-loop.ts';

/** Loops that are run on a running loop, by a call itself or by what it calls. */
export function* nestedLoops(analysis: FileAnalysis, options: BlockingSiteOptions): Iterable<Problem> {
  for (const site of blockingSites(analysis)) {
    const api = runnerOf(analysis, site.call);
    if (api) {
      yield running(analysis, site, api, options);
      continue;
    }
    const chain = analysis.blockingChainOfCall(site.call);
    if (chain?.api.kind === 'event loop' && !isReportedInside(analysis, chain)) yield reaching(analysis, site, chain, options);
  }
}

function runnerOf(analysis: FileAnalysis, call: Call): BlockingApi | null {
  const known = analysis.blockingApi(call);
  if (known) return known.kind === 'event loop' ? known : null;
  if (call.use.kind === 'awaited' || analysis.target(call).kind !== 'unknown') return null;
  const name = memberOfAnything(call.callee);
  const api = name === null ? undefined : analysis.catalogue.in(analysis.file.language).blocking(name);
  return api?.kind === 'event loop' ? api : null;
}

function running(analysis: FileAnalysis, site: BlockingSite, api: BlockingApi, options: BlockingSiteOptions): Problem {
  const {call} = site;
  return {
    messageId: 'runs',
    data: {callee: calleeAsWritten(analysis, call), where: whereOf(site)},
    span: call.span,
    confidence: confidenceAt(analysis, site, surenessOf(analysis, call, api.confidence), options),
    related: [],
    get suggestions() {
      return suggestionsFor(analysis, call, api);
    },
  };
}

function reaching(analysis: FileAnalysis, site: BlockingSite, chain: BlockingChain, options: BlockingSiteOptions): Problem {
  const {call} = site;
  const callee = calleeAsWritten(analysis, call);
  const helper = chain.hops[0]?.caller ?? callee;
  return {
    messageId: 'reaches',
    data: {callee, where: whereOf(site), chain: chainOf(helper, chain.hops), helper},
    span: call.span,
    confidence: confidenceAt(analysis, site, surenessOf(analysis, call, chain.confidence), options),
    related: relatedHops(chain, ', which runs an event loop'),
    suggestions: [],
  };
}

/** `nest_asyncio` lets loops nest, and a function that asks which loop is running knows what it does. */
function surenessOf(analysis: FileAnalysis, call: Call, known: Confidence): Confidence {
  if (analysis.file.imports.some(({module}) => module === 'nest_asyncio')) return 'possible';
  return asksForLoop(call.function) ? 'possible' : known;
}

function suggestionsFor({edits}: FileAnalysis, call: Call, {name}: BlockingApi): readonly Suggestion[] {
  if (name.endsWith('()')) return [];
  const rewrite = edits.awaitArgument(call, /^(anyio|trio)\./.test(name) ? 'function' : 'awaitable');
  return rewrite.ok ? [{title: 'Await the coroutine on the loop that is running.', edits: rewrite.edits}] : [];
}
