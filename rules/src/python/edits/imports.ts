import type {ImportedName, TextEdit} from '../../facts/index.ts';
import type {Import, ImportFrom, Node, Stmt} from '../ast.ts';
import {moduleOf} from '../bound-names.ts';
import type {PythonFacts} from '../lower-file.ts';
import {dottedName, isNone} from '../references.ts';
import type {Name, Scope} from '../scope.ts';
import {insert, type Layout} from './layout.ts';

/** How to say a module's member at a place, and the import that it needs, if any. */
export interface Imported {
  readonly text: string;
  readonly edits: readonly TextEdit[];
}

/** Where a name is to be said. */
export interface Place {
  readonly scope: Scope;
  readonly offset: number;
}

/** Says the name by an import that is there already, under whatever alias; otherwise imports it at the head of the file. */
export function importName(facts: PythonFacts, layout: Layout, {module, name}: ImportedName, place: Place): Imported {
  const text = existing(facts, module, name === null ? module : `${module}.${name}`, place);
  return text === null ? added(facts, layout, module, name) : {text, edits: []};
}

function existing(facts: PythonFacts, module: string, full: string, place: Place): string | null {
  const isLoaded = ALWAYS_LOADED.has(module) || facts.imports.some(one => one.module === module && !one.isTypeOnly);
  for (let scope: Scope | null = place.scope; scope !== null; scope = scope.parent) {
    for (const name of scope.names.values()) {
      const bound = importedAs(facts, name, place);
      if (bound === null) continue;
      if (bound === full) return name.name;
      const leadsThere = bound === module || (isLoaded && module.startsWith(`${bound}.`));
      if (leadsThere && full.startsWith(`${bound}.`)) return name.name + full.slice(bound.length);
    }
  }
  return null;
}

/** Submodules that importing their package loads. */
const ALWAYS_LOADED: ReadonlySet<string> = new Set(['anyio.to_thread', 'asyncio.subprocess', 'os.path', 'trio.to_thread', 'trio.lowlevel']);

/** What the name imports, if it is an import at run time, already done at the place, and nothing else. */
function importedAs(facts: PythonFacts, name: Name, {scope, offset}: Place): string | null {
  if (name.kind !== 'import' || !name.values.every(isNone) || scope.find(name.name) !== name) return null;
  const isDone = name.owner.kind === 'module' || name.span.start < offset;
  const isTypeOnly = facts.imports.some(one => one.isTypeOnly && one.span.start <= name.span.start && name.span.end <= one.span.end);
  return isDone && !isTypeOnly ? dottedName(name.reference) : null;
}

/** A module of one word is imported whole, so that its name is said where it is used; of a submodule the name is imported. */
function added(facts: PythonFacts, layout: Layout, module: string, name: string | null): Imported {
  const dot = module.lastIndexOf('.');
  const isWhole = name === null || SAID_WITH_THEIR_NAME.has(module) || dot < 0;
  const [from, imported] = !isWhole ? [module, name] : dot < 0 ? [null, module] : [module.slice(0, dot), module.slice(dot + 1)];
  const local = unboundName(facts, imported);
  const alias = local === imported ? '' : ` as ${local}`;
  const line = from === null ? `import ${imported}${alias}` : `from ${from} import ${imported}${alias}`;
  return {text: isWhole && name !== null ? `${local}.${name}` : local, edits: [importLine(facts, layout, line, module)]};
}

/** Submodules that their users say with their own name: `to_thread.run_sync`. */
const SAID_WITH_THEIR_NAME: ReadonlySet<string> = new Set(['anyio.to_thread', 'trio.to_thread']);

/** The name, with underscores before it if the file binds it anywhere. */
function unboundName({scopes}: PythonFacts, wanted: string): string {
  let name = wanted;
  while (scopes.some(scope => scope.names.has(name))) name = `_${name}`;
  return name;
}

/** The name, with a number behind it if the file says it anywhere. */
export function newName(text: string, wanted: string): string {
  let name = wanted;
  for (let count = 2; new RegExp(`\\b${name}\\b`).test(text); count += 1) name = `${wanted}_${count}`;
  return name;
}

/** Next to the other imports: `import` in its alphabetical place, `from` behind them; otherwise below docstring and `__future__`. */
function importLine(facts: PythonFacts, layout: Layout, line: string, module: string): TextEdit {
  const {body} = facts.tree;
  const imports = leadingImports(body);
  const usual = imports.filter(node => !isFuture(node));
  const group = STANDARD.has(module) ? usual.filter(node => !hasGap(layout, usual[0]!, node)) : usual;
  const previous = line.startsWith('from ') ? group.at(-1) : group.findLast(node => node.type === 'Import' && nameOf(node) < module);
  if (previous) return below(layout, body, previous, line);
  const [first] = group;
  if (first && layout.indentation(first.start) !== null) return insert(first.start, line + layout.newline);
  const last = imports.at(-1) ?? docstring(body);
  if (last) {
    const isLastLine = /^[ \t]*(\r?\n|$)/.test(layout.text.slice(layout.startOfNextLine(last.end)));
    return below(layout, body, last, layout.newline + line + (isLastLine ? '' : layout.newline));
  }
  const start = body[0] ? startOf(body[0]) : 0;
  const isDefinition = body[0]?.type.endsWith('Def') ?? false;
  return insert(start, line + layout.newline.repeat(isDefinition ? 3 : 2));
}

/** The modules of the standard library that rewrites import; they belong to the first group of imports. */
const STANDARD: ReadonlySet<string> = new Set(['asyncio', 'contextlib', 'functools']);

function hasGap(layout: Layout, first: Node, node: Node): boolean {
  return /\n[ \t]*\r?\n/.test(layout.text.slice(first.start, node.start));
}

/** Below the line on which the statement ends; other statements may share it: `import os; import sys`. */
function below(layout: Layout, body: readonly Stmt[], node: Stmt, text: string): TextEdit {
  let last = node;
  for (const next of body) if (next.start > last.start && next.start < layout.endOfLine(last.end)) last = next;
  return insert(layout.endOfLine(last.end), layout.newline + text);
}

function leadingImports(body: readonly Stmt[]): (Import | ImportFrom)[] {
  const statements = docstring(body) ? body.slice(1) : body;
  const end = statements.findIndex(node => !isImport(node));
  return (end < 0 ? statements : statements.slice(0, end)).filter(isImport);
}

function docstring([first]: readonly Stmt[]): Stmt | null {
  return first?.type === 'Expr' && first.value.type === 'Constant' && first.value.valueType === 'str' ? first : null;
}

function isImport(node: Node): node is Import | ImportFrom {
  return node.type === 'Import' || node.type === 'ImportFrom';
}

function isFuture(node: Import | ImportFrom): boolean {
  return node.type === 'ImportFrom' && node.module === '__future__';
}

function nameOf(node: Import | ImportFrom): string {
  return node.type === 'Import' ? (node.names[0]?.name ?? '') : moduleOf(node);
}

/** Decorators stand before the node that they decorate, with their sign. */
function startOf(node: Stmt): number {
  const [decorator] = 'decorator_list' in node ? node.decorator_list : [];
  return decorator ? decorator.start - 1 : node.start;
}
