import {MESSAGE_ONLY, type BlockingGroup} from '../knowledge.ts';
import {NODE_MODULES} from '../node-modules.ts';

/** Loading modules while the program serves. */
export const moduleLoading: readonly BlockingGroup[] = [
  {
    names: ['global.require', 'module.createRequire()'],
    kind: 'file',
    confidence: 'possible',
    // Node's own modules are in memory.
    unless: [
      {test: 'position starts with', position: 0, prefix: 'node:'},
      ...NODE_MODULES.flatMap(module => [{test: 'position equals', position: 0, value: module}, {test: 'position starts with', position: 0, prefix: `${module}/`}] as const),
    ],
    rewrite: MESSAGE_ONLY,
    instead: '`await import(…)`, or require it once, at start-up',
    reason: 'The first time, the module and all that it requires are read, compiled and run while the thread waits.',
    source: 'Node 24 documentation of CommonJS modules',
  },
];
