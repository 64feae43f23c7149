import type {ArgumentTest, BlockingApi} from '../catalogue/types.ts';
import type {CallShape} from './call-summary.ts';
import type {ArgumentNeed, ArgumentShape} from './summary.ts';

/** Whether the call's arguments make the API do what the catalogue says of it. A file API that is given a buffer in memory waits for nothing. */
export function meetsConditions({kind, when = [], unless = []}: Conditions, call: CallShape): boolean {
  if (kind === 'file' && call.args.some(argument => argument.isInMemory)) return false;
  return when.every(test => holds(test, call)) && !unless.some(test => holds(test, call));
}

/** The API as this call calls it: with its arguments it may be surer to hold up the loop, or less so. */
export function asCalled(api: BlockingApi, call: CallShape): BlockingApi {
  if (readsManifest(api, call)) return {...api, confidence: 'possible'};
  return api.confidence === 'possible' && api.probableWhen.some(test => holds(test, call)) ? {...api, confidence: 'probable'} : api;
}

/** A program reads its `package.json` for its own version or name, mostly once: a few kilobytes that the system has read when it started the program. */
function readsManifest({kind, name}: BlockingApi, {args: [path]}: CallShape): boolean {
  if (kind !== 'file' || !/read/i.test(name)) return false;
  return path?.isManifest === true || (typeof path?.literal === 'string' && /(?:^|\/)package\.json$/.test(path.literal));
}

/** Whether the call is known not to give a parameter what it needs: `read(path)` where the parameter `fresh` is false unless it is given. */
export function isWithheld(need: ArgumentNeed, args: readonly ArgumentShape[]): boolean {
  const given = args.find(({name}) => name === need.name) ?? positionBeforeSpread(need.position, args);
  if (!given && args.some(({isSpread}) => isSpread)) return false;
  const value = !given ? need.whenLeftOut : need.isOfFile ? (given.isInMemory ?? null) : truthOf(given);
  return value !== null && value !== need.isTrue;
}

/** Behind `*paths` nobody knows which argument stands where; what is written by name is sure, whatever `**options` bring. */
function positionBeforeSpread(position: number, args: readonly ArgumentShape[]): ArgumentShape | undefined {
  const inOrder = args.filter(({name}) => name === null);
  return inOrder.slice(0, position + 1).some(({isSpread}) => isSpread) ? undefined : inOrder[position];
}

function truthOf({literal, isFunction}: ArgumentShape): boolean | null {
  return literal === undefined ? (isFunction ? true : null) : Boolean(literal);
}

interface Conditions {
  readonly kind?: BlockingApi['kind'];
  readonly when?: readonly ArgumentTest[];
  readonly unless?: readonly ArgumentTest[];
}

function holds(test: ArgumentTest, call: CallShape): boolean {
  switch (test.test) {
    case 'keyword equals':
      return keyword(call, test.keyword)?.literal === test.value;
    case 'position equals':
      return position(call, test.position)?.literal === test.value;
    case 'has keyword':
      return keyword(call, test.keyword) !== undefined;
    case 'has position':
      return position(call, test.position) !== undefined;
    case 'has callback':
      return call.args.at(-1)?.isFunction === true;
    case 'position starts with': {
      const {literal, beginning} = position(call, test.position) ?? {};
      const written = literal ?? beginning;
      return typeof written === 'string' && written.startsWith(test.prefix);
    }
    case 'position below': {
      const literal = position(call, test.position)?.literal;
      return typeof literal === 'number' && literal < test.limit;
    }
    case 'position from': {
      const literal = position(call, test.position)?.literal;
      return typeof literal === 'number' && literal >= test.limit;
    }
    case 'names flag':
      return call.args.some(({flags}) => flags?.some(flag => flag.includes(test.flag)));
    case 'result is iterated':
      return call.use === 'iterated' || call.use === 'entered';
  }
}

function keyword({args}: CallShape, name: string): ArgumentShape | undefined {
  return args.find(argument => argument.name === name);
}

function position({args}: CallShape, index: number): ArgumentShape | undefined {
  return args.filter(argument => argument.name === null)[index];
}
