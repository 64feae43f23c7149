import {isSamePlace, type Block, type Branch, type Reference, type Step, type Value} from '../facts/index.ts';
import {joined, needsOf, NO_NEEDS, type Need} from './needs.ts';

/** A step, and how many conditions must hold for it to run: branches and handlers around it, an `elif` chain counted once. */
export interface RunningStep {
  readonly step: Step;
  readonly conditions: number;
  /** The parameters that must count as true, or as false, for it to run. */
  readonly needs: readonly Need[];
  /** Whether it stands where `BlockingIOError` is expected: the descriptor does not block, so what would wait raises instead. */
  readonly refusesToWait: boolean;
  /** Whether it runs the first time only, and what it gives is kept for the program. */
  readonly isDoneOnce: boolean;
}

const known = new WeakMap<Block, readonly RunningStep[]>();

/**
 * The steps of a body in the order of the text, those of nested blocks included, without what runs outside of the
 * program's ordinary life: under the guard of an entry point, a worker or a type checker, and right before its end. Walked once.
 */
export function runningSteps(body: Block): readonly RunningStep[] {
  let steps = known.get(body);
  if (!steps) known.set(body, (steps = walk(body)));
  return steps;
}

/** Iterative, so that no nesting is too deep for it. */
function walk(body: Block): readonly RunningStep[] {
  const steps: RunningStep[] = [];
  const stack = [visit({block: body, conditions: 0, isElse: false, isDoneOnce: false}, NO_NEEDS, false)];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const step = top.next < top.end ? top.block[top.next++] : undefined;
    if (step === undefined) {
      stack.pop();
      continue;
    }
    steps.push({step, conditions: top.conditions, needs: top.needs, refusesToWait: top.refusesToWait, isDoneOnce: top.isDoneOnce});
    if (HOLDS_BLOCKS.has(step.kind)) enter(step, top, stack);
  }
  return steps;
}

/** Puts the blocks of a step before what stands behind it. */
function enter(step: Step, top: Visit, stack: Visit[]): void {
  const isElseIf = top.isElse && top.next === top.block.length;
  const blocks = innerBlocks(step, isElseIf ? top.conditions - 1 : top.conditions);
  for (let index = blocks.length - 1; index >= 0; index--) {
    const inner = blocks[index]!;
    if (inner.block.length > 0) stack.push(visit({...inner, isDoneOnce: inner.isDoneOnce || top.isDoneOnce}, joined(top.needs, inner.needs), top.refusesToWait || expectsRefusal(step, inner.block)));
  }
  if (!top.isDoneOnce && givesWhatIsKept(step, top)) {
    top.isDoneOnce = true;
    top.conditions += DONE_ONCE;
  }
  // What stands behind `if not path: return` needs a path.
  if (step.kind === 'branch' && alwaysLeaves(step.then)) top.needs = joined(top.needs, needsOf(step.test, false));
}

function visit({block, conditions, isElse, isDoneOnce}: Omit<InnerBlock, 'needs'>, needs: readonly Need[], refusesToWait: boolean): Visit {
  return {block, conditions, isElse, isDoneOnce, needs, refusesToWait, next: 0, end: lengthBeforeEnd(block)};
}

interface Visit extends InnerBlock {
  readonly end: number;
  readonly refusesToWait: boolean;
  conditions: number;
  isDoneOnce: boolean;
  needs: readonly Need[];
  next: number;
}

/** How many steps of a block run while the program goes on: what it does between its last way out, or suspension point, and its end holds up nobody. */
function lengthBeforeEnd(block: Block): number {
  let length = 0;
  while (length < block.length && !isEndOfProcess(block[length]!)) length++;
  if (length === block.length) return length;
  for (let last = block[length - 1]; last && !goesOn(last); last = block[length - 1]) length--;
  return length;
}

function isEndOfProcess(step: Step): boolean {
  return step.kind === 'exit' && step.how === 'process';
}

/** Whether something else may run after the step than the step behind it. */
function goesOn(step: Step): boolean {
  const ahead: Step[] = [step];
  for (let at = ahead.pop(); at; at = ahead.pop()) {
    if (at.kind === 'suspend' || at.kind === 'exit' || ((at.kind === 'loop' || at.kind === 'scope') && at.isAsync)) return true;
    for (const {block} of innerBlocks(at, 0)) ahead.push(...block);
  }
  return false;
}

/** Most steps are none of these. */
const HOLDS_BLOCKS: ReadonlySet<Step['kind']> = new Set(['branch', 'loop', 'try', 'scope']);

interface InnerBlock {
  readonly block: Block;
  readonly conditions: number;
  /** Those of its own condition. */
  readonly needs: readonly Need[];
  /** Whether it is what happens otherwise; a branch at its end goes on with the chain. */
  readonly isElse: boolean;
  readonly isDoneOnce: boolean;
}

/** What is done for the first caller only is a special case of its callers, as what stands behind several conditions is. */
const DONE_ONCE = 2;

function innerBlocks(step: Step, conditions: number): InnerBlock[] {
  switch (step.kind) {
    case 'branch':
      return branches(step, conditions);
    case 'loop':
      return [always(step.body, conditions), always(step.otherwise, conditions)];
    case 'try': {
      const handlers = step.handlers.map(({body}) => always(body, conditions + 1));
      return [always(step.body, conditions), ...handlers, always(step.otherwise, conditions), always(step.finalizer ?? [], conditions)];
    }
    case 'scope':
      return [always(step.body, conditions)];
    default:
      return [];
  }
}

function always(block: Block, conditions: number): InnerBlock {
  return {block, conditions, needs: NO_NEEDS, isElse: false, isDoneOnce: false};
}

function branches(branch: Branch, around: number): InnerBlock[] {
  const {guard, test, then, otherwise} = branch;
  const isDoneOnce = makesOnce(branch);
  const conditions = around + (isDoneOnce ? DONE_ONCE : 1);
  const blocks = [
    {block: then, conditions, needs: needsOf(test, true), isElse: false, isDoneOnce},
    {block: otherwise, conditions, needs: otherwise.length > 0 ? needsOf(test, false) : NO_NEEDS, isElse: true, isDoneOnce: false},
  ];
  return guard === null ? blocks : blocks.slice(1);
}

/** `if (!shared) shared = new Shared()`, of a variable of the module or a member of a class. */
function makesOnce({test, then}: Branch): boolean {
  const absent = absentIn(test);
  return absent !== null && isOfProgram(absent) && binds(then, absent);
}

/** `if (shared) return shared; …; shared = new Shared();` */
function givesWhatIsKept(step: Step, {block, next}: Visit): boolean {
  if (step.kind !== 'branch' || step.otherwise.length > 0 || !alwaysLeaves(step.then)) return false;
  const present = presentIn(step.test);
  return present !== null && isOfProgram(present) && binds(block.slice(next), present);
}

function binds(block: Block, target: Value): boolean {
  const ahead = [...block];
  for (let at = ahead.pop(); at; at = ahead.pop()) {
    if (at.kind === 'bind' && isSamePlace(at.target, target)) return true;
    if (at.kind === 'grow' && isSamePlace(at.collection, target)) return true;
    if (HOLDS_BLOCKS.has(at.kind)) for (const inner of innerBlocks(at, 0)) ahead.push(...inner.block);
  }
  return false;
}

/** `shared` of `shared`, `shared !== undefined`, `shared is not None`. */
function presentIn(test: Value): Value | null {
  if (test.kind !== 'operation') return test;
  const [first = null, second] = test.operands;
  const isCompared = test.operator === '!=' || test.operator === 'is not';
  return isCompared && second?.kind === 'literal' && (second.value === null || second.value === undefined) ? first : null;
}

/** `shared` of `!shared`, `shared == null`, `shared is None`. */
function absentIn(test: Value): Value | null {
  if (test.kind !== 'operation') return null;
  const [first = null, second] = test.operands;
  if (test.operator === 'not') return first;
  const isCompared = test.operator === '==' || test.operator === 'is';
  return isCompared && second?.kind === 'literal' && (second.value === null || second.value === undefined) ? first : null;
}

function isOfProgram(value: Value): boolean {
  if (value.kind === 'name') return value.binding.kind === 'local' && value.binding.owner.kind === 'module';
  return value.kind === 'member' && value.object.kind === 'name' && value.object.binding.kind === 'class';
}

function alwaysLeaves(block: Block): boolean {
  const last = block.at(-1);
  return last?.kind === 'exit' && (last.how === 'return' || last.how === 'throw');
}

/** `try: sock.recv(n)` with `except BlockingIOError`, and `with contextlib.suppress(BlockingIOError)`. */
function expectsRefusal(step: Step, block: Block): boolean {
  if (step.kind === 'try') return block === step.body && step.handlers.some(({types}) => types.some(isRefusal));
  return step.kind === 'scope' && step.resource.kind === 'call' && step.resource.call.args.some(({value}) => isRefusalValue(value));
}

function isRefusal({root, path}: Reference): boolean {
  return root.kind === 'global' && root.name === REFUSAL && path.length === 0;
}

function isRefusalValue(value: Value): boolean {
  return value.kind === 'global' && value.name === REFUSAL;
}

const REFUSAL = 'BlockingIOError';
