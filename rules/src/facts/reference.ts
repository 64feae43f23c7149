import type {ClassFacts, FunctionFacts} from './function.ts';

/**
 * What an expression stands for, as far as one file can tell: where a name comes from, and the way taken from there.
 *
 * `Session().get` after `from requests import Session` is the root `import requests` and the path `.Session`, `()`, `.get`.
 * Calling and constructing are the same selector, so a value annotated with a class equals a value that the class made.
 */
export interface Reference {
  readonly root: Root;
  readonly path: readonly Selector[];
}

export type Root =
  /** A module, exactly as written: `node:fs`, `./db.js`, `asyncio`, `..sibling`. An empty path is the module itself. */
  | {readonly kind: 'import'; readonly module: string}
  | {readonly kind: 'function'; readonly function: FunctionFacts}
  | {readonly kind: 'class'; readonly class: ClassFacts}
  /** A name that the file binds nowhere: a builtin (`open`), a global (`Promise`), or a half-typed import. */
  | {readonly kind: 'global'; readonly name: string}
  /** The instance (`this`, `self`) of the class that encloses the reference; for static methods and `cls`, the class root is used. */
  | {readonly kind: 'self'; readonly class: ClassFacts}
  | {readonly kind: 'super'; readonly class: ClassFacts}
  | {readonly kind: 'parameter'; readonly function: FunctionFacts; readonly index: number}
  | {readonly kind: 'unknown'};

/**
 * `.name` a member, `()` what a call or construction gives, `await` what awaiting gives, `[]` an element, `[READ from ./names]` the member
 * whose name is what the module exports as `READ`.
 */
export type Selector = `.${string}` | '()' | 'await' | '[]' | `[${string} from ${string}]`;

export const UNKNOWN: Reference = {root: {kind: 'unknown'}, path: []};

export function isUnknown(reference: Reference): boolean {
  return reference.root.kind === 'unknown';
}

/** The reference one selector further; what is unknown keeps its members (`unknown .map`), for rules that ask by member name. */
export function select(reference: Reference, ...selectors: readonly Selector[]): Reference {
  return {root: reference.root, path: [...reference.path, ...selectors]};
}

/** The last member name of the path: `get` of `Session().get`; undefined when the path does not end in a member. */
export function memberName(reference: Reference): string | undefined {
  const last = reference.path.at(-1);
  return last?.startsWith('.') ? last.slice(1) : undefined;
}

export function isSameReference(a: Reference, b: Reference): boolean {
  return isSameRoot(a.root, b.root) && a.path.length === b.path.length && a.path.every((selector, index) => selector === b.path[index]);
}

function isSameRoot(a: Root, b: Root): boolean {
  switch (a.kind) {
    case 'import':
      return b.kind === 'import' && a.module === b.module;
    case 'global':
      return b.kind === 'global' && a.name === b.name;
    case 'function':
      return b.kind === 'function' && a.function === b.function;
    case 'class':
    case 'self':
    case 'super':
      return b.kind === a.kind && a.class === b.class;
    case 'parameter':
      return b.kind === 'parameter' && a.function === b.function && a.index === b.index;
    case 'unknown':
      return false;
  }
}
