/** A message of protocol buffers, field by field (https://protobuf.dev/programming-guides/encoding). */
export class ProtobufMessage {
  #bytes: number[] = [];

  /** A whole number that is not negative; 0 is what an absent field means, and left out. */
  number(field: number, value: number): this {
    if (value === 0) return this;
    this.#varint(field * 8);
    this.#varint(value);
    return this;
  }

  numbers(field: number, values: readonly number[]): this {
    const packed = new ProtobufMessage();
    for (const value of values) packed.#varint(value);
    return this.bytes(field, packed.finish());
  }

  text(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  message(field: number, message: ProtobufMessage): this {
    return this.bytes(field, message.finish());
  }

  bytes(field: number, bytes: Uint8Array): this {
    this.#varint(field * 8 + 2);
    this.#varint(bytes.length);
    for (const byte of bytes) this.#bytes.push(byte);
    return this;
  }

  finish(): Uint8Array {
    return Uint8Array.from(this.#bytes);
  }

  #varint(value: number): void {
    let rest = Math.max(0, Math.round(value));
    while (rest >= 128) {
      this.#bytes.push((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.#bytes.push(rest);
  }
}
