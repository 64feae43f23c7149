import type {BlockingApi} from '../../catalogue/types.ts';
import type {Call, Value} from '../../facts/index.ts';
import type {FileAnalysis} from '../../project/analysis.ts';

/**
 * What is awaited is no blocking call, whatever its name says: the receiver is not what it seems to be. The exception is
 * JavaScript's `await readFileSync()`, which awaits a value that has already been waited for.
 */
export function isAwaited(analysis: FileAnalysis, call: Call, api: BlockingApi): boolean {
  if (analysis.file.language === 'javascript' && api.confidence === 'definite') return false;
  const {use} = call;
  switch (use.kind) {
    case 'awaited':
      return true;
    case 'entered':
    case 'iterated':
      return use.isAsync;
    case 'argument':
      return takesAwaitable(analysis, use.of);
    default:
      return false;
  }
}

/** `gather(x.get())`, `wait_for(x.get(), 1)`, but not `to_thread(f(x))`, which takes a function and is given a result. */
function takesAwaitable(analysis: FileAnalysis, call: Call): boolean {
  const target = analysis.target(call);
  if (target.kind !== 'api' || analysis.catalogue.functionTakers(target.name).length > 0) return false;
  return /^(asyncio|anyio|trio)\./.test(target.name) || analysis.catalogue.combinator(target.name) !== undefined;
}

/** `sock.setblocking(False)` somewhere in the file, on the same receiver: its calls return at once. */
export function isSetNonBlocking(analysis: FileAnalysis, call: Call, api: BlockingApi): boolean {
  if (!api.name.startsWith('socket.socket()') || !call.receiver) return false;
  const receiver = textOf(analysis, call.receiver);
  return analysis.file.functions.some(fn => fn.calls.some(other => isNonBlockingSetter(other) && other.receiver !== null && textOf(analysis, other.receiver) === receiver));
}

function isNonBlockingSetter({callee, args: [argument]}: Call): boolean {
  const value = argument?.value;
  if (value?.kind !== 'literal') return false;
  const member = callee.path.at(-1);
  return (member === '.setblocking' && value.value === false) || (member === '.settimeout' && value.value === 0);
}

function textOf(analysis: FileAnalysis, {span}: Value): string {
  return analysis.file.text.slice(span.start, span.end);
}
