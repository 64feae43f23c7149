import {defineRule} from '../../define-rule.ts';
import type {Problem} from '../../facts/index.ts';
import {blockingSiteOptions, type BlockingSiteOptions} from '../blocking-site.ts';
import {nestedLoops} from './nested-loops.ts';
import {outdatedAccesses} from './outdated-access.ts';

export const noNestedEventLoop = defineRule<BlockingSiteOptions>({
  id: 'no-nested-event-loop',
  family: 'blocking',
  description: 'Disallow running an event loop inside of another, and obtaining one in a way that Python takes back',
  preset: 'recommended',
  languages: ['python'],
  codes: [],
  messages: {
    runs: '`{{callee}}` runs an event loop inside of the one that runs {{where}}: a thread has one running loop, so it raises `RuntimeError`. Await the coroutine instead.',
    reaches: '`{{callee}}` runs an event loop inside of the one that runs {{where}}: {{chain}} raises `RuntimeError`, because a thread has one running loop. Make `{{helper}}` asynchronous, and `await` it.',
    outdated: '`{{callee}}` {{reason}}. Use {{instead}}.',
  },
  options: blockingSiteOptions,
  words: {
    javascript: null,
    python: /\b(async|asyncio|anyio|trio|uvloop)\b/,
  },
  * query(analysis, options): Generator<Problem> {
    yield* nestedLoops(analysis, options);
    yield* outdatedAccesses(analysis, options);
  },
});
