import {spanOf, type Binding, type Reference} from '../facts/index.ts';
import type {Alias, Expr, ImportFrom, Node, Pattern, Range, Stmt} from './ast.ts';
import type {Scope} from './scope.ts';
import {childrenOf} from './visitor-keys.ts';

/**
 * Declares every name that the statements bind in their scope, however deep they stand in blocks, but not those of inner functions
 * and classes: a name is local to its whole function, before and after the statement that binds it. Iterative, as blocks nest.
 */
export function declareBoundNames(statements: readonly Stmt[], scope: Scope, hasWalrus: boolean): void {
  const stack: Pending[] = [{statements, next: 0, isFallback: false}];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const statement = top.statements[top.next++];
    if (statement === undefined) {
      stack.pop();
      continue;
    }
    declareOwn(statement, scope, top.isFallback);
    if (hasWalrus) declareWalruses(statement, scope);
    for (const block of innerBlocks(statement).reverse()) if (block.length > 0) stack.push({statements: block, next: 0, isFallback: top.isFallback || isFallback(statement, block)});
  }
}

interface Pending {
  readonly statements: readonly Stmt[];
  next: number;
  /** Runs only where something is not installed. */
  readonly isFallback: boolean;
}

/** `except ImportError:` of a `try` that imports what is wanted. */
function isFallback(node: Stmt, block: readonly Stmt[]): boolean {
  if (node.type !== 'Try') return false;
  const handler = node.handlers.find(({body}) => body === block);
  const caught = handler?.exc_type?.type === 'Tuple' ? handler.exc_type.elts : handler?.exc_type ? [handler.exc_type] : [];
  return caught.some(one => one.type === 'Name' && (one.id === 'ImportError' || one.id === 'ModuleNotFoundError'));
}

function innerBlocks(node: Stmt): (readonly Stmt[])[] {
  switch (node.type) {
    case 'For':
    case 'AsyncFor':
    case 'While':
    case 'If':
      return [node.body, node.orelse];
    case 'With':
    case 'AsyncWith':
      return [node.body];
    case 'Try':
    case 'TryStar':
      return [node.body, ...node.handlers.map(handler => handler.body), node.orelse, node.finalbody];
    case 'Match':
      return node.cases.map(one => one.body);
    default:
      return [];
  }
}

function declareOwn(node: Stmt, scope: Scope, isFallback: boolean): void {
  switch (node.type) {
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      declare(scope, node.name, 'function', node.nameSpan);
      break;
    case 'ClassDef':
      declare(scope, node.name, 'class', node.nameSpan);
      break;
    case 'Assign':
      for (const target of node.targets) declareTarget(target, 'local', scope);
      break;
    case 'AnnAssign':
    case 'AugAssign':
      declareTarget(node.target, 'local', scope);
      break;
    case 'TypeAlias':
      declareTarget(node.name, 'local', scope);
      break;
    case 'For':
    case 'AsyncFor':
      declareTarget(node.target, 'loop', scope);
      break;
    case 'With':
    case 'AsyncWith':
      for (const item of node.items) if (item.optional_vars) declareTarget(item.optional_vars, 'local', scope);
      break;
    case 'Try':
    case 'TryStar':
      for (const handler of node.handlers) if (handler.name !== null) declare(scope, handler.name, 'exception', handler.nameSpan ?? handler);
      break;
    case 'Match':
      for (const {pattern} of node.cases) declareCaptures(pattern, scope);
      break;
    case 'Import':
      for (const alias of node.names) declareImport(scope, alias.asname ?? topOf(alias.name), alias, {root: {kind: 'import', module: alias.asname === null ? topOf(alias.name) : alias.name}, path: []}, isFallback);
      break;
    case 'ImportFrom':
      for (const alias of node.names) {
        if (alias.name !== '*') declareImport(scope, alias.asname ?? alias.name, alias, {root: {kind: 'import', module: moduleOf(node)}, path: [`.${alias.name}`]}, isFallback);
      }
      break;
    case 'Global':
      for (const name of node.names) if (scope.parent !== null) scope.names.set(name, scope.module.declare(name, 'local', spanOf(node.start, node.end)));
      break;
    case 'Nonlocal':
      for (const name of node.names) {
        const outer = scope.parent?.find(name);
        if (outer) scope.names.set(name, outer);
      }
      break;
  }
}

/** `..models` of `from ..models import x`, as it is written. */
export function moduleOf({level, module}: ImportFrom): string {
  return '.'.repeat(level) + (module ?? '');
}

function topOf(module: string): string {
  const dot = module.indexOf('.');
  return dot < 0 ? module : module.slice(0, dot);
}

function declare(scope: Scope, name: string, kind: Binding['kind'], at: Range): void {
  scope.declare(name, kind, spanOf(at.start, at.end));
}

/** What is imported where something else is not installed stands in for it: the name is the wanted one's. */
function declareImport(scope: Scope, name: string, at: Alias, reference: Reference, isFallback: boolean): void {
  const {declared} = scope.declare(name, 'import', spanOf(at.start, at.end));
  if (!isFallback || declared.length === 0) declared.push(reference);
}

/** The names that an assignment target binds; members and elements bind none. */
export function declareTarget(target: Expr, kind: Binding['kind'], scope: Scope): void {
  switch (target.type) {
    case 'Name':
      declare(scope, target.id, kind, target);
      break;
    case 'Tuple':
    case 'List':
      for (const element of target.elts) declareTarget(element, kind, scope);
      break;
    case 'Starred':
      declareTarget(target.value, kind, scope);
      break;
  }
}

function declareCaptures(pattern: Pattern, scope: Scope): void {
  const pending: Pattern[] = [pattern];
  for (let one = pending.pop(); one; one = pending.pop()) {
    switch (one.type) {
      case 'MatchAs':
        if (one.name !== null) declare(scope, one.name, 'local', one);
        if (one.pattern) pending.push(one.pattern);
        break;
      case 'MatchStar':
        if (one.name !== null) declare(scope, one.name, 'local', one);
        break;
      case 'MatchMapping':
        if (one.rest !== null) declare(scope, one.rest, 'local', one);
        pending.push(...one.patterns);
        break;
      case 'MatchClass':
        pending.push(...one.patterns, ...one.kwd_patterns);
        break;
      case 'MatchSequence':
      case 'MatchOr':
        pending.push(...one.patterns);
        break;
    }
  }
}

/** `:=` binds in the function around it, out of comprehensions too, but not out of lambdas. */
function declareWalruses(statement: Stmt, scope: Scope): void {
  const pending: Node[] = ownExpressions(statement);
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'Lambda') continue;
    if (node.type === 'NamedExpr') declareTarget(node.target, 'local', scope);
    for (const child of childrenOf(node)) pending.push(child);
  }
}

/** What a statement evaluates itself, in this scope: not its blocks, and of definitions nothing but decorators and defaults. */
function ownExpressions(node: Stmt): Node[] {
  switch (node.type) {
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      return [...node.decorator_list, ...node.args.defaults, ...node.args.kw_defaults.filter(value => value !== null)];
    case 'ClassDef':
      return [...node.decorator_list, ...node.bases];
    case 'Match':
      return [node.subject, ...node.cases.flatMap(one => (one.guard ? [one.guard] : []))];
    default: {
      const blocks = new Set<Node>(innerBlocks(node).flat());
      return childrenOf(node).filter(child => !blocks.has(child) && child.type !== 'ExceptHandler');
    }
  }
}
