import {members, membersOfEach, words} from '../knowledge.ts';
import type {ItemWrite} from '../types.ts';

const NODE = 'Node 24 documentation, fs/promises';

/** Writes that cost as much for one item as for a thousand. */
export const itemWrites: readonly ItemWrite[] = [
  ...['fs/promises.appendFile', 'fs-extra.appendFile'].map((name): ItemWrite => ({
    name, to: 'file', target: {argument: 0}, joinedBy: 'appendFile', reason: 'each one opens, writes and closes the file', source: NODE,
  })),
  ...members('fs/promises.open()', 'write writeFile appendFile').map((name): ItemWrite => ({
    name, to: 'file', target: 'receiver', joinedBy: 'appendFile', reason: 'each one goes to a worker thread and back', source: NODE,
  })),
  ...membersOfEach(words('bullmq.Job() bull.Job()'), 'updateProgress progress').map((name): ItemWrite => ({
    name, to: 'events', target: 'receiver', joinedBy: null, reason: 'each one is a round trip to Redis', source: 'bullmq 5, its documentation',
  })),
  ...words('@langchain/core/callbacks/dispatch.dispatchCustomEvent @langchain/core/callbacks/dispatch/web.dispatchCustomEvent').map((name): ItemWrite => ({
    name, to: 'events', target: null, joinedBy: null, reason: 'each one runs every callback handler', source: '@langchain/core 1, its types',
  })),
];
