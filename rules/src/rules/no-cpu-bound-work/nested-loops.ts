import {isSuspension, loopsAround, mentions, outwards, placesOf, placesOfKind, turnsOf, type FunctionFacts, type Loop, type Value} from '../../facts/index.ts';

/** Loops inside each other whose turns multiply, because none runs over a part of what an outer one runs over. */
export interface NestedLoops {
  readonly outermost: Loop;
  readonly inner: readonly Loop[];
  readonly over: readonly Value[];
}

const DEPTH = 3;

/** Three and more loops over data inside each other without a suspension point; each nest once. */
export function nestedDataLoops(fn: FunctionFacts): readonly NestedLoops[] {
  const loops = placesOfKind(fn, 'loop');
  if (loops.length < DEPTH) return [];
  const told = new Set<Loop>();
  return loops.flatMap(place => {
    const outer = loopsAround(place);
    if (outer.length < DEPTH - 1) return [];
    const nest = [...outer.map(({step}) => step).reverse(), place.step].filter(isDataLoop);
    const independent = nest.filter((loop, index) => !nest.slice(0, index).some(around => runsOverPart(loop, around)));
    const [outermost, ...inner] = independent;
    if (!outermost || independent.length < DEPTH || told.has(outermost) || placesOf(fn).some(other => suspendsIn(other, outermost))) return [];
    told.add(outermost);
    return [{outermost, inner, over: independent.flatMap(({over}) => over ?? [])}];
  });
}

function suspendsIn(place: ReturnType<typeof placesOf>[number], loop: Loop): boolean {
  const gives = isSuspension(place.step) || (place.step.kind === 'exit' && place.step.how === 'yield');
  return gives && [...outwards(place)].some(({place: {step}}) => step === loop);
}

function isDataLoop(loop: Loop): boolean {
  return !loop.isAsync && loop.form !== 'while' && turnsOf(loop).kind === 'data';
}

/** `for row in table: for cell in row`: all together they go round once per cell. */
function runsOverPart({over}: Loop, around: Loop): boolean {
  return over !== null && mentions(over, part => part.kind === 'name' && isOfTurn(part, around));
}

/** The name that each turn binds, or one that is made of it. */
function isOfTurn(part: Extract<Value, {kind: 'name'}>, {targets, span}: Loop): boolean {
  if (targets.includes(part.binding)) return true;
  return part.binding.span.start >= span.start && part.binding.span.end <= span.end && part.binding.kind !== 'loop';
}
