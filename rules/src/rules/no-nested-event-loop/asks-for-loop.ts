import type {FunctionFacts} from '../../facts/index.ts';

/** Whether a function asks if a loop is running in its thread. Who asks means to do what is right in either case. */
export function asksForLoop({calls}: FunctionFacts): boolean {
  return calls.some(({callee}) => ASKS.test(callee.path.at(-1) ?? ''));
}

const ASKS = /^\.(is_running|_get_running_loop|current_async_library)$/;
