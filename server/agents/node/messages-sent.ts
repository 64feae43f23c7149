import {MessagePort} from 'node:worker_threads';
import {beforeCalls} from './before-calls.ts';
import {guarded} from './own-failures.ts';

/** Calls `prepare` before each message that this thread sends to another. Returns what ends that. */
export function beforeMessages(prepare: () => void): () => void {
  return beforeCalls(MessagePort.prototype, 'postMessage', guarded(() => prepare()));
}
