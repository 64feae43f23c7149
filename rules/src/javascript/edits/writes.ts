import type {Call, Loop, Rewrite} from '../../facts/index.ts';
import type {Node} from '../estree.ts';
import {childrenOf, endOf, isNode, startOf} from '../estree.ts';
import {styleOf} from './style.ts';
import {refuse, replace, rewrite, type Syntax} from './syntax.ts';

/** Rewrites of loops that write item by item. */

/** `for (const x of xs) await appendFile(p, text(x))` → `await appendFile(p, Array.from(xs, x => text(x)).join(''))`. */
export function writeAtOnce(syntax: Syntax, call: Call, loop: Loop): Rewrite {
  const node = call.node as Node;
  const statement = loop.node as Node;
  const args: readonly Node[] = (node['arguments'] ?? []).filter(isNode);
  const isMethod = call.receiver !== null && node['callee']?.type === 'MemberExpression' && /^(write|writeFile|appendFile)$/.test(node['callee'].property?.name ?? '') && args.length === 1;
  const item = isMethod ? args[0] : args[1];
  if (statement.type !== 'ForOfStatement' || !item || !isAllThatIsDone(statement, node)) return refuse('The loop does something else besides.');
  const declaration: Node = statement['left'];
  const pattern: Node | undefined = declaration.type === 'VariableDeclaration' ? declaration['declarations']?.[0]?.id : undefined;
  if (!pattern) return refuse('The item is no variable of the loop.');
  if (!isText(item)) return refuse('What is written may be no text, which alone can be joined.');
  if (suspends(item) || suspends(statement['right'])) return refuse('The items are waited for.');
  if (/\/\/|\/\*/.test(syntax.slice(startOf(statement), startOf(node)) + syntax.slice(endOf(node), endOf(statement)))) return refuse('A comment would be lost.');
  const name = isMethod ? `${syntax.textOf(node['callee'].object)}.appendFile` : syntax.textOf(node['callee']);
  const joined = `Array.from(${syntax.textOf(statement['right'])}, (${syntax.textOf(pattern)}) => ${syntax.textOf(item)}).join('')`;
  const given = isMethod ? [joined] : args.map(argument => (argument === item ? joined : syntax.textOf(argument)));
  return rewrite(replace(startOf(statement), endOf(statement), `await ${name}(${given.join(', ')})${styleOf(syntax).semicolon}`));
}

function isAllThatIsDone({body}: Node, call: Node): boolean {
  const statements: readonly Node[] = body?.type === 'BlockStatement' ? body['body'] : [body];
  const [only] = statements;
  return statements.length === 1 && only?.type === 'ExpressionStatement' && only['expression'].type === 'AwaitExpression' && only['expression'].argument === call;
}

/** A template, or a sum with a text in it. */
function isText(node: Node): boolean {
  if (node.type === 'TemplateLiteral') return true;
  if (node.type === 'Literal') return typeof node['value'] === 'string';
  return node.type === 'BinaryExpression' && node['operator'] === '+' && (isText(node['left']) || isText(node['right']));
}

function suspends(expression: Node): boolean {
  const open: Node[] = [expression];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'AwaitExpression' || node.type === 'YieldExpression') return true;
    for (const child of childrenOf(node)) open.push(child);
  }
  return false;
}

/** `f(x);` → `if (i % 100 === 0) f(x);`. */
export function onlyIf(syntax: Syntax, call: Call, condition: string): Rewrite {
  const node = call.node as Node;
  const statement = syntax.statement(node);
  if (!statement || statement.list === null || statement.node.type !== 'ExpressionStatement') return refuse('The call is not a statement of its own.');
  const {expression} = statement.node as Node & {readonly expression: Node};
  if (expression !== node && !(expression.type === 'AwaitExpression' && expression['argument'] === node)) return refuse('The call is not a statement of its own.');
  return rewrite(replace(startOf(statement.node), startOf(statement.node), `if (${condition}) `));
}
