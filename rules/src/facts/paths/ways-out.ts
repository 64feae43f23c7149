import type {Block, Exit, Loop, Step, Try} from '../step.ts';
import type {Value} from '../value.ts';

/** How control may leave a block. */
export interface WaysOut {
  /** Its end is reached. */
  readonly falls: boolean;
  /** The steps that leave it; breaks and continues of loops inside it are not among them. */
  readonly exits: readonly Exit[];
}

/** What is known of a test where the question is asked: true, false, or null when both are possible. */
export type Assumption = (test: Value) => boolean | null;

const NOTHING_ASSUMED: Assumption = () => null;

/** Deeper than any program that a person wrote; below it nothing is known, and nothing leaves. */
const MAX_DEPTH = 200;

/** The ways out of a block, reachable ones only. What a call throws is not among them, unless a handler inside the block would catch it. */
export function waysOut(block: Block, assume: Assumption = NOTHING_ASSUMED): WaysOut {
  return ofBlock(block, assume, 0);
}

function ofBlock(block: Block, assume: Assumption, depth: number): WaysOut {
  if (depth > MAX_DEPTH) return {falls: false, exits: []};
  const exits: Exit[] = [];
  for (const step of block) {
    const ways = ofStep(step, assume, depth + 1);
    for (const exit of ways.exits) exits.push(exit);
    if (!ways.falls) return {falls: false, exits};
  }
  return {falls: true, exits};
}

const GOES_ON: WaysOut = {falls: true, exits: []};

function ofStep(step: Step, assume: Assumption, depth: number): WaysOut {
  switch (step.kind) {
    case 'exit':
      return step.how === 'yield' ? GOES_ON : {falls: false, exits: [step]};
    case 'branch': {
      const answer = assume(step.test);
      if (answer !== null) return ofBlock(answer ? step.then : step.otherwise, assume, depth);
      return either(ofBlock(step.then, assume, depth), ofBlock(step.otherwise, assume, depth));
    }
    case 'loop':
      return ofLoop(step, assume, depth);
    case 'scope':
      return ofBlock(step.body, assume, depth);
    case 'try':
      return ofTry(step, assume, depth);
    default:
      return GOES_ON;
  }
}

function either(...ways: readonly WaysOut[]): WaysOut {
  return {falls: ways.some(way => way.falls), exits: ways.flatMap(way => way.exits)};
}

function then(first: WaysOut, second: () => WaysOut): WaysOut {
  if (!first.falls) return first;
  const {falls, exits} = second();
  return {falls, exits: [...first.exits, ...exits]};
}

/** An unlabelled break or continue belongs to the loop; a labelled one is taken for an outer loop's, which is rare and only leaves more ways out. */
function ofLoop(loop: Loop, assume: Assumption, depth: number): WaysOut {
  const body = ofBlock(loop.body, assume, depth);
  const isOwn = (exit: Exit) => exit.label === null && (exit.how === 'break' || exit.how === 'continue');
  const breaks = body.exits.some(exit => isOwn(exit) && exit.how === 'break');
  const isEndless = loop.form === 'while' && loop.test?.kind === 'literal' && Boolean(loop.test.value);
  const exits = body.exits.filter(exit => !isOwn(exit));
  if (isEndless) return {falls: breaks, exits};
  const otherwise = ofBlock(loop.otherwise, assume, depth);
  return {falls: breaks || otherwise.falls, exits: [...exits, ...otherwise.exits]};
}

function ofTry(step: Try, assume: Assumption, depth: number): WaysOut {
  const body = then(ofBlock(step.body, assume, depth), () => ofBlock(step.otherwise, assume, depth));
  const catchesAll = step.handlers.some(handler => handler.cancellation === 'broad');
  const uncaught: WaysOut = {falls: body.falls, exits: body.exits.filter(exit => exit.how !== 'throw' || !catchesAll)};
  const left = either(uncaught, ...step.handlers.map(handler => ofBlock(handler.body, assume, depth)));
  if (!step.finalizer) return left;
  const finalizer = ofBlock(step.finalizer, assume, depth);
  if (!finalizer.falls) return finalizer;
  return {falls: left.falls, exits: [...left.exits, ...finalizer.exits]};
}
