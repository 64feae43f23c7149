import {
  calleeName, isSamePlace, loopsAround, mentions, outwards, placesIn, placesOfKind, restAfter, waysOut,
  type Assumption, type Call, type Exit, type FunctionFacts, type Handler, type Place, type Try, type Value,
} from '../../facts/index.ts';

/** What becomes of a cancellation that lands in a handler. */
export interface Outcome {
  /** `loop`: the next turn of a loop around it begins; `goes on`: more steps of the function run. */
  readonly kind: 'passed on' | 'replaced' | 'loop' | 'goes on' | 'returns' | 'ends';
  /** The end of the handler is reached, and nothing in it leaves earlier. */
  readonly onlyFalls: boolean;
  /** Nothing of the function runs after the handler, and it gives nothing. */
  readonly leaves: boolean;
  /** Another way through the handler passes the cancellation on: it looks at what happened and decides. */
  readonly passesSome: boolean;
}

const PASSED_ON: Outcome = {kind: 'passed on', onlyFalls: false, leaves: true, passesSome: true};

/** `isSame` says whether a thrown value is the cancellation itself; `assume` answers the handler's tests for a cancellation. */
export function outcomeOf(at: Place<Try>, handler: Handler, fn: FunctionFacts, isSame: (thrown: Value | null) => boolean, assume: Assumption): Outcome {
  const ways = waysOut(handler.body, assume);
  const leaving = ways.exits.filter(exit => !(exit.how === 'throw' && isSame(exit.value)) && exit.how !== 'process');
  if (!ways.falls && leaving.length === 0) return PASSED_ON;
  if (isHandedOn(handler, fn) || isRaisedLater(at, handler)) return PASSED_ON;
  const kind = kindOf(at, ways.falls, leaving);
  return {
    kind,
    onlyFalls: ways.falls && ways.exits.length === 0,
    leaves: kind === 'ends' || (kind === 'returns' && leaving.every(exit => exit.value === null)),
    passesSome: leaving.length < ways.exits.length,
  };
}

function kindOf(at: Place<Try>, falls: boolean, leaving: readonly Exit[]): Outcome['kind'] {
  const silent = leaving.filter(exit => exit.how !== 'throw');
  if (!falls && silent.length === 0) return 'replaced';
  if (goesRound(at, falls, silent)) return 'loop';
  if (falls) return hasEffects(restAfter(at)) ? 'goes on' : 'ends';
  const [loop] = loopsAround(at);
  if (loop && silent.some(exit => exit.how === 'break')) return hasEffects(restAfter(loop)) ? 'goes on' : 'ends';
  return 'returns';
}

/** The loop around the handler begins its next turn. */
function goesRound(at: Place<Try>, falls: boolean, exits: readonly Exit[]): boolean {
  const [loop] = loopsAround(at);
  if (!loop) return false;
  if (exits.some(exit => exit.how === 'continue')) return true;
  return falls && stepsBetween(at, loop.step.body).every(block => waysOut(block).falls);
}

/** What follows the place in each block out to the loop's body. */
function stepsBetween(at: Place, body: Place['block']): readonly Place['block'][] {
  const rests = [at.block.slice(at.index + 1)];
  for (let place: Place | undefined = at; place && place.block !== body; place = place.around?.place) {
    const outer: Place | undefined = place.around?.place;
    if (outer) rests.push(outer.block.slice(outer.index + 1));
  }
  return rests;
}

function hasEffects(places: readonly Place[]): boolean {
  return places.some(({step}) => step.kind === 'call' || step.kind === 'suspend');
}

/** Calls that make somebody else answer for the error. */
const HANDS_ON = /^(set_exception|setException|reject|next|done|cb|callback|fail|put|put_nowait|throw|athrow|reraise|raise_exception|set_error|rethrow)$/;

/** The error is given to somebody who waits for it or to the caller, kept for later and thrown then, or kept in the object. */
function isHandedOn({name, body}: Handler, fn: FunctionFacts): boolean {
  if (!name) return false;
  const isError = (value: Value) => value.kind === 'name' && value.binding === name;
  return placesIn(body).some(({step}) => {
    switch (step.kind) {
      case 'call':
        return HANDS_ON.test(calleeName(step)) && step.args.some(argument => mentions(argument.value, isError));
      case 'bind':
        return isError(step.value) && (step.target.kind === 'member' || isThrown(step.target, fn) || isReturned(step.target, fn));
      case 'grow':
        return isError(step.element) && (isOutside(step.collection, fn) || isThrown(step.collection, fn));
      case 'exit':
        return step.how === 'return' && step.value !== null && isError(step.value);
      default:
        return false;
    }
  });
}

/** What another function reads: an attribute, or a collection that came from around. */
function isOutside(collection: Value, fn: FunctionFacts): boolean {
  return collection.kind === 'member' || (collection.kind === 'name' && (collection.binding.owner !== fn || collection.binding.kind === 'parameter'));
}

function isThrown(target: Value, fn: FunctionFacts): boolean {
  return placesOfKind(fn, 'exit').some(({step}) => step.how === 'throw' && step.value !== null && mentions(step.value, part => isSamePlace(part, target)));
}

/** The first error is what the function gives, for its callers to throw. */
function isReturned(target: Value, fn: FunctionFacts): boolean {
  return placesOfKind(fn, 'exit').some(({step}) => step.how === 'return' && step.value !== null && isSamePlace(step.value, target));
}

/** `cancelled = True` in the handler, and `if cancelled: raise …` after it. */
function isRaisedLater(at: Place<Try>, {body}: Handler): boolean {
  const flags = placesIn(body).flatMap(({step}) => (step.kind === 'bind' ? [step.target] : []));
  return flags.length > 0 && restAfter(at).some(({step}) => {
    if (step.kind !== 'branch' || !mentions(step.test, part => flags.some(flag => isSamePlace(flag, part)))) return false;
    return waysOut([...step.then, ...step.otherwise]).exits.some(exit => exit.how === 'throw');
  });
}

/** A cleanup that runs because of a cancellation or an error, and after which that error goes its way. */
export function isInCleanup(at: Place): boolean {
  return [...outwards(at)].some(({part, handler}) => part === 'finalizer' || (part === 'handler' && handler !== null && handler.cancellation !== 'no'));
}

/** The functions that are given the caught error and do not just write it down: any of them may throw it again. */
export function takersOfError({name, body}: Handler): readonly Call[] {
  if (!name) return [];
  return placesIn(body).flatMap(({step}) => {
    const isTaker = step.kind === 'call' && !NOTING.test(calleeName(step)) && step.args.some(({value}) => value.kind === 'name' && value.binding === name);
    return isTaker ? [step] : [];
  });
}

const NOTING = /^(log|debug|info|warn|warning|error|exception|critical|trace|verbose|fatal|captureException|capture_exception|push|append|String|str|repr|print|type|isinstance|hasattr|getattr|format_exception|print_exception|echo|secho)$/;
