import type {Call, FunctionFacts, Reference, Root, Selector} from '../facts/index.ts';
import type {EncodedReference} from './summary.ts';

/** A reference without its file's objects: functions and classes are numbers in their file. */
export interface StoredReference {
  readonly root: StoredRoot;
  readonly path: readonly Selector[];
}

export type StoredRoot =
  | {readonly kind: 'import'; readonly module: string}
  | {readonly kind: 'global'; readonly name: string}
  | {readonly kind: 'function' | 'class' | 'self' | 'super'; readonly id: number}
  | {readonly kind: 'parameter'; readonly function: number; readonly index: number}
  | {readonly kind: 'unknown'};

export const ENCODED_UNKNOWN: EncodedReference = 'unknown';

/** Writes a reference as one string; a parameter with an annotation is written as what the annotation says. */
export function encodeReference(reference: Reference): EncodedReference {
  const {root, path} = annotated(reference);
  let encoded = encodeRoot(root);
  for (const selector of path) encoded = selectEncoded(encoded, selector);
  return encoded;
}

/** What a call calls. */
export function encodedCallee({callee}: Call): EncodedReference {
  return encodeReference(callee);
}

/** A file has some hundreds of references, a few edited ones a few thousand; beyond this the memory is emptied rather than grown. */
const MEMORY_LIMIT = 5000;

const memory = new Map<EncodedReference, StoredReference>();

/** Reads what `encodeReference` wrote; anything else is unknown. An edited file is full of what it was full of before: each is read once. */
export function decodeReference(encoded: EncodedReference): StoredReference {
  let decoded = memory.get(encoded);
  if (!decoded) {
    if (memory.size >= MEMORY_LIMIT) memory.clear();
    memory.set(encoded, (decoded = decode(encoded)));
  }
  return decoded;
}

function decode(encoded: EncodedReference): StoredReference {
  const [head = '', ...path] = encoded.split('|');
  return {root: decodeRoot(head), path: path.map(restoreSeparators) as Selector[]};
}

/** The encoded reference with one selector more. */
export function selectEncoded(encoded: EncodedReference, selector: Selector): EncodedReference {
  return `${encoded}|${escapeSeparators(selector)}`;
}

function annotated(reference: Reference): Reference {
  const {root, path} = reference;
  if (root.kind !== 'parameter') return reference;
  const annotation = parameterAnnotation(root.function, root.index);
  return annotation ? {root: annotation.root, path: [...annotation.path, ...path]} : reference;
}

/** An annotation that is itself a parameter (`x: T` where `T` is one) says nothing. */
function parameterAnnotation(fn: FunctionFacts, index: number): Reference | null {
  const annotation = fn.parameters[index]?.binding.annotation ?? null;
  return annotation === null || annotation.root.kind === 'parameter' || annotation.root.kind === 'unknown' ? null : annotation;
}

function encodeRoot(root: Root): string {
  switch (root.kind) {
    case 'import':
      return `import:${escapeSeparators(root.module)}`;
    case 'global':
      return `global:${escapeSeparators(root.name)}`;
    case 'function':
      return `function:${root.function.id}`;
    case 'class':
    case 'self':
    case 'super':
      return `${root.kind}:${root.class.id}`;
    case 'parameter':
      return `parameter:${root.function.id}:${root.index}`;
    case 'unknown':
      return ENCODED_UNKNOWN;
  }
}

function decodeRoot(head: string): StoredRoot {
  const colon = head.indexOf(':');
  const kind = colon < 0 ? head : head.slice(0, colon);
  const rest = head.slice(colon + 1);
  switch (kind) {
    case 'import':
      return {kind, module: restoreSeparators(rest)};
    case 'global':
      return {kind, name: restoreSeparators(rest)};
    case 'function':
    case 'class':
    case 'self':
    case 'super':
      return {kind, id: Number(rest)};
    case 'parameter': {
      const [fn, index] = rest.split(':');
      return {kind, function: Number(fn), index: Number(index)};
    }
    default:
      return {kind: 'unknown'};
  }
}

function escapeSeparators(text: string): string {
  return text.includes('%') || text.includes('|') ? text.replaceAll('%', '%25').replaceAll('|', '%7C') : text;
}

function restoreSeparators(text: string): string {
  return text.includes('%') ? text.replaceAll('%7C', '|').replaceAll('%25', '%') : text;
}
