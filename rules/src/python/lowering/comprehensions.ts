import {spanOf, type Binding, type Step, type Value} from '../../facts/index.ts';
import type {Comprehension, DictComp, GeneratorExp, ListComp, SetComp} from '../ast.ts';
import {declareTarget} from '../bound-names.ts';
import {spanOfNode, unknown, type Walk} from '../walk.ts';
import {bindLoopTarget} from './loops.ts';
import {setUse} from './uses.ts';

export const comprehensions = {
  ListComp: (walk: Walk, node: ListComp) => comprehension(walk, node, walk.canAwait, () => walk.expression(node.elt)),
  SetComp: (walk: Walk, node: SetComp) => comprehension(walk, node, walk.canAwait, () => walk.expression(node.elt)),
  DictComp: (walk: Walk, node: DictComp) => comprehension(walk, node, walk.canAwait, () => entry(walk, node)),
  // An `await` would turn the generator into an asynchronous one, which nobody who iterates it expects.
  GeneratorExp: (walk: Walk, node: GeneratorExp) => comprehension(walk, node, false, () => walk.expression(node.elt)),
};

/** Of a dictionary's entries, the values stand for the elements. */
function entry(walk: Walk, node: DictComp): Value {
  const key = walk.expression(node.key);
  return node.value ? walk.expression(node.value) : unknown(node.key, [key]);
}

/**
 * A loop per `for`, nested; its value is one element per turn. The first iterable is evaluated outside of the comprehension's scope.
 * A generator expression's loop stands where it is written, though it runs where it is consumed: nearly always the call around it.
 */
function comprehension(walk: Walk, node: ListComp | SetComp | DictComp | GeneratorExp, canAwait: boolean, element: () => Value): Value {
  const [first] = node.generators;
  if (!first) return unknown(node);
  const over = walk.expression(first.iter);
  const scope = walk.newScope('comprehension', walk.scope, walk.function);
  for (const {target} of node.generators) declareTarget(target, 'loop', scope);
  let value: Value = unknown(node);
  const steps = walk.within(walk.function, scope, canAwait, () => (value = turns(walk, node, 0, over, element)));
  for (const step of steps) walk.block.push(step);
  return value;
}

/** CPython nests no more than 20 blocks; further `for`s are left out. */
const MOST_LOOPS = 50;

function turns(walk: Walk, node: {readonly generators: readonly Comprehension[]} & ListLike, index: number, over: Value, element: () => Value): Value {
  const generator = node.generators[index]!;
  const isAsync = generator.is_async === 1;
  setUse(over, {kind: 'iterated', isAsync});
  const targets: Binding[] = [];
  let each: Value = unknown(generator);
  const body = walk.blockOf(() => {
    bindLoopTarget(walk, generator.target, over, targets, generator);
    filtered(walk, generator, 0, () => {
      const next = index < MOST_LOOPS ? node.generators[index + 1] : undefined;
      each = next ? turns(walk, node, index + 1, walk.expression(next.iter), element) : element();
    });
  });
  walk.block.push({
    kind: 'loop', form: 'comprehension', isAsync, over, targets, test: null, body, otherwise: [],
    header: spanOf(generator.start, generator.iter.end), span: spanOfNode(node), node: generator,
  });
  return {kind: 'each', over, element: each, mapper: null, call: null, span: spanOfNode(node)};
}

type ListLike = ListComp | SetComp | DictComp | GeneratorExp;

/** `if`s decide, one after the other, whether the turn goes on. */
function filtered(walk: Walk, generator: Comprehension, index: number, goOn: () => void): void {
  const condition = generator.ifs[index];
  if (!condition || index === MOST_LOOPS) {
    goOn();
    return;
  }
  const test = walk.expression(condition);
  const then: Step[] = walk.blockOf(() => filtered(walk, generator, index + 1, goOn));
  if (then.length > 0) walk.push({kind: 'branch', test, guard: null, then, otherwise: [], span: spanOfNode(condition)});
}
