import type {BlockingApi, FunctionTaker} from '../../catalogue/types.ts';
import {calleeName, type Argument, type Call, type Value} from '../../facts/index.ts';
import type {FileAnalysis} from '../../project/analysis.ts';
import {callableReference} from '../../project/call-summary.ts';
import {hostOf} from '../blocking-site.ts';

/** A blocking API that is handed over by its name, to a call that runs it on the loop: `loop.call_later(5, time.sleep, 1)`, `paths.map(readFileSync)`. */
export interface HandedCallback {
  readonly call: Call;
  readonly value: Value;
  readonly api: BlockingApi;
  readonly where: string;
}

export function* handedCallbacks(analysis: FileAnalysis): Iterable<HandedCallback> {
  for (const fn of analysis.file.functions) {
    for (const call of fn.calls) {
      // Most calls are given nothing that could be a function of a module.
      const [first, ...more] = call.args.flatMap(argument => apiOf(analysis, call, argument));
      if (!first) continue;
      const takers = analysis.functionTakers(call);
      for (const {argument, api} of [first, ...more]) {
        const runs = takers.find(taker => isTaken(taker, call, argument))?.runs;
        if (runs === 'on loop' || (runs === 'here' && hostOf(analysis, fn))) yield {call, value: argument.value, api, where: `a callback of \`${calleeName(call)}\``};
      }
    }
  }
}

/** Whether it blocks must not depend on arguments, which are somebody else's to give. */
function apiOf({meaning, catalogue, file}: FileAnalysis, call: Call, argument: Argument): {readonly argument: Argument; readonly api: BlockingApi}[] {
  const {kind} = argument.value;
  if (argument.isSpread || (kind !== 'name' && kind !== 'member' && kind !== 'call')) return [];
  const reference = callableReference(argument.value, call.function);
  if (reference?.root.kind !== 'import' || reference.path.length === 0) return [];
  const target = meaning(reference);
  const api = target.kind === 'api' ? catalogue.in(file.language).blocking(target.name) : undefined;
  return api && api.when.length === 0 ? [{argument, api}] : [];
}

function isTaken({position, keyword}: FunctionTaker, {args}: Call, argument: Argument): boolean {
  return argument.name === null ? args.filter(({name}) => name === null)[position] === argument : argument.name === keyword;
}
