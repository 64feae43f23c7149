import {spanOf, type Import, type Span, type Step, type Value} from '../facts/index.ts';
import type {Expr, NodeOf, Range, Stmt} from './ast.ts';
import type {ReadExpression} from './annotations.ts';
import type {ClassDraft, FunctionDraft} from './drafts.ts';
import {Scope} from './scope.ts';

/** How each kind of expression and statement is lowered; every kind has its entry, so that none is forgotten. */
export interface Lowerings {
  readonly expressions: {readonly [Type in Expr['type']]: (walk: Walk, node: NodeOf<Type>) => Value};
  readonly statements: {readonly [Type in Stmt['type']]: (walk: Walk, node: NodeOf<Type>) => void};
}

/** What could not be followed, for the reader of the file. */
export interface LoweringError {
  readonly message: string;
  readonly span: Span;
}

/** What one walk over a file writes down. */
export interface WalkedFile {
  readonly text: string;
  readonly functions: FunctionDraft[];
  readonly classes: ClassDraft[];
  readonly imports: Import[];
  readonly reexports: string[];
  readonly errors: LoweringError[];
  readonly scopes: Scope[];
}

/** Code deeper than this is left out, with an error: CPython itself stops at 100 indentations and 200 parentheses. */
const DEEPEST_NESTING = 250;

/** The one pass over a tree: where it stands, and what it has lowered so far. */
export class Walk {
  readonly file: WalkedFile;
  readonly readExpression: ReadExpression;
  /** Whether `:=` occurs at all; nearly no file has one, and looking for it is a search through every expression. */
  readonly hasWalrus: boolean;
  readonly #lowerings: Lowerings;
  function: FunctionDraft;
  scope: Scope;
  block: Step[] = [];
  /** Whether an expression here may be awaited. */
  canAwait: boolean;
  isTypeChecking = false;
  #depth = 0;

  constructor(file: WalkedFile, lowerings: Lowerings, readExpression: ReadExpression, module: FunctionDraft, scope: Scope) {
    this.file = file;
    this.#lowerings = lowerings;
    this.readExpression = readExpression;
    this.hasWalrus = file.text.includes(':=');
    this.function = module;
    this.scope = scope;
    this.canAwait = false;
  }

  push(step: Step): void {
    this.block.push(step);
    if (step.kind === 'call') this.function.calls.push(step);
  }

  expression(node: Expr): Value {
    if (this.#isTooDeep(node)) return unknown(node);
    this.#depth += 1;
    const value = (this.#lowerings.expressions[node.type] as (walk: Walk, node: Expr) => Value)(this, node);
    this.#depth -= 1;
    return value;
  }

  statement(node: Stmt): void {
    if (this.#isTooDeep(node)) return;
    this.#depth += 1;
    (this.#lowerings.statements[node.type] as (walk: Walk, node: Stmt) => void)(this, node);
    this.#depth -= 1;
  }

  statements(nodes: readonly Stmt[]): void {
    for (const node of nodes) this.statement(node);
  }

  newScope(kind: Scope['kind'], parent: Scope, owner: FunctionDraft): Scope {
    const scope = new Scope(kind, parent, owner);
    this.file.scopes.push(scope);
    return scope;
  }

  recordImport(module: string, at: Range): void {
    this.file.imports.push({module, isTypeOnly: this.isTypeChecking, isDeferred: this.#isDeferred(), span: spanOfNode(at)});
  }

  /** Class bodies run where they stand; a function's body runs when it is called. */
  #isDeferred(): boolean {
    let fn: FunctionDraft | null = this.function;
    while (fn?.kind === 'class body') fn = fn.parent;
    return fn?.kind !== 'module';
  }

  /** The steps that `lower` makes, in a block of their own. */
  blockOf(lower: () => void): Step[] {
    const outer = this.block;
    const block: Step[] = [];
    this.block = block;
    lower();
    this.block = outer;
    return block;
  }

  /** Lowers in a scope and function of their own, and comes back. */
  within(function_: FunctionDraft, scope: Scope, canAwait: boolean, lower: () => void): Step[] {
    const outer = {function: this.function, scope: this.scope, canAwait: this.canAwait};
    this.function = function_;
    this.scope = scope;
    this.canAwait = canAwait;
    const block = this.blockOf(lower);
    this.function = outer.function;
    this.scope = outer.scope;
    this.canAwait = outer.canAwait;
    return block;
  }

  /** Lowers what is evaluated here and now, but where nobody would write an `await`: a decorator, a default value. */
  withoutAwait<Result>(lower: () => Result): Result {
    const outer = this.canAwait;
    this.canAwait = false;
    const result = lower();
    this.canAwait = outer;
    return result;
  }

  #isTooDeep(node: Range): boolean {
    if (this.#depth < DEEPEST_NESTING) return false;
    const {errors} = this.file;
    if (errors.length === 0) errors.push({message: 'This is nested too deeply; what is inside is not looked at.', span: spanOfNode(node)});
    return true;
  }
}

export function spanOfNode(node: Range): Span {
  return spanOf(node.start, node.end);
}

export function unknown(node: Range, reads: readonly Value[] = []): Value {
  return {kind: 'unknown', reads, span: spanOfNode(node)};
}
