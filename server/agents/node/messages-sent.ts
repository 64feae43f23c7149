import {MessagePort} from 'node:worker_threads';
import {guarded} from './own-failures.ts';

/** Calls `prepare` before each message that this thread sends to another. Returns what ends that. */
export function beforeMessages(prepare: () => void): () => void {
  const prototype = MessagePort.prototype as {postMessage: (...args: unknown[]) => unknown};
  const original = prototype.postMessage;
  const safely = guarded(prepare);
  const {postMessage} = {
    postMessage(this: unknown, ...args: unknown[]) {
      safely();
      return Reflect.apply(original, this, args) as unknown;
    },
  };
  Object.defineProperties(postMessage, Object.getOwnPropertyDescriptors(original));
  prototype.postMessage = postMessage;
  return () => {
    if (prototype.postMessage === postMessage) prototype.postMessage = original;
  };
}
