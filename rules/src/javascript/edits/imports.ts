import type {ImportedName, TextEdit} from '../../facts/index.ts';
import type {Node} from '../estree.ts';
import {endOf, startOf, stringOf} from '../estree.ts';
import type {Style} from './style.ts';
import {styleOf} from './style.ts';
import type {Syntax} from './syntax.ts';
import {insert} from './syntax.ts';

/** What to write for each of the names, and the edits that import them. */
export interface Imported {
  readonly texts: readonly string[];
  readonly edits: readonly TextEdit[];
}

/** Imports names in the file's own way: through an import that is there, by extending one, or by a new one. */
export function importNames(syntax: Syntax, wanted: readonly ImportedName[]): Imported {
  const style = styleOf(syntax);
  const texts: string[] = [];
  const added = new Map<string, string[]>();
  const edits: TextEdit[] = [];
  for (const {module, name} of wanted) {
    const known = name === null ? null : importedAs(syntax, module, name);
    if (known !== null) {
      texts.push(known);
      continue;
    }
    if (name === null) {
      const local = syntax.freeName(baseName(module));
      texts.push(local);
      edits.push(newStatement(syntax, style, statement(style, module, style.modules === 'import' ? `* as ${local}` : local)));
      continue;
    }
    const local = syntax.names.has(name) ? syntax.freeName(`${name}Async`, `${name}Promise`) : name;
    texts.push(local);
    added.set(module, [...(added.get(module) ?? []), specifier(style, name, local)]);
  }
  for (const [module, specifiers] of added) {
    const names = `{${style.padding}${specifiers.join(', ')}${style.padding}}`;
    edits.push(extended(syntax, style, module, specifiers) ?? newStatement(syntax, style, statement(style, module, names)));
  }
  return {texts, edits: joined(edits)};
}

/** How the file already calls the name: `readFile`, `fsp.readFile`. */
function importedAs({facts}: Syntax, module: string, name: string): string | null {
  for (const binding of facts.moduleBindings.values()) {
    const {root, path} = binding.reference;
    if (root.kind !== 'import' || bare(root.module) !== bare(module)) continue;
    if (facts.imports.some((one) => one.isTypeOnly && bare(one.module) === bare(module))) continue;
    const taken = path.join('');
    if (taken === `.${name}`) return binding.name;
    if (taken === '' || taken === '.default') return `${binding.name}.${name}`;
  }
  return null;
}

/** `node:fs` and `fs` are one module. */
export function bare(module: string): string {
  return module.replace(/^node:/, '');
}

function baseName(module: string): string {
  return bare(module).split('/').at(-1)!.replaceAll(/[^\w$]+(\w)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? '');
}

function specifier(style: Style, name: string, local: string): string {
  if (name === local) return name;
  return style.modules === 'import' ? `${name} as ${local}` : `${name}: ${local}`;
}

function statement({modules, declaration, quote, hasNodePrefix, semicolon}: Style, module: string, names: string): string {
  const source = `${quote}${hasNodePrefix ? module : bare(module)}${quote}`;
  return (modules === 'import' ? `import ${names} from ${source}` : `${declaration} ${names} = require(${source})`) + semicolon;
}

/** Adds the names to an import of the module that is there. */
function extended(syntax: Syntax, style: Style, module: string, specifiers: readonly string[]): TextEdit | null {
  for (const node of (syntax.program['body'] ?? []) as readonly Node[]) {
    if (node.type === 'ImportDeclaration' && node['importKind'] !== 'type' && isModule(node['source'], module)) {
      const named: Node[] = (node['specifiers'] ?? []).filter((one: Node) => one.type === 'ImportSpecifier');
      if (named.length > 0) return afterLast(syntax, named.at(-1)!, specifiers);
      const [only] = node['specifiers'] ?? [];
      if (only?.type === 'ImportDefaultSpecifier') return insert(endOf(only), `, {${style.padding}${specifiers.join(', ')}${style.padding}}`);
    }
    const pattern = node.type === 'VariableDeclaration' ? requiredPattern(node, module) : null;
    if (pattern !== null) return afterLast(syntax, pattern['properties'].at(-1), specifiers);
  }
  return null;
}

/** `{a}` of `const {a} = require('m')`. */
function requiredPattern(declaration: Node, module: string): Node | null {
  for (const declarator of declaration['declarations'] ?? []) {
    const call: Node | null | undefined = declarator?.init;
    const isRequire = call?.type === 'CallExpression' && call['callee']?.name === 'require' && isModule(call['arguments']?.[0], module);
    const properties: Node[] | undefined = declarator?.id?.properties;
    if (isRequire && properties?.length && properties.at(-1)!.type !== 'RestElement') return declarator.id;
  }
  return null;
}

function isModule(source: Node | null | undefined, module: string): boolean {
  const written = stringOf(source);
  return written !== null && bare(written) === bare(module);
}

/** One name a line, where the last one stands on a line of its own. */
function afterLast(syntax: Syntax, last: Node, specifiers: readonly string[]): TextEdit {
  const start = startOf(last);
  const isOnOwnLine = syntax.slice(syntax.lineStart(start), start).trim() === '';
  const separator = isOnOwnLine ? `,${syntax.lineEnd}${syntax.indent(start)}` : ', ';
  return insert(endOf(last), specifiers.map((one) => separator + one).join(''));
}

/** A new statement after the last import, or at the head of the file. */
function newStatement(syntax: Syntax, style: Style, text: string): TextEdit {
  const body: readonly Node[] = syntax.program['body'] ?? [];
  const isImport = (node: Node) => (style.modules === 'import' ? /^(?:Import|TSImportEquals)Declaration$/.test(node.type) : isRequire(node));
  // Only the block at the head counts: a later import or require stands where it does for a reason.
  const atHead = leading(body, (node) => isImport(node) || isDirective(node));
  const last = atHead.findLast(isImport) ?? leading(body, isDirective).at(-1);
  if (last !== undefined) return insert(endOf(last), syntax.lineEnd + text);
  return insert(headOf(syntax), text + syntax.lineEnd + (body.length > 0 ? syntax.lineEnd : ''));
}

/** The nodes before the first of another kind. */
function leading(body: readonly Node[], isOfKind: (node: Node) => boolean): readonly Node[] {
  const end = body.findIndex((node) => !isOfKind(node));
  return end === -1 ? body : body.slice(0, end);
}

function isRequire(node: Node): boolean {
  if (node.type !== 'VariableDeclaration') return false;
  return (node['declarations'] ?? []).every((one: Node) => {
    const init: Node | undefined = one?.['init']?.type === 'MemberExpression' ? one['init'].object : one?.['init'];
    return init?.type === 'CallExpression' && init['callee']?.name === 'require';
  });
}

function isDirective(node: Node): boolean {
  const expression: Node | undefined = node.type === 'ExpressionStatement' ? node['expression'] : undefined;
  return expression?.type === 'Literal' && typeof expression['value'] === 'string';
}

/** After a `#!` line and a comment that speaks for the file, which an empty line sets off. */
function headOf({text}: Syntax): number {
  return /^(?:#![^\n]*\n)?(?:(?:\/\*[\s\S]*?\*\/|(?:\/\/[^\n]*\n)+)\s*?\n\r?\n)?/.exec(text)?.[0].length ?? 0;
}

/** Insertions at one place become one, since edits may not touch. */
function joined(edits: readonly TextEdit[]): TextEdit[] {
  const byStart = new Map<number, TextEdit>();
  for (const edit of edits) {
    const other = byStart.get(edit.span.start);
    byStart.set(edit.span.start, other === undefined ? edit : {span: edit.span, text: other.text + edit.text});
  }
  return [...byStart.values()];
}
