import type {Catalogue, FunctionTaker} from '../catalogue/types.ts';
import type {Language} from '../facts/index.ts';
import type {CallShape} from './call-summary.ts';
import type {Entity, FunctionEntity} from './entity.ts';
import type {FileRecord} from './file-records.ts';
import type {Names} from './names.ts';
import type {ArgumentPosition, ArgumentShape} from './summary.ts';

/** What is known of the functions that a call takes: of one of the project by what it calls itself, of others by the catalogue; of a call of which only the member is known, by the member. */
export function takersOf(names: Names, catalogue: Catalogue, callee: Entity, encodedCallee: string): readonly FunctionTaker[] {
  if (callee.kind === 'function') return argumentsCalledBy(names, catalogue, callee);
  if (callee.kind === 'api') {
    const takers = catalogue.functionTakers(callee.name);
    // Of a global variable no more is known than of any other value.
    if (takers.length > 0 || !callee.name.startsWith('global.')) return takers;
  } else if (callee.kind !== 'unknown') return NONE;
  const lastMember = /\|(\.[^|]+)$/.exec(encodedCallee)?.[1];
  return lastMember === undefined ? NONE : catalogue.functionTakers(`*${lastMember}`);
}

const NONE: readonly never[] = [];

/** `retry(() => …)` of a function that calls what it is given, or gives it to one that does. An asynchronous one may do so in a later turn. */
export function argumentsCalledBy(names: Names, catalogue: Catalogue, fn: FunctionEntity): readonly FunctionTaker[] {
  const {file, id} = fn;
  const {name = '', callsArguments = NONE, handsOn = NONE} = file.summary.functions[id] ?? {};
  if (callsArguments.length + handsOn.length === 0) return NONE;
  let found = file.takers.get(id);
  if (!found) {
    // A property of an object is what a keyword is in JavaScript.
    const keywordOf = (argument: ArgumentPosition) => (file.summary.language === 'python' ? argument.name : null);
    const distinct = [...callsArguments, ...handsOn].filter((one, index, all) => all.findIndex(({position}) => position === one.position) === index);
    found = distinct.flatMap(argument => whereRun(names, catalogue, fn, argument).map(runs => ({name, position: argument.position, keyword: keywordOf(argument), runs})));
    if (names.isWhole) file.takers.set(id, found);
  }
  return found;
}

/** Where a function runs that a function of the project is given, followed from call to call; nowhere known, where some of them run it off the loop and others do not. */
function whereRun(names: Names, catalogue: Catalogue, start: FunctionEntity, argument: ArgumentPosition): readonly FunctionTaker['runs'][] {
  const found = new Set<FunctionTaker['runs']>();
  const ways: Handing[] = [{fn: start, argument, isLater: false}];
  const asked = new Set<string>();
  for (const {fn, argument: {position, name}, isLater} of ways) {
    const {file, id} = fn;
    const {isAsync = false, callsArguments = NONE, handsOn = NONE} = file.summary.functions[id] ?? {};
    const key = `${file.path}:${id}:${position}:${name}`;
    if (asked.has(key)) continue;
    asked.add(key);
    const isMeant = (one: ArgumentPosition) => (name === '' ? one.position === position : one.name === name);
    const later = isLater || isAsync;
    if (callsArguments.some(isMeant)) found.add(later ? 'on loop' : 'here');
    for (const {callee: encoded, to} of handsOn.filter(isMeant)) {
      const callee = names.callee(file, encoded);
      if (callee.kind === 'function') ways.push({fn: callee, argument: to, isLater: later});
      else {
        const taken = takersOf(names, catalogue, callee, encoded).find(taker => isTakenAs(taker, to, file.summary.language));
        if (taken) found.add(taken.runs === 'here' && later ? 'on loop' : taken.runs);
      }
    }
  }
  found.delete('elsewhere');
  return found.has('off loop') && found.size > 1 ? NONE : [...found];
}

interface Handing {
  readonly fn: FunctionEntity;
  readonly argument: ArgumentPosition;
  /** An asynchronous function is on the way. */
  readonly isLater: boolean;
}

/** A keyword is another way to say the position; in JavaScript it is the property of the object there that holds the function. */
function isTakenAs({position, keyword}: FunctionTaker, to: ArgumentPosition, language: Language): boolean {
  if (to.name === '') return position === to.position && (language === 'python' || keyword === null);
  return keyword === to.name && (language === 'python' || position === to.position);
}

/** The functions of the project that are given to the call and run during it. */
export function runBy(names: Names, catalogue: Catalogue, file: FileRecord, callee: Entity, call: CallShape): FunctionEntity[] {
  if (!call.args.some(argument => argument.reference !== undefined)) return [];
  return takersOf(names, catalogue.in(file.summary.language), callee, call.callee).flatMap(taker => {
    const reference = taker.runs === 'here' ? takenArgument(taker, call.args)?.reference : undefined;
    const entity = reference === undefined ? null : names.resolve(file, reference);
    return entity?.kind === 'function' ? [entity] : [];
  });
}

function takenArgument(taker: FunctionTaker, args: readonly ArgumentShape[]): ArgumentShape | undefined {
  return args.find(argument => argument.name !== null && argument.name === taker.keyword) ?? args.filter(argument => argument.name === null)[taker.position];
}
