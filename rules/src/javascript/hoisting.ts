import type {LexicalScope} from './binding.ts';
import type {Node} from './estree.ts';
import {collectNames} from './bound-names.ts';
import type {Walk} from './walk.ts';

/** Names are known in their whole scope, before the walk reaches their declaration. */

const DEEPEST_STATEMENT = 400;

/** Declares the `var`s of a function's statements, however deep they stand in blocks, but not those of inner functions. */
export function hoistVariables(walk: Walk, nodes: readonly (Node | null | undefined)[], scope: LexicalScope, depth = 0): void {
  if (depth > DEEPEST_STATEMENT) return;
  for (const node of nodes) {
    switch (node?.type) {
      case 'VariableDeclaration':
        if (node['kind'] === 'var') {
          for (const identifier of declaredNames(node)) if (!scope.own(identifier['name'])) walk.declare(identifier, 'local', scope);
        }
        break;
      case 'ExportNamedDeclaration':
        if (node['declaration']) hoistVariables(walk, [node['declaration']], scope, depth + 1);
        break;
      case 'BlockStatement':
        hoistVariables(walk, node['body'] ?? [], scope, depth + 1);
        break;
      case 'IfStatement':
        hoistVariables(walk, [node['consequent'], node['alternate']], scope, depth + 1);
        break;
      case 'ForStatement':
        hoistVariables(walk, [node['init'], node['body']], scope, depth + 1);
        break;
      case 'ForInStatement':
      case 'ForOfStatement':
        hoistVariables(walk, [node['left'], node['body']], scope, depth + 1);
        break;
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'LabeledStatement':
      case 'WithStatement':
        hoistVariables(walk, [node['body']], scope, depth + 1);
        break;
      case 'TryStatement':
        hoistVariables(walk, [node['block'], node['handler']?.body, node['finalizer']], scope, depth + 1);
        break;
      case 'SwitchStatement':
        for (const one of node['cases'] ?? []) hoistVariables(walk, one?.consequent ?? [], scope, depth + 1);
        break;
    }
  }
}

/** Declares what a list of statements declares for the block that it is: `let`, `const`, `using`, functions, classes, types. */
export function hoistDeclarations(walk: Walk, nodes: readonly Node[]): void {
  for (const node of nodes) {
    const declaration: Node | null | undefined = isExport(node) ? node['declaration'] : node;
    switch (declaration?.type) {
      case 'VariableDeclaration':
        if (declaration['kind'] !== 'var') for (const identifier of declaredNames(declaration)) walk.declare(identifier, 'local');
        break;
      case 'FunctionDeclaration':
      case 'TSDeclareFunction':
        if (declaration['id'] && walk.scope.own(declaration['id'].name)?.kind !== 'function') walk.declare(declaration['id'], 'function');
        break;
      case 'ClassDeclaration':
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration':
      case 'TSEnumDeclaration':
      case 'TSModuleDeclaration':
        // An interface or namespace may share its name with a class or function; that one is what runs.
        if (declaration['id']?.type === 'Identifier' && (declaration.type === 'ClassDeclaration' || !walk.scope.own(declaration['id'].name))) {
          walk.declare(declaration['id'], 'class');
        }
        break;
    }
  }
}

function isExport(node: Node): boolean {
  return node.type === 'ExportNamedDeclaration' || node.type === 'ExportDefaultDeclaration';
}

function declaredNames(declaration: Node): Node[] {
  const names: Node[] = [];
  for (const declarator of declaration['declarations'] ?? []) collectNames(declarator?.id, names);
  return names;
}
