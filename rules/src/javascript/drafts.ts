import type {Argument, Block, Call, ClassFacts, Decorator, FunctionFacts, Handle, Parameter, Reference, Span, Use, Value} from '../facts/index.ts';
import {calledParameter, isSameReference, isUnknown, select, UNKNOWN} from '../facts/index.ts';
import {isConstruction, isNothing} from './binding.ts';
import type {Node} from './estree.ts';
import {referenceOf} from './references.ts';

/** A reference that is worked out when first asked, after the whole file has been walked. */
export type Later<T> = () => T;

/** A function while the walk fills it in. */
export class FunctionDraft implements FunctionFacts {
  readonly id: number;
  kind: FunctionFacts['kind'];
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  readonly isStatic: boolean;
  readonly parent: FunctionDraft | null;
  readonly class: ClassDraft | null;
  readonly parameters: Parameter[] = [];
  readonly decorators: Decorator[] = [];
  readonly returned: Value[] = [];
  readonly calls: Call[] = [];
  readonly nested: FunctionDraft[] = [];
  readonly span: Span;
  readonly header: Span;
  readonly nameSpan: Span;
  readonly node: Handle;
  body: Block = [];
  name: string;
  made: FunctionFacts['made'] = null;
  namespace?: ClassDraft;
  returnType: Later<Reference | null> | null = null;
  returnsAwaitable = false;

  constructor(id: number, identity: FunctionIdentity, parent: FunctionDraft | null) {
    this.id = id;
    this.name = identity.name;
    this.kind = identity.kind;
    this.isAsync = identity.node['async'] === true;
    this.isGenerator = identity.node['generator'] === true;
    this.isStatic = identity.isStatic;
    this.class = identity.class;
    this.parent = parent;
    this.span = identity.span;
    this.header = identity.header;
    this.nameSpan = identity.nameSpan;
    this.node = identity.node;
  }

  get returns(): Reference | null {
    return this.returnType === null ? null : this.returnType();
  }
}

/** Who a function is, before its inside is known. */
export interface FunctionIdentity {
  readonly node: Node;
  readonly name: string;
  readonly kind: FunctionFacts['kind'];
  readonly isStatic: boolean;
  readonly class: ClassDraft | null;
  readonly span: Span;
  readonly header: Span;
  readonly nameSpan: Span;
}

/** `@name` or `@name(args)`. */
export class DecoratorDraft implements Decorator {
  readonly call: Call | null;
  readonly span: Span;
  readonly #value: Value;

  constructor(value: Value, span: Span) {
    this.#value = value;
    this.call = value.kind === 'call' ? value.call : null;
    this.span = span;
  }

  get reference(): Reference {
    return this.call === null ? referenceOf(this.#value) : this.call.callee;
  }
}

/** What a value's call is followed by until the step around it says better. */
const READ: Use = {kind: 'read'};

/** A call. What it calls is worked out when first asked, after the whole file has been walked. */
export class CallStep implements Call {
  readonly kind = 'call';
  readonly args: Argument[] = [];
  readonly isNew: boolean;
  readonly isOptional: boolean;
  readonly span: Span;
  readonly calleeSpan: Span;
  readonly receiver: Value | null;
  readonly canAwait: boolean;
  readonly function: FunctionFacts;
  readonly node: Handle;
  use: Use = READ;
  /** The module that a `require` gives. */
  module: string | null = null;
  /** `call` or `apply`, where the callee is what has that member. */
  applied: 'call' | 'apply' | null = null;
  readonly #called: Value;
  #callee: Reference | null = null;

  constructor(node: Node, called: Value, calleeSpan: Span, span: Span, fn: FunctionFacts, canAwait: boolean) {
    this.node = node;
    this.#called = called;
    this.receiver = called.kind === 'member' || called.kind === 'element' ? called.object : null;
    this.calleeSpan = calleeSpan;
    this.span = span;
    this.isNew = node.type === 'NewExpression';
    this.isOptional = node['optional'] === true || node['callee']?.optional === true;
    this.function = fn;
    this.canAwait = canAwait;
  }

  /** The last name of the callee as written. */
  get calledName(): string | null {
    const called = this.#called;
    return called.kind === 'member' || called.kind === 'global' ? called.name : called.kind === 'name' ? called.binding.name : null;
  }

  get callee(): Reference {
    return (this.#callee ??= this.#calls());
  }

  /** What is this project's own may have a member `call` of its own; whoever knows it decides. */
  #calls(): Reference {
    const called = calledParameter(this.#called) ?? referenceOf(this.#called);
    return this.applied !== null && isOwn(called) ? select(called, `.${this.applied}`) : called;
  }
}

function isOwn({root}: Reference): boolean {
  return root.kind === 'import' ? /^\.{1,2}(?:\/|$)/.test(root.module) : root.kind === 'function' || root.kind === 'class' || root.kind === 'self';
}

/** A class, with what its fields hold as values until somebody asks for references. */
export class ClassDraft implements ClassFacts {
  readonly id: number;
  readonly name: string;
  /** The superclass, and for interfaces all that they extend. */
  readonly extended: Later<Reference | null>[] = [];
  readonly implemented: Later<Reference | null>[] = [];
  readonly signatures = new Set<string>();
  readonly methods = new Map<string, FunctionFacts>();
  readonly decorators: Decorator[] = [];
  readonly span: Span;
  readonly header: Span;
  isExported = false;
  /** What is assigned to each field, and by which annotation it is declared. */
  readonly assigned = new Map<string, FieldDraft>();
  #fields: ReadonlyMap<string, readonly Reference[]> | null = null;

  constructor(id: number, name: string, span: Span, header: Span) {
    this.id = id;
    this.name = name;
    this.span = span;
    this.header = header;
  }

  get bases(): readonly Reference[] {
    return this.extended.map((base) => base() ?? UNKNOWN);
  }

  get interfaces(): readonly Reference[] {
    return this.implemented.map((one) => one() ?? UNKNOWN);
  }

  field(name: string): FieldDraft {
    let field = this.assigned.get(name);
    if (field === undefined) this.assigned.set(name, (field = {annotation: null, values: []}));
    return field;
  }

  get fields(): ReadonlyMap<string, readonly Reference[]> {
    if (this.#fields === null) {
      const fields = new Map<string, readonly Reference[]>();
      this.#fields = fields;
      for (const [name, field] of this.assigned) {
        const annotation = field.annotation?.() ?? null;
        const references = annotation === null || isConstruction(field.values) ? distinct(field.values) : [annotation];
        if (!references.every(isUnknown)) fields.set(name, references);
      }
    }
    return this.#fields;
  }
}

interface FieldDraft {
  annotation: Later<Reference | null> | null;
  readonly values: Value[];
}

/** The different things that the values stand for; unknown ones stay, since a field that may hold anything holds nothing known. */
function distinct(values: readonly Value[]): Reference[] {
  const references: Reference[] = [];
  for (const value of values) {
    if (isNothing(value)) continue;
    const reference = referenceOf(value);
    if (!references.some((other) => isSameReference(other, reference))) references.push(reference);
  }
  return references;
}
