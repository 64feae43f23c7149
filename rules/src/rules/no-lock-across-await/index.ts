import {defineRule} from '../../define-rule.ts';
import {isSuspension, outwards, restAfter, spanOfSuspension, type Confidence, type FunctionFacts, type Problem, type Suspension} from '../../facts/index.ts';
import type {FileAnalysis} from '../../project/analysis.ts';
import {blockingSiteOptions, confidenceIn, hostOf, LOOP_WORDS, whereOf, type BlockingSiteOptions} from '../blocking-site.ts';
import {relatedPlace, shortTextOf} from '../source-text.ts';
import {asTaskLock} from './task-lock.ts';
import {isReleaseOf, takingsIn, type Taking} from './takings.ts';

export const noLockAcrossAwait = defineRule<BlockingSiteOptions>({
  id: 'no-lock-across-await',
  family: 'blocking',
  description: 'Disallow thread locks that are held across a suspension point, or taken on the event loop',
  preset: 'recommended',
  languages: ['python'],
  codes: [],
  messages: {
    held: '`{{lock}}` makes its thread wait, and {{where}} holds it across a suspension point: the next task that takes it stops the event loop, and then nobody can release it. Use {{twin}} with `async with`.',
    shared: '`{{lock}}` knows threads and no tasks, and {{where}} holds it across a suspension point: every other task of this thread gets in as well. Use {{twin}} with `async with`.',
    taken: '`{{lock}}` is taken on the event loop in {{where}}: while another thread holds it, nothing else runs. Use {{twin}} if only tasks share it; otherwise take it with `blocking=False`, or in a worker thread.',
  },
  options: blockingSiteOptions,
  words: LOOP_WORDS,
  * query(analysis, options): Generator<Problem> {
    for (const fn of analysis.file.functions) {
      if (fn.body.length === 0) continue;
      const host = hostOf(analysis, fn);
      if (!host) continue;
      for (const taking of takingsIn(analysis, fn)) {
        const problem = problemOf(analysis, taking, host);
        if (problem) yield {...problem, confidence: confidenceIn(analysis, fn, host, problem.confidence, options)};
      }
    }
  },
});

function problemOf(analysis: FileAnalysis, taking: Taking, host: FunctionFacts): Problem | null {
  const suspension = suspensionWhileTaken(taking);
  if (!suspension && (taking.waits !== 'for ever' || taking.isFresh)) return null;
  const {lock, value} = taking;
  return {
    messageId: !suspension ? 'taken' : lock.letsOwnThreadIn ? 'shared' : 'held',
    data: {lock: shortTextOf(analysis, value.span), where: whereOf({host}), twin: lock.twins[analysis.file.library] ?? lock.twins.asyncio ?? ''},
    span: taking.span,
    confidence: confidenceOf(taking, suspension),
    related: suspension ? [relatedPlace(analysis, spanOfSuspension(suspension), 'Other tasks run here while it is held.')] : [],
    get suggestions() {
      return suspension ? asTaskLock(analysis, taking) : [];
    },
  };
}

/** A lock that is free is taken at once, and one that is waited for with a timeout gives the loop back. */
function confidenceOf({waits}: Taking, suspension: Suspension | null): Confidence {
  if (!suspension) return 'possible';
  return waits === 'for ever' ? 'definite' : 'probable';
}

/** The first suspension point before the lock is given back, in the order in which the code stands; the way ends where the function is left. */
function suspensionWhileTaken({within, place, value}: Taking): Suspension | null {
  const blocksAround = [place.block, ...[...outwards(place)].map(around => around.place.block)];
  for (const {step} of within ?? restAfter(place)) {
    if (step.kind === 'call' && isReleaseOf(step, value)) return null;
    if (isSuspension(step)) return step;
    if (step.kind === 'exit' && step.how !== 'yield' && blocksAround.some(block => block.includes(step))) return null;
  }
  return null;
}
