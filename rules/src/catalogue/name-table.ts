import type {QualifiedName} from './types.ts';

/**
 * Entries by name. Besides the name itself an entry may be any member of something (`boto3.client().*`) or a member of anything
 * (`*.run_in_executor`); the nearest answers.
 */
export class NameTable<Entry> {
  readonly #entries = new Map<QualifiedName, Entry>();
  /** The answers to what was asked so far: the same names come up in file after file, and after each keystroke. */
  readonly #answers = new Map<QualifiedName, Entry | undefined>();

  /** The first entry of a name stands. */
  add(name: QualifiedName, entry: Entry): void {
    if (!this.#entries.has(name)) this.#entries.set(name, entry);
    this.#answers.clear();
  }

  get(name: QualifiedName): Entry | undefined {
    const known = this.#answers.get(name);
    if (known !== undefined || this.#answers.has(name)) return known;
    if (this.#answers.size >= MEMORY_LIMIT) this.#answers.clear();
    const answer = this.#find(name);
    this.#answers.set(name, answer);
    return answer;
  }

  #find(name: QualifiedName): Entry | undefined {
    const exact = this.#entries.get(name);
    if (exact !== undefined) return exact;
    const dot = name.lastIndexOf('.');
    if (dot < 0) return undefined;
    return this.#entries.get(`${name.slice(0, dot)}.*`) ?? (hasObject(name, dot) ? this.#entries.get(`*${name.slice(dot)}`) : undefined);
  }
}

/** A program has a few thousand names; beyond this the memory is emptied rather than grown. */
const MEMORY_LIMIT = 20_000;

/** Whether the receiver is a value and not a module: `lodash.map` takes its function elsewhere than `xs().map` does. */
function hasObject(name: QualifiedName, dot: number): boolean {
  const end = name[dot - 1];
  return end === ')' || end === ']' || dot === 0 || name.startsWith('*');
}
