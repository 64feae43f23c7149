import type {Branch} from '../../facts/index.ts';
import type {Node} from '../estree.ts';
import {keyName, unwrap} from '../estree.ts';

/** Names the place that a test asks for, so that `then` is what runs there: the entry point of the program, or a worker. */
export function placeGuard(test: Node, branch: Branch): Branch {
  const node = unwrap(test);
  if (isEntryPointTest(node)) return {...branch, guard: 'entry point'};
  if (isMainThread(node)) {
    const isNotMain = {kind: 'operation', operator: 'not', operands: [branch.test], span: branch.test.span} as const;
    return {...branch, guard: 'worker', test: isNotMain, then: branch.otherwise, otherwise: branch.then};
  }
  if (node.type === 'UnaryExpression' && node['operator'] === '!' && isMainThread(unwrap(node['argument']))) return {...branch, guard: 'worker'};
  return branch;
}

function isMainThread(node: Node): boolean {
  return node.type === 'Identifier' ? node['name'] === 'isMainThread' : isMember(node, 'isMainThread');
}

/** `require.main === module`, `import.meta.main`, and comparisons of this module's address with `process.argv[1]`. */
function isEntryPointTest(node: Node): boolean {
  if (isMember(node, 'main')) return node['object'].type === 'MetaProperty';
  if (node.type !== 'BinaryExpression' || !/^===?$/.test(node['operator'])) return false;
  const sides = [node['left'], node['right']].filter(Boolean).map(unwrap);
  if (sides.some((side) => isMember(side, 'main') && side['object'].name === 'require')) return true;
  return sides.some((side) => mentions(side, isModuleAddress)) && sides.some((side) => mentions(side, isScriptArgument));
}

function isModuleAddress(node: Node): boolean {
  return (isMember(node, 'url') || isMember(node, 'filename')) && node['object'].type === 'MetaProperty';
}

function isScriptArgument(node: Node): boolean {
  return node.type === 'MemberExpression' && node['property']?.value === 1 && isMember(unwrap(node['object']), 'argv');
}

/** Looks through `pathToFileURL(…).href` and the like. */
function mentions(node: Node, isWanted: (node: Node) => boolean, depth = 0): boolean {
  if (depth > 5) return false;
  if (isWanted(node)) return true;
  if (node.type === 'MemberExpression') return mentions(unwrap(node['object']), isWanted, depth + 1);
  const parts: Node[] = (node.type === 'TemplateLiteral' ? node['expressions'] : node.type === 'CallExpression' ? node['arguments'] : null) ?? [];
  return parts.some((part) => mentions(unwrap(part), isWanted, depth + 1));
}

function isMember(node: Node, name: string): boolean {
  return node.type === 'MemberExpression' && keyName(node['property'], node['computed'] === true) === name;
}
