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

export function handedCallbacks(analysis: FileAnalysis): readonly HandedCallback[] {
  const found: HandedCallback[] = [];
  for (const fn of analysis.file.functions) {
    for (const call of fn.calls) {
      for (const argument of call.args) {
        // Most calls are given nothing that could be a function of a module.
        const api = apiOf(analysis, call, argument);
        const runs = api && analysis.functionTakers(call).find(taker => isTaken(taker, call, argument))?.runs;
        if (!api || !runs) continue;
        if (runs === 'on loop' || (runs === 'here' && hostOf(analysis, fn))) found.push({call, value: argument.value, api, where: `a callback of \`${calleeName(call)}\``});
      }
    }
  }
  return found;
}

/** Whether it blocks must not depend on arguments, which are somebody else's to give. */
function apiOf({meaning, catalogue, file}: FileAnalysis, call: Call, argument: Argument): BlockingApi | null {
  const {kind} = argument.value;
  if (argument.isSpread || (kind !== 'name' && kind !== 'member' && kind !== 'call')) return null;
  const reference = callableReference(argument.value, call.function);
  if (reference?.root.kind !== 'import' || reference.path.length === 0) return null;
  const target = meaning(reference);
  const api = target.kind === 'api' ? catalogue.in(file.language).blocking(target.name) : undefined;
  return api?.when.length === 0 ? api : null;
}

function isTaken({position, keyword}: FunctionTaker, {args}: Call, argument: Argument): boolean {
  return argument.name === null ? args.filter(({name}) => name === null)[position] === argument : argument.name === keyword;
}
