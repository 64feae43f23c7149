import {isSameReference, isUnknown, UNKNOWN, type Binding, type ClassFacts, type FunctionFacts, type Reference, type Span, type Value} from '../facts/index.ts';
import {isNone, referenceOf} from './references.ts';

/** A name of a Python scope. What it stands for is worked out when first asked, after the whole file has been lowered. */
export class Name implements Binding {
  readonly name: string;
  readonly kind: Binding['kind'];
  readonly owner: FunctionFacts;
  readonly span: Span;
  readonly values: Value[] = [];
  readonly capturedBy: FunctionFacts[] = [];
  /** What its declarations say: imports, functions, classes, an unannotated parameter. */
  readonly declared: Reference[] = [];
  /** The annotation, resolved when asked. */
  annotated: (() => Reference | null) | null = null;
  /** The class whose instance (`self`) or self (`cls`) the name is. */
  self: {readonly class: ClassFacts; readonly isInstance: boolean} | null = null;
  #reference: Reference | null = null;

  constructor(name: string, kind: Binding['kind'], owner: FunctionFacts, span: Span) {
    this.name = name;
    this.kind = kind;
    this.owner = owner;
    this.span = span;
  }

  get annotation(): Reference | null {
    return this.annotated === null ? null : this.annotated();
  }

  get reference(): Reference {
    if (this.#reference === null) {
      // Stands while the values are followed: a name that is defined by itself stands for nothing.
      this.#reference = UNKNOWN;
      if (followed < LONGEST_FOLLOWED) {
        followed += 1;
        this.#reference = this.annotation ?? agreed(this.declared, this.values);
        followed -= 1;
      }
    }
    return this.#reference;
  }
}

/** How many names are being followed, one through the other; longer ways are generated, and would run out of stack. */
let followed = 0;

const LONGEST_FOLLOWED = 100;

/** What declarations and values stand for, if they all agree; None agrees with everything, because nothing is called on it. */
function agreed(declared: readonly Reference[], values: readonly Value[]): Reference {
  let common: Reference | null = null;
  for (const reference of declared) {
    if (common !== null && !isSameReference(common, reference)) return UNKNOWN;
    common = reference;
  }
  for (const value of values) {
    if (isNone(value)) continue;
    const reference = referenceOf(value);
    if (isUnknown(reference) || (common !== null && !isSameReference(common, reference))) return UNKNOWN;
    common = reference;
  }
  return common ?? UNKNOWN;
}

/**
 * One scope. A class body's names are seen by its own statements alone, not by the functions and comprehensions in it;
 * `annotation` holds the type parameters of a function or class.
 */
export class Scope {
  readonly kind: 'module' | 'function' | 'class' | 'comprehension' | 'annotation';
  readonly parent: Scope | null;
  readonly owner: FunctionFacts;
  readonly names = new Map<string, Name>();

  constructor(kind: Scope['kind'], parent: Scope | null, owner: FunctionFacts) {
    this.kind = kind;
    this.parent = parent;
    this.owner = owner;
  }

  find(name: string): Name | undefined {
    const own = this.names.get(name);
    if (own !== undefined) return own;
    for (let scope = this.parent; scope !== null; scope = scope.parent) {
      if (scope.kind === 'class') continue;
      const found = scope.names.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The name in this scope, made on first sight; its kind is that of its first binding. */
  declare(name: string, kind: Binding['kind'], span: Span): Name {
    let own = this.names.get(name);
    if (own === undefined) this.names.set(name, (own = new Name(name, kind, this.owner, span)));
    return own;
  }

  /** Where `:=` binds, and what `nonlocal` starts from: the nearest scope that is not a comprehension's. */
  get enclosingBody(): Scope {
    return this.kind === 'comprehension' && this.parent !== null ? this.parent.enclosingBody : this;
  }

  get module(): Scope {
    return this.parent === null ? this : this.parent.module;
  }
}
