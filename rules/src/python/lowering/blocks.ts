import {spanOf, type Block, type Branch, type Step, type Value} from '../../facts/index.ts';
import type {AsyncWith, ExceptHandler, Expr, If, Stmt, Try, TryStar, With} from '../ast.ts';
import {HandlerDraft} from '../drafts.ts';
import type {Name} from '../scope.ts';
import {spanOfNode, unknown, type Walk} from '../walk.ts';
import {bindTarget, recordAssignment} from './targets.ts';
import {setUse} from './uses.ts';

/** Statements that hold blocks, but for loops, `match` and definitions. */
export const blockStatements = {
  If: branches,
  With: (walk: Walk, node: With) => scopes(walk, node, false, 0),
  AsyncWith: (walk: Walk, node: AsyncWith) => scopes(walk, node, true, 0),
  Try: (walk: Walk, node: Try) => trying(walk, node, false),
  TryStar: (walk: Walk, node: TryStar) => trying(walk, node, true),
};

/** Longer chains of `elif` go on as one branch after the other, so that nobody's recursion over blocks runs out of stack. */
const LONGEST_CHAIN = 200;

/** `if … elif … else`: each `elif` is a branch in what is otherwise done. Chains are walked without recursion. */
function branches(walk: Walk, node: If): void {
  const outer = walk.block;
  let at: If | null = node;
  for (let length = 0; at !== null; length += 1) {
    const {test: testNode, body, orelse, start, end}: If = at;
    const test = walk.expression(testNode);
    const guard = guardOf(testNode);
    const then = walk.blockOf(() => guarded(walk, guard, body));
    const otherwise: Step[] = [];
    walk.push({kind: 'branch', test, guard, then, otherwise, span: spanOf(start, end)});
    const [next] = orelse;
    if (length < LONGEST_CHAIN) walk.block = otherwise;
    at = orelse.length === 1 && next?.type === 'If' ? next : null;
    if (at === null) walk.statements(orelse);
  }
  walk.block = outer;
}

function guarded(walk: Walk, guard: Branch['guard'], body: readonly Stmt[]): void {
  const outer = walk.isTypeChecking;
  if (guard === 'type checking') walk.isTypeChecking = true;
  walk.statements(body);
  walk.isTypeChecking = outer;
}

function guardOf(test: Expr): Branch['guard'] {
  if (test.type === 'Name') return test.id === 'TYPE_CHECKING' ? 'type checking' : null;
  if (test.type === 'Attribute') return test.attr === 'TYPE_CHECKING' ? 'type checking' : null;
  if (isEntryPointTest(test)) return 'entry point';
  return isOtherThreadTest(test) ? 'worker' : null;
}

/** `loop_thread_id != threading.get_ident()`: what follows is for callers that are not on the loop's thread. */
function isOtherThreadTest(test: Expr): boolean {
  if (test.type !== 'Compare' || test.ops.length !== 1 || (test.ops[0] !== 'NotEq' && test.ops[0] !== 'IsNot')) return false;
  return [test.left, test.comparators[0]].some(
    side => side?.type === 'Call' && side.func.type === 'Attribute' && side.func.value.type === 'Name' && side.func.value.id === 'threading' && THREAD_IDENTITIES.has(side.func.attr),
  );
}

const THREAD_IDENTITIES: ReadonlySet<string> = new Set(['get_ident', 'get_native_id', 'current_thread']);

/** `__name__ == "__main__"`, either way round, alone or with more conditions. */
function isEntryPointTest(test: Expr): boolean {
  if (test.type === 'BoolOp') return test.op === 'And' && test.values.some(isEntryPointTest);
  if (test.type !== 'Compare' || test.ops.length !== 1 || test.ops[0] !== 'Eq') return false;
  const sides = [test.left, test.comparators[0]];
  return sides.some(side => side?.type === 'Name' && side.id === '__name__') && sides.some(side => side?.type === 'Constant' && side.value === '__main__');
}

/** CPython nests no more than 20 blocks; what a `with` enters beyond that is left out. */
const MOST_SCOPES = 50;

/** `with a() as x, b():` is one scope in the other. */
function scopes(walk: Walk, node: With | AsyncWith, isAsync: boolean, index: number): void {
  const item = node.items[index];
  if (!item || index === MOST_SCOPES) {
    walk.statements(node.body);
    return;
  }
  const resource = walk.expression(item.context_expr);
  setUse(resource, {kind: 'entered', isAsync});
  const target = item.optional_vars;
  const bound = target?.type === 'Name' ? (walk.scope.find(target.id) as Name | undefined) : undefined;
  const body = walk.blockOf(() => {
    if (bound) bound.values.push(resource);
    else if (target) enteredInto(walk, target, resource, isAsync, item);
    scopes(walk, node, isAsync, index + 1);
  });
  const start = index === 0 ? node.start : item.start;
  walk.push({kind: 'scope', isAsync, resource, bound: bound ?? null, body, header: spanOf(start, item.end), span: spanOfNode(node), node});
}

/** `with open() as self.file`, `with pair() as (a, b)`. */
function enteredInto(walk: Walk, target: Expr, resource: Value, isAsync: boolean, item: With['items'][number]): void {
  if (target.type !== 'Attribute' && target.type !== 'Subscript') {
    bindTarget(walk, target, unknown(target, [resource]), item);
    return;
  }
  const into = walk.expression(target);
  recordAssignment(into, resource);
  walk.push({kind: 'bind', target: into, value: resource, span: spanOfNode(item), node: item});
  setUse(resource, {kind: 'entered', isAsync});
}

function trying(walk: Walk, node: Try | TryStar, isGroup: boolean): void {
  const body = walk.blockOf(() => walk.statements(node.body));
  const handlers = node.handlers.map(handler => handlerOf(walk, handler, isGroup));
  const otherwise = walk.blockOf(() => walk.statements(node.orelse));
  const finalizer: Block | null = node.finalbody.length === 0 ? null : walk.blockOf(() => walk.statements(node.finalbody));
  walk.push({kind: 'try', body, handlers, otherwise, finalizer, span: spanOfNode(node), node});
}

/** What is caught is evaluated when something is raised, so its steps stand at the head of the handler's body. */
function handlerOf(walk: Walk, node: ExceptHandler, isGroup: boolean): HandlerDraft {
  let caught: Value | null = null;
  const name = node.name === null ? null : ((walk.scope.find(node.name) as Name | undefined) ?? null);
  name?.values.push(unknown(node));
  const body = walk.blockOf(() => {
    caught = node.exc_type ? walk.expression(node.exc_type) : null;
    walk.statements(node.body);
  });
  const handler = new HandlerDraft(node, spanOf(node.start, node.headerEnd), caught, name, isGroup);
  handler.body = body;
  return handler;
}
