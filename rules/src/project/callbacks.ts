import type {Catalogue, FunctionTaker} from '../catalogue/types.ts';
import type {CallShape} from './call-summary.ts';
import type {Entity, FunctionEntity} from './entity.ts';
import type {FileRecord} from './file-records.ts';
import type {Names} from './names.ts';
import type {ArgumentShape} from './summary.ts';

/** What is known of the functions that a call takes: of one of the project by what it calls itself, of others by the catalogue; of a call of which only the member is known, by the member. */
export function takersOf(catalogue: Catalogue, callee: Entity, encodedCallee: string): readonly FunctionTaker[] {
  if (callee.kind === 'function') return calledArguments(callee);
  if (callee.kind === 'api') {
    const takers = catalogue.functionTakers(callee.name);
    // Of a global variable no more is known than of any other value.
    if (takers.length > 0 || !callee.name.startsWith('global.')) return takers;
  } else if (callee.kind !== 'unknown') return NONE;
  const lastMember = /\|(\.[^|]+)$/.exec(encodedCallee)?.[1];
  return lastMember === undefined ? NONE : catalogue.functionTakers(`*${lastMember}`);
}

const NONE: readonly FunctionTaker[] = [];

/** `retry(() => …)` of a function that calls what it is given. An asynchronous one may do so in a later turn. */
function calledArguments({file, id}: FunctionEntity): readonly FunctionTaker[] {
  const {name = '', isAsync = false, callsArguments = []} = file.summary.functions[id] ?? {};
  return callsArguments.map(argument => ({name, position: argument.position, keyword: argument.name, runs: isAsync ? 'on loop' : 'here'}));
}

/** The functions of the project that are given to the call and run during it. */
export function runBy(names: Names, catalogue: Catalogue, file: FileRecord, callee: Entity, call: CallShape): FunctionEntity[] {
  if (!call.args.some(argument => argument.reference !== undefined)) return [];
  return takersOf(catalogue.in(file.summary.language), callee, call.callee).flatMap(taker => {
    const reference = taker.runs === 'here' ? takenArgument(taker, call.args)?.reference : undefined;
    const entity = reference === undefined ? null : names.resolve(file, reference);
    return entity?.kind === 'function' ? [entity] : [];
  });
}

function takenArgument(taker: FunctionTaker, args: readonly ArgumentShape[]): ArgumentShape | undefined {
  return args.find(argument => argument.name !== null && argument.name === taker.keyword) ?? args.filter(argument => argument.name === null)[taker.position];
}
