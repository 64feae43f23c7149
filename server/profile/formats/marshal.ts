/** What Python's `marshal` writes, as far as profiles need it. */
export type MarshalValue = null | boolean | number | string | readonly MarshalValue[] | ReadonlyMap<MarshalValue, MarshalValue>;

/** Deeper than any profile; what is nested deeper was not written by a profiler. */
const DEEPEST = 100;

const REFERABLE = 0x80;

/** Thrown inside, caught by the reader: what is off with the bytes. */
class MarshalError extends Error {
  override name = 'MarshalError';
}

export type ReadMarshal = {readonly ok: true; readonly value: MarshalValue} | {readonly ok: false; readonly reason: string};

/** Reads the one value that the bytes hold: dictionaries, tuples, lists, texts and numbers, in the versions 2 to 5 of the format. */
export function readMarshal(bytes: Uint8Array): ReadMarshal {
  try {
    return {ok: true, value: new MarshalReader(bytes).value(0)};
  } catch (error) {
    if (error instanceof MarshalError || error instanceof RangeError) return {ok: false, reason: error instanceof MarshalError ? error.message : 'It ends in the middle of a value.'};
    throw error;
  }
}

class MarshalReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #references: MarshalValue[] = [];
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  value(depth: number): MarshalValue {
    if (depth > DEEPEST) throw new MarshalError('It is nested too deeply.');
    const byte = this.#byte();
    const type = String.fromCharCode(byte & ~REFERABLE);
    // A container is referred to by the place in the list that it took before its parts.
    const index = byte & REFERABLE ? this.#references.push(null) - 1 : -1;
    const value = this.#ofType(type, depth);
    if (index >= 0) this.#references[index] = value;
    return value;
  }

  #ofType(type: string, depth: number): MarshalValue {
    switch (type) {
      case 'N':
        return null;
      case 'T':
      case 'F':
        return type === 'T';
      case 'i':
        return this.#integer();
      case 'I':
        return Number(this.#view.getBigInt64(this.#skip(8), true));
      case 'l':
        return this.#longInteger();
      case 'g':
        return this.#view.getFloat64(this.#skip(8), true);
      case 'f':
        return Number(this.#text(this.#byte()));
      case 's':
      case 't':
      case 'u':
      case 'a':
      case 'A':
        return this.#text(this.#length());
      case 'z':
      case 'Z':
        return this.#text(this.#byte());
      case ')':
        return this.#items(this.#byte(), depth);
      case '(':
      case '[':
        return this.#items(this.#length(), depth);
      case '{':
        return this.#dictionary(depth);
      case 'r':
        return this.#references[this.#length()] ?? null;
      default:
        throw new MarshalError(`It holds a value of the kind ${JSON.stringify(type)}, which a profile has none of.`);
    }
  }

  #items(count: number, depth: number): MarshalValue[] {
    const items: MarshalValue[] = [];
    for (let index = 0; index < count; index++) items.push(this.value(depth + 1));
    return items;
  }

  #dictionary(depth: number): Map<MarshalValue, MarshalValue> {
    const entries = new Map<MarshalValue, MarshalValue>();
    while (this.#bytes[this.#at] !== END) {
      const key = this.value(depth + 1);
      entries.set(key, this.value(depth + 1));
    }
    this.#at++;
    return entries;
  }

  /** In digits of 15 bits; the sign is that of their number. */
  #longInteger(): number {
    const count = this.#integer();
    let value = 0;
    for (let index = 0; index < Math.abs(count); index++) value += this.#view.getUint16(this.#skip(2), true) * 2 ** (15 * index);
    return count < 0 ? -value : value;
  }

  #integer(): number {
    return this.#view.getInt32(this.#skip(4), true);
  }

  #length(): number {
    return this.#view.getUint32(this.#skip(4), true);
  }

  #byte(): number {
    return this.#view.getUint8(this.#skip(1));
  }

  #text(length: number): string {
    const start = this.#skip(length);
    return new TextDecoder().decode(this.#bytes.subarray(start, start + length));
  }

  /** Where the next so many bytes begin. */
  #skip(count: number): number {
    const start = this.#at;
    if (start + count > this.#bytes.length) throw new MarshalError('It ends in the middle of a value.');
    this.#at += count;
    return start;
  }
}

/** The null that ends a dictionary. */
const END = '0'.charCodeAt(0);
