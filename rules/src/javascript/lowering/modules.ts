import type {Reference} from '../../facts/index.ts';
import {UNKNOWN} from '../../facts/index.ts';
import {LexicalScope} from '../binding.ts';
import {ClassDraft, type FunctionDraft} from '../drafts.ts';
import type {Node} from '../estree.ts';
import {keyName, nodeSpan, stringOf} from '../estree.ts';
import {hoistVariables} from '../hoisting.ts';
import {entityOf} from '../types.ts';
import type {StatementLowering, Walk} from '../walk.ts';
import {setUse} from '../walk.ts';
import {namedExpression} from './expressions.ts';
import {typeDeclarations} from './type-declarations.ts';

/** Imports, exports, and the declarations of TypeScript that stand for something. */
export const moduleStatements: Readonly<Record<string, StatementLowering>> = {
  ImportDeclaration: () => {},
  TSImportEqualsDeclaration: () => {},
  ExportNamedDeclaration: exportNamed,
  ExportDefaultDeclaration: exportDefault,
  ExportAllDeclaration: exportAll,
  TSExportAssignment: exportAssignment,
  TSNamespaceExportDeclaration: () => {},
  ...typeDeclarations,
  TSEnumDeclaration: enumDeclaration,
  TSModuleDeclaration: namespaceDeclaration,
};

/** Imported names are known before anything of the file is walked. */
export function hoistImports(walk: Walk, nodes: readonly Node[]): void {
  for (const node of nodes) {
    if (node.type === 'ImportDeclaration') importDeclaration(walk, node);
    const declaration: Node | null | undefined = node.type === 'ExportNamedDeclaration' ? node['declaration'] : node;
    if (declaration?.type === 'TSImportEqualsDeclaration' && declaration['id']) importEquals(walk, declaration);
  }
}

function importDeclaration(walk: Walk, node: Node): void {
  const module = stringOf(node['source']);
  if (module === null) return;
  const specifiers: Node[] = node['specifiers'] ?? [];
  const isTypeOnly = node['importKind'] === 'type' || (specifiers.length > 0 && specifiers.every((one) => one['importKind'] === 'type'));
  walk.imports.push({module, isTypeOnly, isDeferred: false, span: nodeSpan(node)});
  for (const specifier of specifiers) {
    if (!specifier['local']) continue;
    walk.declare(specifier['local'], 'import').declared = {root: {kind: 'import', module}, path: importedPath(specifier)};
  }
}

function importedPath(specifier: Node): `.${string}`[] {
  if (specifier.type === 'ImportSpecifier') return [`.${keyName(specifier['imported'], false) ?? ''}`];
  return specifier.type === 'ImportDefaultSpecifier' ? ['.default'] : [];
}

/** `import fs = require('fs')`, `import readFile = fs.promises.readFile`. */
function importEquals(walk: Walk, node: Node): void {
  const reference: Node | undefined = node['moduleReference'];
  const name = walk.declare(node['id'], 'import');
  const module = reference?.type === 'TSExternalModuleReference' ? stringOf(reference['expression']) : null;
  if (module === null) {
    name.declared = entityOf(walk, reference) ?? UNKNOWN;
    return;
  }
  walk.imports.push({module, isTypeOnly: node['importKind'] === 'type', isDeferred: false, span: nodeSpan(node)});
  name.declared = {root: {kind: 'import', module}, path: []};
}

function exportNamed(walk: Walk, node: Node): void {
  const declaration: Node | null = node['declaration'] ?? null;
  if (declaration) {
    walk.statement(declaration);
    for (const name of walk.declaredBy(declaration)) walk.exportedNames.push({name: name.name, reference: () => name.reference, binding: name});
    return;
  }
  const module = stringOf(node['source']);
  const specifiers: Node[] = node['specifiers'] ?? [];
  if (module !== null) {
    const isTypeOnly = node['exportKind'] === 'type' || (specifiers.length > 0 && specifiers.every((one) => one['exportKind'] === 'type'));
    walk.imports.push({module, isTypeOnly, isDeferred: false, span: nodeSpan(node)});
  }
  for (const specifier of specifiers) {
    const exported = keyName(specifier['exported'], false);
    const local = keyName(specifier['local'], false);
    if (exported === null || local === null) continue;
    if (module === null) {
      const binding = walk.moduleScope.own(local);
      // A `var` may be declared further down.
      walk.exportedNames.push({name: exported, reference: () => (binding ?? walk.moduleScope.own(local))?.reference ?? UNKNOWN, binding});
    } else walk.exportedNames.push({name: exported, reference: () => ({root: {kind: 'import', module}, path: [`.${local}`]})});
  }
}

function exportDefault(walk: Walk, node: Node): void {
  const declaration: Node = node['declaration'];
  // The signatures of an overloaded function are followed by the function.
  if (!declaration || declaration.type === 'TSDeclareFunction') return;
  let reference: () => Reference;
  if (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration' || declaration.type === 'TSInterfaceDeclaration') {
    const own = declaration['id'] ? walk.scope.own(declaration['id'].name) : undefined;
    if (own !== undefined) {
      walk.statement(declaration);
      reference = () => own.reference;
    } else if (declaration.type === 'ClassDeclaration') {
      const {binding} = walk.lowerings.makeClass(walk, declaration, 'default');
      reference = () => binding.reference;
    } else {
      const fn = walk.lowerings.makeFunction(walk, declaration, 'default');
      walk.push({kind: 'nested', function: fn, span: nodeSpan(declaration)});
      reference = () => ({root: {kind: 'function', function: fn}, path: []});
    }
  } else {
    const value = namedExpression(walk, declaration, 'default');
    setUse(value, {kind: 'read'});
    walk.exportedValues.push({name: 'default', value});
    return;
  }
  walk.exportedNames.push({name: 'default', reference});
}

function exportAll(walk: Walk, node: Node): void {
  const module = stringOf(node['source']);
  if (module === null) return;
  walk.imports.push({module, isTypeOnly: node['exportKind'] === 'type', isDeferred: false, span: nodeSpan(node)});
  const name = keyName(node['exported'], false);
  if (name === null) walk.reexports.push(module);
  else walk.exportedNames.push({name, reference: () => ({root: {kind: 'import', module}, path: []})});
}

/** `export = x`. */
function exportAssignment(walk: Walk, node: Node): void {
  walk.exportedValues.push({name: 'export=', value: namedExpression(walk, node['expression'], null)});
}

function enumDeclaration(walk: Walk, node: Node): void {
  for (const member of node['body']?.members ?? node['members'] ?? []) if (member?.initializer) walk.expression(member.initializer);
}

/** A namespace runs where it stands; its names are its own, and those that it exports are its members, as of a class that nobody makes instances of. */
function namespaceDeclaration(walk: Walk, node: Node): void {
  if (node['declare'] === true || !node['body']) return;
  const {scope, canAwait} = walk;
  const members = node['id']?.type === 'Identifier' ? membersOfNamespace(walk, node) : null;
  walk.scope = new LexicalScope(scope);
  walk.canAwait = false;
  const nodes: Node[] = node['body'].body ?? [];
  hoistVariables(walk, nodes, walk.scope);
  hoistImports(walk, nodes);
  const exported = walk.exportedNames.length;
  walk.lowerings.statementList(walk, nodes);
  for (const {name, reference} of walk.exportedNames.splice(exported)) if (members !== null) members.field(name).annotation = reference;
  Object.assign(walk, {scope, canAwait});
}

/** Where the namespace shares its name with a class or an earlier namespace they are one; to a function it adds members. */
function membersOfNamespace(walk: Walk, node: Node): ClassDraft | null {
  const name = walk.scope.own(node['id'].name);
  if (name === undefined) return null;
  const {declared} = name;
  const root = declared === null || typeof declared === 'function' ? null : declared.root;
  if (declared !== null && root === null) return null;
  if (root?.kind === 'class') return root.class as ClassDraft;
  if (root !== null && root.kind !== 'function') return null;
  const known = root?.function.namespace as ClassDraft | undefined;
  if (known) return known;
  const draft = new ClassDraft(walk.classes.length, name.name, nodeSpan(node), walk.header(node, node['body']));
  walk.classes.push(draft);
  if (root) (root.function as FunctionDraft).namespace = draft;
  else name.declared = {root: {kind: 'class', class: draft}, path: []};
  return draft;
}
