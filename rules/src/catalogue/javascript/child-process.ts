import {members, MESSAGE_ONLY, type BlockingGroup} from '../knowledge.ts';

const SOURCE = 'introspected Node 24.21; differences found by running both forms';

export const childProcess: readonly BlockingGroup[] = [
  {
    names: members('child_process', 'execSync'),
    kind: 'process',
    confidence: 'definite',
    rewrite: MESSAGE_ONLY,
    instead: '`await promisify(exec)(…)`',
    reason: 'The promisified form gives `{stdout, stderr}` as strings and takes neither `input` nor `stdio`.',
    source: SOURCE,
  },
  {
    names: members('child_process', 'execFileSync'),
    kind: 'process',
    confidence: 'definite',
    rewrite: MESSAGE_ONLY,
    instead: '`await promisify(execFile)(…)`',
    reason: 'The promisified form gives `{stdout, stderr}` as strings and takes neither `input` nor `stdio`.',
    source: SOURCE,
  },
  {
    names: members('child_process', 'spawnSync'),
    kind: 'process',
    confidence: 'definite',
    rewrite: MESSAGE_ONLY,
    instead: '`spawn`, and `await once(child, "close")`',
    reason: 'The loop stands still until the process ends; `spawnSync` gives a result where `spawn` gives a process.',
    source: SOURCE,
  },
  {
    names: members('*', 'execSync execFileSync spawnSync'),
    kind: 'process',
    confidence: 'possible',
    rewrite: MESSAGE_ONLY,
    instead: 'its asynchronous form',
    reason: 'Nothing is known of the receiver but that it has a member of that name, as `node:child_process` has.',
    source: 'general knowledge of names',
  },
];
