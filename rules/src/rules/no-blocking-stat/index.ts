import {defineRule} from '../../define-rule.ts';
import type {Problem} from '../../facts/index.ts';
import {problemOfApi} from '../api-problem.ts';
import {blockingSiteOptions, blockingSites, confidenceAt, LOOP_WORDS, type BlockingSiteOptions} from '../blocking-site.ts';

export const noBlockingStat = defineRule<BlockingSiteOptions>({
  id: 'no-blocking-stat',
  family: 'blocking',
  description: 'Disallow synchronous look-ups of file metadata on the event loop',
  preset: 'strict',
  languages: ['javascript', 'python'],
  codes: ['ASYNC240'],
  messages: {
    looksUp: '`{{callee}}` asks the file system in {{where}}: quick on a local disk, but on a network drive or a busy one nothing else runs until it answers. Use {{instead}}.',
  },
  options: blockingSiteOptions,
  words: LOOP_WORDS,
  * query(analysis, options): Generator<Problem> {
    for (const site of blockingSites(analysis)) {
      const api = analysis.blockingApi(site.call);
      if (api?.kind === 'metadata') yield problemOfApi('looksUp', analysis, site, api, confidenceAt(analysis, site, api.confidence, options));
    }
  },
});
