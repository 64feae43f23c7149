import type {Binding, FunctionFacts, Reference, Span, Value} from '../facts/index.ts';
import {isSameReference, UNKNOWN} from '../facts/index.ts';
import {referenceOf} from './references.ts';

/** So many names may be defined one by the next; a thousand of them would not fit on the stack. */
const LONGEST_DETOUR = 100;

/** A name of a JavaScript scope. What it stands for is worked out when first asked, after the whole file has been walked. */
export class Name implements Binding {
  readonly name: string;
  readonly kind: Binding['kind'];
  readonly owner: FunctionFacts;
  readonly span: Span;
  readonly values: Value[] = [];
  readonly capturedBy: FunctionFacts[] = [];
  annotated: (() => Reference | null) | null = null;
  /** What the name is by its declaration: an import, a function, a class, a parameter. Null for variables. */
  declared: (() => Reference) | Reference | null = null;
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
      if (Name.#followed >= LONGEST_DETOUR) return UNKNOWN;
      // Stands while the values are followed: a name that is defined by itself stands for nothing.
      this.#reference = UNKNOWN;
      Name.#followed += 1;
      this.#reference = this.#standsFor();
      Name.#followed -= 1;
    }
    return this.#reference;
  }

  /** How many names are being followed, one defined by the next. */
  static #followed = 0;

  #standsFor(): Reference {
    const {declared, annotation, values} = this;
    if (this.kind === 'parameter' && annotation !== null) return annotation;
    if (declared !== null) return values.length === 0 ? resolved(declared) : UNKNOWN;
    return annotation === null || isConstruction(values) || isWrittenOut(values) ? agreed(values) : annotation;
  }
}

/** Whether the values say more than an annotation does: `const db: Base = new Derived()`. */
export function isConstruction(values: readonly Value[]): boolean {
  const present = values.filter((value) => !isNothing(value));
  return present.length > 0 && present.every((value) => value.kind === 'call' && value.call.isNew);
}

/** `const read: Reader = path => …`: the function, or the record that holds some, says more than the name of its type. */
function isWrittenOut(values: readonly Value[]): boolean {
  return values.length > 0 && values.every((value) => value.kind === 'function' || (value.kind === 'collection' && value.members !== undefined));
}

function resolved(declared: Name['declared']): Reference {
  return typeof declared === 'function' ? declared() : (declared ?? UNKNOWN);
}

/** What all the values stand for, if they agree; null and undefined agree with everything, because nothing is called on them. */
export function agreed(values: readonly Value[]): Reference {
  let common: Reference | null = null;
  for (const value of values) {
    if (isNothing(value)) continue;
    const reference = referenceOf(value);
    if (common !== null && !isSameReference(common, reference)) return UNKNOWN;
    common = reference;
  }
  return common ?? UNKNOWN;
}

export function isNothing(value: Value): boolean {
  return (value.kind === 'literal' && (value.value === null || value.value === undefined)) || (value.kind === 'global' && value.name === 'undefined');
}

/** One lexical scope. The map is made when the first name is declared, since most blocks declare none. */
export class LexicalScope {
  readonly parent: LexicalScope | null;
  #names: Map<string, Name> | null = null;

  constructor(parent: LexicalScope | null) {
    this.parent = parent;
  }

  declare(name: Name): void {
    (this.#names ??= new Map()).set(name.name, name);
  }

  own(name: string): Name | undefined {
    return this.#names?.get(name);
  }

  find(name: string): Name | undefined {
    let found = this.#names?.get(name);
    for (let scope = this.parent; found === undefined && scope !== null; scope = scope.parent) found = scope.#names?.get(name);
    return found;
  }

  get names(): ReadonlyMap<string, Name> {
    return this.#names ?? NO_NAMES;
  }
}

const NO_NAMES: ReadonlyMap<string, Name> = new Map();
