import {members, MESSAGE_ONLY, words, type BlockingGroup} from '../knowledge.ts';

/** Computation that has no asynchronous twin. */
export const computation: readonly BlockingGroup[] = [
  {
    names: words('global.JSON.parse global.structuredClone js-yaml.load js-yaml.loadAll yaml.parse'),
    kind: 'computation',
    confidence: 'possible',
    growsWithInput: true,
    rewrite: MESSAGE_ONLY,
    instead: 'a worker thread, a streaming parser, or a limit on the size',
    reason: 'How long it takes depends on the size of the data, and large data holds the thread.',
    source: 'Node documentation, "Don\'t block the event loop"',
  },
  {
    names: members('v8', 'serialize deserialize'),
    kind: 'computation',
    confidence: 'possible',
    growsWithInput: true,
    rewrite: MESSAGE_ONLY,
    instead: 'a worker thread',
    reason: 'How long it takes depends on the size of the data, and large data holds the thread.',
    source: 'Node documentation, v8.serialize',
  },
];
