import type {Block, Call, Import, Reference, Span, Step, Use, Value} from '../facts/index.ts';
import {spanOf} from '../facts/index.ts';
import {LexicalScope, Name} from './binding.ts';
import type {ClassDraft, FunctionDraft, Later} from './drafts.ts';
import type {Node} from './estree.ts';
import {endOf, isNode, nodeSpan, startOf} from './estree.ts';
import {collectNames} from './bound-names.ts';

export type ExpressionLowering = (walk: Walk, node: Node) => Value;
export type StatementLowering = (walk: Walk, node: Node) => void;

/** How each type of node is lowered. The walk is given them, so that statements, expressions, functions and classes need not import each other. */
export interface Lowerings {
  readonly expressions: ReadonlyMap<string, ExpressionLowering>;
  readonly statements: ReadonlyMap<string, StatementLowering>;
  readonly unknownExpression: ExpressionLowering;
  readonly unknownStatement: StatementLowering;
  /** Lowers a function, named `name` unless it has its own name. */
  readonly makeFunction: (walk: Walk, node: Node, name: string | null, member?: MemberIdentity) => FunctionDraft;
  readonly makeClass: (walk: Walk, node: Node, name: string | null) => {readonly draft: ClassDraft; readonly binding: Name};
  readonly statementList: (walk: Walk, nodes: readonly Node[]) => void;
}

/** What a class says of a function that is its member. */
export interface MemberIdentity {
  readonly kind: 'method' | 'constructor' | 'getter' | 'setter';
  readonly class: ClassDraft;
  readonly isStatic: boolean;
  /** The member with its key and modifiers. */
  readonly node: Node;
  /** What runs before the body: the field initialisers of a constructor. */
  readonly prelude: (() => void) | null;
}

/** What `this` is. */
export interface SelfContext {
  readonly class: ClassDraft | null;
  readonly isStatic: boolean;
}

/**
 * Syntax may nest so deep. Beyond, nothing is lowered: neither we nor whoever walks the facts may run out of stack. Twenty times what
 * people write; only generated code comes near.
 */
const DEEPEST = 400;

/** The one pass over a file: where it stands (function, scope, block), and what it has gathered. */
export class Walk {
  readonly text: string;
  readonly lowerings: Lowerings;
  readonly isModule: boolean;
  readonly functions: FunctionDraft[] = [];
  readonly classes: ClassDraft[] = [];
  readonly imports: Import[] = [];
  readonly errors: {message: string; span: Span}[] = [];

  /** The function whose steps are being written; set by the module first. */
  function!: FunctionDraft;
  scope = new LexicalScope(null);
  self: SelfContext = {class: null, isStatic: false};
  /** The record whose method is lowered next: what `this` is in it. */
  recordOfNext: ClassDraft | null = null;
  /** Whether an `await` could stand here. */
  canAwait = false;
  /** The statement being lowered: what edits around a step change. */
  enclosingStatement: Node | null = null;
  /** Values assigned to `exports.name` and `module.exports`. */
  readonly exportedValues: {readonly name: string; readonly value: Value}[] = [];
  readonly exportedNames: {readonly name: string; readonly reference: Later<Reference>; readonly binding?: Name | undefined}[] = [];
  readonly reexports: string[] = [];
  /** Calls that register a plugin by its name: `app.register(routes)`. */
  readonly registrations: Call[] = [];
  #steps: Step[] = [];
  #depth = 0;

  constructor(text: string, isModule: boolean, lowerings: Lowerings) {
    this.text = text;
    this.isModule = isModule;
    this.lowerings = lowerings;
  }

  /** `lowering`: another one than the node's type has. */
  expression(node: Node | null | undefined, lowering?: ExpressionLowering): Value {
    if (!node) return {kind: 'unknown', reads: [], span: spanOf(0, 0)};
    if (this.#isTooDeep(node)) return {kind: 'unknown', reads: [], span: nodeSpan(node)};
    this.#depth += 1;
    const lower = lowering ?? this.lowerings.expressions.get(node.type) ?? this.lowerings.unknownExpression;
    const value = lower(this, node);
    this.#depth -= 1;
    return value;
  }

  statement(node: Node | null | undefined): void {
    if (!node || this.#isTooDeep(node)) return;
    this.#depth += 1;
    const outer = this.enclosingStatement;
    this.enclosingStatement = node;
    const lower = this.lowerings.statements.get(node.type) ?? this.lowerings.unknownStatement;
    lower(this, node);
    this.enclosingStatement = outer;
    this.#depth -= 1;
  }

  #isTooDeep(node: Node): boolean {
    if (this.#depth < DEEPEST) return false;
    if (!this.errors.some(({message}) => message === TOO_DEEP)) this.errors.push({message: TOO_DEEP, span: nodeSpan(node)});
    return true;
  }

  push(step: Step): void {
    this.#steps.push(step);
    if (step.kind === 'call') this.function.calls.push(step);
  }

  /** Puts a step that was written in another block here. */
  adopt(step: Step): void {
    this.#steps.push(step);
  }

  /** The steps that `lower` writes, in a block of their own. */
  block(lower: () => void): Step[] {
    const outer = this.#steps;
    const block: Step[] = [];
    this.#steps = block;
    lower();
    this.#steps = outer;
    return block;
  }

  /** The same, with a lexical scope of its own. */
  scopedBlock(lower: () => void): Block {
    const outer = this.scope;
    this.scope = new LexicalScope(outer);
    const block = this.block(lower);
    this.scope = outer;
    return block;
  }

  declare(identifier: Node, kind: Name['kind'], scope: LexicalScope = this.scope): Name {
    const name = new Name(identifier['name'] ?? '', kind, this.function, nameSpan(identifier));
    scope.declare(name);
    return name;
  }

  /** From the start of a node to before its body, without the white space between. */
  header(node: Node, body: Node | null | undefined): Span {
    const start = startOf(node);
    let end = isNode(body) ? startOf(body) : endOf(node);
    while (end > start && this.text.charCodeAt(end - 1) <= SPACE) end -= 1;
    return spanOf(start, end);
  }

  /** The scope of the module's own names. */
  get moduleScope(): LexicalScope {
    let scope = this.scope;
    while (scope.parent !== null) scope = scope.parent;
    return scope;
  }

  /** The names that a declaration of this block declares. */
  declaredBy(declaration: Node): Name[] {
    const identifiers: Node[] = [];
    if (declaration['id']?.type === 'Identifier') identifiers.push(declaration['id']);
    for (const declarator of declaration['declarations'] ?? []) collectNames(declarator?.id, identifiers);
    return identifiers.flatMap(({name}) => this.scope.find(name as string) ?? []);
  }

  /** The name that an identifier means here; the functions that use a name from outside are noted on it. */
  resolve(name: string): Name | undefined {
    const found = this.scope.find(name);
    if (found !== undefined && found.owner !== this.function) {
      const {capturedBy} = found;
      if (capturedBy.at(-1) !== this.function && !capturedBy.includes(this.function)) capturedBy.push(this.function);
    }
    return found;
  }
}

/** Blanks, tabs and line ends are this code or less. */
const SPACE = 32;

const TOO_DEEP = 'Nested too deeply to be read.';

/** An identifier's own span; some parsers include its type annotation. */
export function nameSpan(identifier: Node): Span {
  const start = startOf(identifier);
  return spanOf(start, identifier['typeAnnotation'] ? start + String(identifier['name'] ?? '').length : endOf(identifier));
}

/** Says what becomes of the calls that make a value: of both sides of a choice, and of what a wrapper passes on. */
export function setUse(value: Value, use: Use): void {
  switch (value.kind) {
    case 'call':
      // What a statement discards has perhaps been assigned within it.
      if (use.kind !== 'discarded' || value.call.use.kind === 'read') value.call.use = use;
      break;
    case 'each':
    case 'slice':
    case 'range':
      if (value.call !== null) value.call.use = use;
      break;
    case 'operation':
      if (CHOICES.has(value.operator)) for (const operand of value.operands.slice(value.operator === '?:' ? 1 : 0)) setUse(operand, use);
      break;
    case 'collection':
      // What stands in a written-out collection is handed over with it; otherwise it is only read.
      if (use.kind === 'argument') for (const element of value.elements) setUse(element.value, use);
      break;
  }
}

const CHOICES = new Set(['?:', 'and', 'or', '??']);

export function lastCall(value: Value): Call | null {
  return value.kind === 'call' || value.kind === 'each' || value.kind === 'slice' || value.kind === 'range' ? value.call : null;
}
