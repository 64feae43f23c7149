import {defineRule} from '../../define-rule.ts';
import type {Call, Confidence, Problem, Suggestion, Value} from '../../facts/index.ts';
import type {FileAnalysis, ProjectFunction} from '../../project/analysis.ts';
import {relatedHops} from '../chain-words.ts';
import {relatedPlace, shortCalleeText, shortTextOf} from '../source-text.ts';
import {asynchronousUses} from './uses.ts';

export const requireRunnableAfunc = defineRule({
  id: 'require-runnable-afunc',
  family: 'blocking',
  description: 'Require that a `RunnableLambda` that is used asynchronously has an asynchronous function',
  preset: 'recommended',
  languages: ['python'],
  codes: [],
  messages: {
    threads: '`{{lambda}}` has no `afunc`, so `{{use}}` runs {{function}} in the threads of the default executor: a few dozen at once at most, and a cancellation does not stop them. Give it an asynchronous function as `afunc`.',
  },
  options: {},
  words: {
    javascript: null,
    python: /\bRunnableLambda\b/,
  },
  * query(analysis): Generator<Problem> {
    const lambdas = analysis.file.functions.flatMap(fn => fn.calls.filter(call => isRunnableLambda(analysis, call)));
    if (lambdas.length === 0) return;
    const uses = asynchronousUses(analysis.file);
    for (const call of lambdas) {
      const use = uses.get(call);
      const problem = use && problemOf(analysis, call, use);
      if (problem) yield problem;
    }
  },
});

function isRunnableLambda(analysis: FileAnalysis, call: Call): boolean {
  const target = analysis.target(call);
  return target.kind === 'api' && target.name === 'langchain_core.runnables.RunnableLambda';
}

/** Null where the function is asynchronous, or where nobody can tell. */
function problemOf(analysis: FileAnalysis, call: Call, use: Call): Problem | null {
  const given = argument(call, 0, 'func');
  if (!given || argument(call, 1, 'afunc') || call.args.some(({isSpread}) => isSpread)) return null;
  const fn = analysis.functionOf(given);
  if (!fn || fn.summary.isAsync || fn.summary.isGenerator) return null;
  const chain = analysis.blockingChain(fn);
  return {
    messageId: 'threads',
    data: {lambda: shortCalleeText(analysis, call), use: shortCalleeText(analysis, use), function: given.kind === 'function' ? 'its lambda' : `\`${shortTextOf(analysis, given.span)}\``},
    span: call.span,
    confidence: confidenceOf(use, chain !== null && chain.confidence !== 'possible'),
    related: [relatedPlace(analysis, use.span, 'It is used asynchronously here.'), ...(chain ? relatedHops(chain, ', which blocks its thread') : [])],
    get suggestions() {
      return suggestionsFor(analysis, call, fn);
    },
  };
}

function argument({args}: Call, index: number, name: string): Value | undefined {
  return (args.find(given => given.name === name) ?? args.filter(given => given.name === null)[index])?.value;
}

/** A function that waits fills the threads; one that computes a little costs a hop to a thread and back. */
function confidenceOf(use: Call, waits: boolean): Confidence {
  if (!waits) return 'possible';
  return /^\.abatch/.test(use.callee.path.at(-1) ?? '') ? 'definite' : 'probable';
}

/** The asynchronous function that stands beside the synchronous one, where its name says so. */
function suggestionsFor(analysis: FileAnalysis, call: Call, {summary}: ProjectFunction): readonly Suggestion[] {
  const twin = analysis.file.functions.find(fn => fn.isAsync && fn.parent === analysis.file.functions[0] && fn.class === null && isTwin(fn.name, summary.name));
  if (!twin) return [];
  const rewrite = analysis.edits.addArgument(call, `afunc=${twin.name}`);
  return rewrite.ok ? [{title: `Give it \`${twin.name}\` as its \`afunc\`.`, edits: rewrite.edits}] : [];
}

/** `aload`, `a_load`, `load_async` and `async_load` of `load`. */
function isTwin(candidate: string, name: string): boolean {
  const bare = name.replace(/^_|^(sync_)|(_sync)$/g, '');
  return [`a${bare}`, `_a${bare}`, `a_${bare}`, `async_${bare}`, `${bare}_async`, `_${bare}_async`, `_async_${bare}`].includes(candidate);
}
