import type {AsyncLibrary, Block, Call, EachValue, Grow, ImportedName, Loop, Rewrite, Step, TextEdit, Value} from '../../facts/index.ts';
import type {Call as CallNode, Expr, Node} from '../ast.ts';
import type {PythonFacts} from '../lower-file.ts';
import {dottedName} from '../references.ts';
import {nodeOf} from './await.ts';
import {placeIn} from './handlers.ts';
import {importName, newName} from './imports.ts';
import {accept, insert, refuse, replace, statementOf, type Layout} from './layout.ts';

/** The object of each library that lets only so many in at a time. */
const LIMITERS: Readonly<Record<Exclude<AsyncLibrary, 'promise'>, ImportedName & {readonly variable: string}>> = {
  asyncio: {module: 'asyncio', name: 'Semaphore', variable: 'semaphore'},
  anyio: {module: 'anyio', name: 'CapacityLimiter', variable: 'limiter'},
  trio: {module: 'trio', name: 'CapacityLimiter', variable: 'limiter'},
};

/**
 * Puts a limiter and a function that awaits under it before the statement that fans out, and hands each awaitable to that function.
 * Everything is still started in order, so results keep their order too.
 */
export function boundFanOut(facts: PythonFacts, layout: Layout, combinator: Call, each: EachValue | Loop | null, limit: number): Rewrite {
  const work = workOf(combinator, each);
  if (!work) return refuse('The awaitables are not made here.');
  const statement = statementOf(work.from);
  const indentation = statement && layout.indentation(statement.start);
  if (!statement || indentation === null || indentation === undefined) return refuse('The fan-out has no line of its own.');
  if (layout.text.startsWith('elif', statement.start)) return refuse('Nothing can stand before an `elif`.');
  if (statement.type.endsWith('Def') || !isInFunction(statement)) return refuse('The fan-out stands in no function.');
  const {variable, ...limiter} = LIMITERS[facts.library === 'promise' ? 'asyncio' : facts.library];
  const {text, edits} = importName(facts, layout, limiter, placeIn(facts, statement));
  const names = {limiter: newName(layout.text, variable), bounded: newName(layout.text, '_bounded')};
  const lines = [`${names.limiter} = ${text}(${limit})`, '', ...definition(work.form, names, layout.unit(statement)), ''];
  const definitions = lines.map(line => (line === '' ? '' : indentation + line) + layout.newline).join('');
  return accept([...edits, insert(layout.startOfLine(statement.start), definitions), ...handed(layout, work, names.bounded)]);
}

/** What is started per element, and how it is written. */
type Work =
  | {readonly form: 'awaitable'; readonly made: readonly Expr[]; readonly from: Node}
  /** `start_soon(f, x)`: the function comes first, its arguments behind it. */
  | {readonly form: 'function'; readonly starter: CallNode; readonly from: Node}
  | {readonly form: 'map'; readonly map: CallNode; readonly from: Node};

function workOf(combinator: Call, each: EachValue | Loop | null): Work | null {
  if (each?.kind === 'loop') return workOfLoop(combinator, each);
  const value = each?.element ? innermost(each.element) : null;
  if (value?.kind === 'call') return made(value.call, value.call.node as Node);
  const map = each?.mapper && each.call ? nodeOf(each.call) : null;
  const isSimple = map?.args.length === 2 && map.keywords.length === 0 && map.args.every(argument => argument.type === 'Name' || argument.type === 'Attribute');
  return map && isSimple ? {form: 'map', map, from: map} : null;
}

function innermost(value: Value): Value {
  return value.kind === 'each' && value.element ? innermost(value.element) : value;
}

/** In a loop, either each turn starts a task, or it adds an awaitable to a list. */
function workOfLoop(combinator: Call, loop: Loop): Work | null {
  const from = loop.node as Node;
  if (loop.form === 'comprehension') return null;
  if (from.start <= combinator.span.start && combinator.span.end <= from.end) return made(combinator, from);
  return madeTogether(grownFor(combinator, loop).map(({element}) => (element.kind === 'call' ? made(element.call, from) : null)), from);
}

/** What the loop adds to the list that the combinator takes; it may fill others too. */
function grownFor({args}: Call, loop: Loop): Grow[] {
  const lists = new Set(args.flatMap(({value}) => (value.kind === 'name' ? [value.binding] : [])));
  return stepsIn(loop.body).filter((step): step is Grow => step.kind === 'grow' && step.collection.kind === 'name' && lists.has(step.collection.binding));
}

/** A list may be filled in several branches: all of its awaitables are bounded or none. */
function madeTogether(works: readonly (Work | null)[], from: Node): Work | null {
  const nodes = works.map(work => (work?.form === 'awaitable' ? work.made : null));
  return nodes.length > 0 && nodes.every(node => node !== null) ? {form: 'awaitable', made: nodes.flat(), from} : null;
}

function stepsIn(block: Block): Step[] {
  return block.flatMap(step => {
    switch (step.kind) {
      case 'branch':
        return [...stepsIn(step.then), ...stepsIn(step.otherwise)];
      case 'scope':
      case 'loop':
        return stepsIn(step.body);
      case 'try':
        return stepsIn(step.body);
      default:
        return [step];
    }
  });
}

/** The awaitable itself, or the one that is handed to what makes a task of it. */
function made(call: Call, from: Node): Work | null {
  const node = nodeOf(call);
  const starter = node.func.type === 'Attribute' ? node.func.attr : (dottedName(call.callee)?.split('.').at(-1) ?? '');
  if (START_A_FUNCTION.has(starter)) return node.args[0] && node.args[0].type !== 'Starred' ? {form: 'function', starter: node, from} : null;
  if (!MAKE_A_TASK.has(starter)) return {form: 'awaitable', made: [node], from};
  const [first] = node.args;
  return first?.type === 'Call' ? {form: 'awaitable', made: [first], from} : null;
}

const START_A_FUNCTION: ReadonlySet<string> = new Set(['start_soon']);

const MAKE_A_TASK: ReadonlySet<string> = new Set(['create_task', 'ensure_future', 'wait_for', 'shield']);

function definition(form: Work['form'], names: {readonly limiter: string; readonly bounded: string}, unit: string): string[] {
  const takesFunction = form === 'function';
  return [
    `async def ${names.bounded}(${takesFunction ? 'function, *args' : 'awaitable'}):`,
    `${unit}async with ${names.limiter}:`,
    `${unit}${unit}return await ${takesFunction ? 'function(*args)' : 'awaitable'}`,
  ];
}

function handed(layout: Layout, work: Work, bounded: string): TextEdit[] {
  switch (work.form) {
    case 'awaitable':
      return work.made.flatMap(made => [insert(made.start, `${bounded}(`), insert(made.end, ')')]);
    case 'function':
      return [insert(work.starter.args[0]!.start, `${bounded}, `)];
    case 'map': {
      const [mapper, over] = work.map.args as [Expr, Expr];
      const item = newName(layout.text, 'item');
      return [replace(work.map, `(${bounded}(${layout.slice(mapper)}(${item})) for ${item} in ${layout.slice(over)})`)];
    }
  }
}

function isInFunction(node: Node): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === 'AsyncFunctionDef' || at.type === 'FunctionDef') return true;
    if (at.type === 'ClassDef') return false;
  }
  return false;
}
