import {defineRule} from '../../define-rule.ts';
import type {Problem} from '../../facts/index.ts';
import {matchesGlob} from '../path-globs.ts';
import {TEST_GLOBS} from '../test-globs.ts';
import {abortedCallsSwallowed} from './javascript.ts';
import {cancellationsSwallowed} from './python.ts';

interface Options {
  readonly testGlobs: readonly string[];
}

export const noSwallowedCancellation = defineRule<Options>({
  id: 'no-swallowed-cancellation',
  family: 'cancellation',
  description: 'Disallow catching a cancellation without passing it on',
  preset: 'recommended',
  languages: ['javascript', 'python'],
  codes: ['ASYNC103', 'ASYNC104', 'S7497'],
  messages: {
    swallowed: '`{{handler}}` takes the cancellation and {{outcome}}: whoever asked this code to stop is not obeyed, and timeouts and task groups around it fail. Raise it again after the cleanup.',
    ends: '`{{handler}}` takes the cancellation and the function ends: the task counts as finished, not as cancelled, and a timeout or task group around it does not learn that it was stopped. Raise it again after the cleanup.',
    replaced: '`{{handler}}` takes the cancellation and raises something else: timeouts and task groups around it no longer see that they stopped it. Raise the cancellation itself again.',
    suppressed: '`{{handler}}` takes every cancellation of the code inside it, this task\'s own too: whoever asked it to stop is not obeyed. Suppress it only around a task that was cancelled here.',
    aborted: '`{{handler}}` takes the abort of `{{callee}}` like any other error and {{outcome}}, although the caller\'s signal asked it to stop. Throw it again when the signal is aborted.',
  },
  options: {
    testGlobs: {
      description: 'Files that cancel to see what happens, as globs from the project\'s root. A problem there is a possible one at most.',
      type: 'array',
      items: {type: 'string'},
      default: TEST_GLOBS,
    },
  },
  words: {
    javascript: /^(?=[^]*\bcatch\b)(?=[^]*signal)/i,
    // Only coroutines are cancelled; nearly every file has an `except`.
    python: /^(?=[^]*\b(?:except|suppress)\b)(?=[^]*\basync\b)/,
  },
  * query(analysis, {testGlobs}): Generator<Problem> {
    const problems = analysis.file.language === 'python' ? cancellationsSwallowed(analysis) : abortedCallsSwallowed(analysis);
    if (!matchesGlob(analysis.relativePath, testGlobs)) yield* problems;
    else for (const problem of problems) yield {...problem, confidence: 'possible'};
  },
});
