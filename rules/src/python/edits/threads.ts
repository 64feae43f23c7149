import type {AsyncLibrary, Call, ImportedName, Rewrite, TextEdit} from '../../facts/index.ts';
import type {Call as CallNode} from '../ast.ts';
import type {PythonFacts} from '../lower-file.ts';
import {awaited, hasBareGenerator, nodeOf, obstacleToAwait, placeOf} from './await.ts';
import {importName} from './imports.ts';
import {accept, insert, refuse, replace, type Layout} from './layout.ts';

/** The function of each library that runs another one in a thread, and whether it hands keywords on. */
const RUNNERS: Readonly<Record<Exclude<AsyncLibrary, 'promise'>, ImportedName & {readonly takesKeywords: boolean}>> = {
  asyncio: {module: 'asyncio', name: 'to_thread', takesKeywords: true},
  anyio: {module: 'anyio.to_thread', name: 'run_sync', takesKeywords: false},
  trio: {module: 'trio.to_thread', name: 'run_sync', takesKeywords: false},
};

/**
 * `f(a, k=v)` → `await asyncio.to_thread(f, a, k=v)`. The arguments stay where they are and are evaluated on the loop, as before;
 * where the runner takes no keywords, `functools.partial` binds them.
 */
export function moveOffLoop(facts: PythonFacts, layout: Layout, call: Call): Rewrite {
  const node = nodeOf(call);
  const obstacle = obstacleToAwait(call) ?? obstacleToThread(call);
  if (obstacle) return refuse(obstacle);
  const opening = openingOf(layout, node);
  if (opening === null) return refuse('The arguments of the call cannot be found.');
  const runner = RUNNERS[facts.library === 'promise' ? 'asyncio' : facts.library];
  const {text, edits} = importName(facts, layout, runner, placeOf(call));
  const isBound = !runner.takesKeywords && node.keywords.length > 0;
  const partial = isBound ? importName(facts, layout, {module: 'functools', name: 'partial'}, placeOf(call)) : null;
  const [first, ...rest] = awaited(layout, node);
  const before = insert(node.start, `${first!.text}${text}(${partial ? `${partial.text}(` : ''}`);
  const after = partial ? [insert(node.end, ')')] : [];
  return accept([...edits, ...(partial?.edits ?? []), before, ...handedOver(layout, node, opening), ...after, ...rest]);
}

function obstacleToThread({use}: Call): string | null {
  return use.kind === 'entered' ? 'What is entered is also used on the loop; the whole block would have to move.' : null;
}

/** The parenthesis that opens the arguments; the callee may have some of its own. */
function openingOf({text}: Layout, {func, end}: CallNode): number | null {
  const found = /^[\s)\\]*\(/.exec(text.slice(func.end, end));
  return found ? func.end + found[0].length - 1 : null;
}

/** The opening parenthesis gives way to a comma, for the function is now the first argument. */
function handedOver({text}: Layout, node: CallNode, opening: number): TextEdit[] {
  const at = {start: opening, end: opening + 1};
  if (node.args.length + node.keywords.length === 0) return [replace(at, '')];
  if (hasBareGenerator(node)) return [replace(at, ', ('), insert(node.end - 1, ')')];
  return [replace(at, /\s/.test(text[opening + 1] ?? '') ? ',' : ', ')];
}
