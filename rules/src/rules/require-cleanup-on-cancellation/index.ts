import {defineRule} from '../../define-rule.ts';
import {spanOfSuspension, suspensionWhileHeld, type Call, type Confidence, type FunctionFacts, type Problem, type Suggestion, type Suspension} from '../../facts/index.ts';
import type {FileAnalysis} from '../../project/analysis.ts';
import {calleeText, relatedPlace} from '../source-text.ts';
import {acquisitionsOf, type Acquisition} from './acquisitions.ts';
import {holdingOf, isOwnedElsewhere, releasesIn} from './ownership.ts';

export const requireCleanupOnCancellation = defineRule({
  id: 'require-cleanup-on-cancellation',
  family: 'cancellation',
  description: 'Require that a resource held over a suspension point is released on every way out',
  preset: 'recommended',
  languages: ['javascript', 'python'],
  codes: [],
  messages: {
    straight: '`{{acquirer}}` {{acquires}} {{resource}}, and a cancellation or error at the suspension point after it never reaches `{{release}}`. {{instead}}.',
    never: '`{{acquirer}}` {{acquires}} {{resource}}, and nothing here releases it, whether the function ends or is cancelled. {{instead}}.',
  },
  options: {},
  words: {
    javascript: /\b(await|yield)\b/,
    python: /\basync\b/,
  },
  * query(analysis): Generator<Problem> {
    for (const fn of analysis.file.functions) {
      if (!fn.isAsync || fn.calls.length === 0 || isGivenItsEnd(fn)) continue;
      for (const acquisition of acquisitionsOf(analysis, fn)) {
        const problem = getProblem(analysis, fn, acquisition);
        if (problem) yield problem;
      }
    }
  },
});

function getProblem(analysis: FileAnalysis, fn: FunctionFacts, acquisition: Acquisition): Problem | null {
  if (isOwnedElsewhere(analysis, acquisition, fn)) return null;
  const suspension = suspensionWhileHeld(acquisition.place, holdingOf(analysis, acquisition));
  if (!suspension) return null;
  const releases = releasesIn(analysis, acquisition, fn);
  const [release] = releases;
  const {call, acquirer} = acquisition;
  return {
    messageId: release ? 'straight' : 'never',
    data: {acquirer: calleeText(analysis, call), acquires: acquirer.isTask ? 'starts' : 'acquires', resource: acquirer.resource, release: release ? calleeText(analysis, release) : '', instead: insteadOf(analysis, acquisition)},
    span: call.span,
    confidence: confidenceOf(fn, acquisition, release),
    related: relatedOf(analysis, acquisition, suspension),
    get suggestions() {
      return suggestionsOf(analysis, acquisition, releases);
    },
  };
}

/** A fixture is always resumed by its runner, and a function that lives as long as the process leaks nothing that outlives it. */
function isGivenItsEnd(fn: FunctionFacts): boolean {
  if (/^(lifespan|_lifespan|app_lifespan)$/.test(fn.name)) return true;
  return fn.decorators.some(({reference}) => reference.path.some(selector => selector === '.fixture') || (reference.root.kind === 'global' && reference.root.name === 'fixture'));
}

function confidenceOf(fn: FunctionFacts, {acquirer}: Acquisition, release: Call | undefined): Confidence {
  if (/^_?(a|async_?)?main(_?async)?$/i.test(fn.name)) return 'possible';
  if (release) return acquirer.confidence;
  // Without a release there may be one that nobody knows of.
  return acquirer.confidence === 'definite' ? 'probable' : 'possible';
}

const ENTERED: Readonly<Record<string, string>> = {
  'with': 'Enter it with `with`',
  'async with': 'Enter it with `async with`',
  'using': 'Bind it with `using`, or release it in `finally`',
  'await using': 'Bind it with `await using`, or release it in `finally`',
};

function insteadOf(analysis: FileAnalysis, {acquirer}: Acquisition): string {
  if (acquirer.isTask) return 'Cancel it in `finally`';
  if (acquirer.scope) return ENTERED[acquirer.scope] ?? '';
  return analysis.file.language === 'python' ? 'Release it in `finally`, right after the acquisition' : 'Release it in a `finally` that begins right after the acquisition';
}

function relatedOf(analysis: FileAnalysis, {acquirer}: Acquisition, suspension: Suspension): Problem['related'] {
  return [relatedPlace(analysis, spanOfSuspension(suspension), `A cancellation or error that arrives here leaves ${acquirer.resource} ${acquirer.isTask ? 'running' : 'taken'}.`)];
}

function suggestionsOf(analysis: FileAnalysis, {bind, call, acquirer, place}: Acquisition, releases: readonly Call[]): readonly Suggestion[] {
  const release = releases.find(candidate => place.block.includes(candidate));
  if (releases.length > 1 || (releases.length === 1 && !release)) return [];
  const suggestions: Suggestion[] = [];
  const scoped = acquirer.scope && bind ? analysis.edits.enterScope(bind, release ?? null, place.block, acquirer.scope) : null;
  if (scoped?.ok) suggestions.push({title: `Enter it as \`${acquirer.scope}\`.`, edits: scoped.edits});
  const wrapped = release ? analysis.edits.wrapInFinally(bind ?? call, release, place.block) : null;
  if (wrapped?.ok) suggestions.push({title: 'Release it in `finally`.', edits: wrapped.edits});
  return suggestions;
}
