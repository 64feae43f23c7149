import {calledParameter, isSameReference, UNKNOWN, type Argument, type Binding, type Block, type Call, type ClassFacts, type Decorator, type FunctionFacts, type Handle, type Handler,
  type Parameter, type Reference, type Span, type Use, type Value,} from '../facts/index.ts';
import {cancellationOf, caughtTypes} from './cancellation.ts';
import {isNone, referenceOf} from './references.ts';
import type {Scope} from './scope.ts';

/** Something that is worked out when first asked, after the whole file has been lowered. */
export type Later<T> = () => T;

/** Who a function is, before its inside is known. */
export interface FunctionIdentity {
  readonly name: string;
  readonly kind: FunctionFacts['kind'];
  readonly isAsync: boolean;
  readonly isStatic: boolean;
  readonly class: ClassDraft | null;
  readonly span: Span;
  readonly header: Span;
  readonly nameSpan: Span;
  readonly node: Handle;
}

/** A function while its body is lowered. */
export class FunctionDraft implements FunctionFacts {
  readonly id: number;
  readonly kind: FunctionFacts['kind'];
  readonly isAsync: boolean;
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
  isGenerator = false;
  name: string;
  body: Block = [];
  made: FunctionFacts['made'] = null;
  returnType: Later<Reference | null> | null = null;
  isToBeAwaited: Later<boolean> | null = null;
  /** In which its own statements look names up. */
  scope: Scope | null = null;

  constructor(id: number, identity: FunctionIdentity, parent: FunctionDraft | null) {
    this.id = id;
    this.name = identity.name;
    this.kind = identity.kind;
    this.isAsync = identity.isAsync;
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

  get returnsAwaitable(): boolean {
    return this.isToBeAwaited?.() ?? false;
  }
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

const READ: Use = {kind: 'read'};

/** A call. What it calls is worked out when first asked. */
export class CallStep implements Call {
  readonly kind = 'call';
  readonly isNew = false;
  readonly isOptional = false;
  readonly args: Argument[] = [];
  readonly span: Span;
  readonly calleeSpan: Span;
  readonly receiver: Value | null;
  readonly canAwait: boolean;
  readonly function: FunctionFacts;
  readonly node: Handle;
  /** Until the step around it says better. */
  use: Use = READ;
  readonly called: Value;
  #callee: Reference | null = null;

  constructor(node: Handle, called: Value, span: Span, fn: FunctionFacts, canAwait: boolean) {
    this.node = node;
    this.called = called;
    this.receiver = called.kind === 'member' ? called.object : null;
    this.calleeSpan = called.span;
    this.span = span;
    this.function = fn;
    this.canAwait = canAwait;
  }

  get callee(): Reference {
    return (this.#callee ??= calledParameter(this.called) ?? referenceOf(this.called));
  }
}

/** An `except` clause. What it catches is worked out when first asked. */
export class HandlerDraft implements Handler {
  readonly isGroup: boolean;
  readonly name: Binding | null;
  readonly header: Span;
  readonly node: Handle;
  body: Block = [];
  readonly #caught: Value | null;

  constructor(node: Handle, header: Span, caught: Value | null, name: Binding | null, isGroup: boolean) {
    this.node = node;
    this.header = header;
    this.#caught = caught;
    this.name = name;
    this.isGroup = isGroup;
  }

  get types(): readonly Reference[] {
    return this.#caught === null ? [] : caughtTypes(this.#caught);
  }

  get cancellation(): Handler['cancellation'] {
    return this.#caught === null ? 'broad' : cancellationOf(this.types);
  }
}

/** What is known of one attribute: its annotation, and all that is assigned to it. */
interface FieldDraft {
  annotation: Later<Reference | null> | null;
  readonly values: Value[];
}

/** A class, with what its fields hold as values until somebody asks for references. */
export class ClassDraft implements ClassFacts {
  readonly id: number;
  readonly name: string;
  readonly methods = new Map<string, FunctionFacts>();
  readonly decorators: Decorator[] = [];
  readonly isExported: boolean;
  readonly span: Span;
  readonly header: Span;
  readonly baseValues: Value[] = [];
  /** The names that the class body binds are fields too. */
  scope: Scope | null = null;
  readonly #assigned = new Map<string, FieldDraft>();
  #fields: ReadonlyMap<string, readonly Reference[]> | null = null;

  constructor(id: number, name: string, span: Span, header: Span, isExported: boolean) {
    this.id = id;
    this.name = name;
    this.span = span;
    this.header = header;
    this.isExported = isExported;
  }

  get bases(): readonly Reference[] {
    return this.baseValues.map(base => referenceOf(withoutParameters(base)));
  }

  /** The attribute of that name, made on first sight. */
  field(name: string): FieldDraft {
    let field = this.#assigned.get(name);
    if (field === undefined) this.#assigned.set(name, (field = {annotation: null, values: []}));
    return field;
  }

  get fields(): ReadonlyMap<string, readonly Reference[]> {
    if (this.#fields === null) {
      const fields = new Map<string, readonly Reference[]>();
      this.#fields = fields;
      for (const [name, {annotation, values}] of this.#allFields()) {
        const annotated = annotation?.() ?? null;
        fields.set(name, annotated === null ? distinct(values) : [annotated]);
      }
    }
    return this.#fields;
  }

  #allFields(): Map<string, FieldDraft> {
    const all = new Map(this.#assigned);
    for (const [name, {kind, annotated, values}] of this.scope?.names ?? []) {
      if (kind !== 'local' && kind !== 'loop') continue;
      const assigned = all.get(name);
      all.set(name, {annotation: annotated ?? assigned?.annotation ?? null, values: [...values, ...(assigned?.values ?? [])]});
    }
    return all;
  }
}

/** `Generic[T]` is a `Generic`. */
function withoutParameters(base: Value): Value {
  return base.kind === 'element' ? base.object : base;
}

/** The different things that the values stand for; unknown ones stay, since a field that may hold anything holds nothing known. */
function distinct(values: readonly Value[]): Reference[] {
  const references: Reference[] = [];
  for (const value of values) {
    if (isNone(value)) continue;
    const reference = referenceOf(value);
    if (!references.some(other => isSameReference(other, reference))) references.push(reference);
  }
  return references.length === 0 ? [UNKNOWN] : references;
}
