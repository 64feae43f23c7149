import type {Block, Branch, FunctionFacts, Reference, Step, Value} from '../facts/index.ts';
import {DONE_ONCE, keeperOfRest, keeperOfSide, type Keeper} from './done-once.ts';
import {joined, needsOf, NO_NEEDS, type Need} from './needs.ts';

/** A step, and how many conditions must hold for it to run: branches and handlers around it, an `elif` chain counted once. */
export interface RunningStep {
  readonly step: Step;
  readonly conditions: number;
  /** How many branches before it may have left the function: `if not path: return`. */
  readonly exits: number;
  /** The parameters that must count as true, or as false, for it to run. */
  readonly needs: readonly Need[];
  /** Whether it stands where `BlockingIOError` is expected: the descriptor does not block, so what would wait raises instead. */
  readonly refusesToWait: boolean;
  /** Who keeps what it gives, so that it runs the first time only; null: it runs each time. */
  readonly keptBy: Keeper | null;
}

const known = new WeakMap<FunctionFacts, readonly RunningStep[]>();

/**
 * The steps of a function in the order of the text, those of nested blocks included, without what runs outside of the
 * program's ordinary life: under the guard of an entry point, a worker or a type checker, and right before its end. Walked once.
 */
export function runningSteps(fn: FunctionFacts): readonly RunningStep[] {
  let steps = known.get(fn);
  if (!steps) known.set(fn, (steps = walk(fn)));
  return steps;
}

/** Iterative, so that no nesting is too deep for it. */
function walk(fn: FunctionFacts): readonly RunningStep[] {
  const steps: RunningStep[] = [];
  const stack = [visit({block: fn.body, conditions: 0, isElse: false, keptBy: null}, NO_NEEDS, false, 0)];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const step = top.next < top.end ? top.block[top.next++] : undefined;
    if (step === undefined) {
      stack.pop();
      continue;
    }
    steps.push({step, conditions: top.conditions, exits: top.exits, needs: top.needs, refusesToWait: top.refusesToWait, keptBy: top.keptBy});
    if (HOLDS_BLOCKS.has(step.kind)) enter(step, top, stack, fn);
  }
  return steps;
}

/** Puts the blocks of a step before what stands behind it. */
function enter(step: Step, top: Visit, stack: Visit[], fn: FunctionFacts): void {
  const isElseIf = top.isElse && top.next === top.block.length;
  const blocks = innerBlocks(step, isElseIf ? top.conditions - 1 : top.conditions, fn);
  for (let index = blocks.length - 1; index >= 0; index--) {
    const inner = blocks[index]!;
    if (inner.block.length > 0) stack.push(visit({...inner, keptBy: stronger(inner.keptBy, top.keptBy)}, joined(top.needs, inner.needs), top.refusesToWait || expectsRefusal(step, inner.block), top.exits));
  }
  if (mayReturn(step)) top.exits++;
  if (step.kind !== 'branch' || !alwaysLeaves(step.then)) return;
  const keeper = top.keptBy === 'program' ? null : keeperOfRest(step, top.block, top.next, fn);
  if (keeper === 'program') top.conditions += DONE_ONCE;
  top.keptBy = stronger(keeper, top.keptBy);
  // What stands behind `if not path: return` needs a path.
  top.needs = joined(top.needs, needsOf(step.test, false));
}

function stronger(a: Keeper | null, b: Keeper | null): Keeper | null {
  return a === 'program' || b === null ? a : b;
}

function visit({block, conditions, isElse, keptBy}: Omit<InnerBlock, 'needs'>, needs: readonly Need[], refusesToWait: boolean, exits: number): Visit {
  return {block, conditions, isElse, keptBy, needs, refusesToWait, exits, next: 0, end: lengthBeforeEnd(block)};
}

interface Visit extends InnerBlock {
  readonly end: number;
  readonly refusesToWait: boolean;
  conditions: number;
  exits: number;
  keptBy: Keeper | null;
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
    for (const {block} of innerBlocks(at, 0, null)) ahead.push(...block);
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
  readonly keptBy: Keeper | null;
}

/** In a function; null where only the steps are asked for. */
function innerBlocks(step: Step, conditions: number, fn: FunctionFacts | null): InnerBlock[] {
  switch (step.kind) {
    case 'branch':
      return branches(step, conditions, fn);
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
  return {block, conditions, needs: NO_NEEDS, isElse: false, keptBy: null};
}

function branches(branch: Branch, around: number, fn: FunctionFacts | null): InnerBlock[] {
  const {guard, test, then, otherwise} = branch;
  const side = (block: Block, holds: boolean): InnerBlock => {
    const keptBy = fn && keeperOfSide(branch, holds, fn);
    const needs = block.length > 0 ? needsOf(test, holds) : NO_NEEDS;
    return {block, conditions: around + (keptBy === 'program' ? DONE_ONCE : 1), needs, isElse: !holds, keptBy};
  };
  return guard === null ? [side(then, true), side(otherwise, false)] : [side(otherwise, false)];
}

/** `if not path: return`, also in a `try`: what stands behind it runs in the other case. */
function mayReturn(step: Step): boolean {
  if (step.kind === 'try') return step.body.some(inner => inner.kind === 'branch' && mayReturn(inner));
  return step.kind === 'branch' && [step.then, step.otherwise].some(block => {
    const last = block.at(-1);
    return last?.kind === 'exit' && last.how === 'return';
  });
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
