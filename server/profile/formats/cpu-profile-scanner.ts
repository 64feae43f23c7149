import {readNodes, type ReadCpuProfile} from './cpu-profile.ts';
import {isRecord, type JsonRecord} from './json-values.ts';

/** Nodes are parsed so many bytes at a time. */
const NODES_AT_ONCE_BYTES = 1 << 20;

/** A sample is at least a digit and a comma, and so is its time. */
const FEWEST_BYTES_OF_SAMPLE = 4;

/** Longer names are none of a profile's. */
const LONGEST_KEY_BYTES = 64;
const LONGEST_NUMBER = 40;

const [QUOTE, BACKSLASH, OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST, COMMA, COLON, ZERO, NINE, BLANK] = Array.from('"\\{}[],:09 ', character => character.charCodeAt(0)) as [
  number, number, number, number, number, number, number, number, number, number, number,
];

const NOT_WHOLE = {ok: false, reason: 'The profile is not whole: it is no JSON, or it ends in the middle.'} as const;

/**
 * Reads a `.cpuprofile` piece by piece, without ever holding its text: samples and times go straight into arrays of numbers. Above half a gigabyte there is no
 * other way, as that is how long a string can be; and a tenth of that takes several times its size when it is parsed whole.
 */
export class CpuProfileScanner {
  readonly #samples: Int32Array;
  readonly #deltas: Float64Array;
  #sampleCount = 0;
  #deltaCount = 0;
  #startTime = 0;
  readonly #nodes: {readonly all: JsonRecord[]; hasAny: boolean} = {all: [], hasAny: false};
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #isBroken = false;
  /** The name whose value comes, at the top level. */
  #key: number[] = [];
  #name = '';
  #value = 0;
  #digits = 0;
  /** The number as text, where it is not a whole one. */
  #text = '';
  #captured: Uint8Array[] = [];
  #capturedBytes = 0;

  /** `byteLength` is that of the whole file. Throws a `RangeError` when there is no room for so many numbers. */
  constructor(byteLength: number) {
    const most = Math.ceil(byteLength / FEWEST_BYTES_OF_SAMPLE);
    // Memory that is never written to is never taken.
    this.#samples = new Int32Array(most);
    this.#deltas = new Float64Array(most);
  }

  push(bytes: Uint8Array): void {
    let captureFrom = this.#isInNodes() ? 0 : -1;
    for (let at = 0; at < bytes.length && !this.#isBroken; at++) {
      const byte = bytes[at] ?? 0;
      if (this.#isInString) this.#inString(byte);
      else if (byte === QUOTE) {
        this.#isInString = true;
        if (this.#depth === 1) this.#key = [];
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        this.#depth++;
        if (this.#depth === 2 && byte === OPEN_LIST && this.#name === 'nodes') {
          this.#nodes.hasAny = true;
          captureFrom = at + 1;
        }
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        this.#endNumber();
        if (this.#isInNodes() && this.#depth === 2) {
          this.#capture(bytes, captureFrom, at);
          captureFrom = -1;
          this.#parseNodes();
        }
        this.#depth--;
        if (this.#depth < 0) this.#isBroken = true;
      } else if (byte === COMMA) {
        this.#endNumber();
        if (captureFrom >= 0 && this.#depth === 2 && this.#capturedBytes + at - captureFrom >= NODES_AT_ONCE_BYTES) {
          this.#capture(bytes, captureFrom, at);
          captureFrom = at + 1;
          this.#parseNodes();
        }
      } else if (byte === COLON) {
        if (this.#depth === 1) this.#name = String.fromCharCode(...this.#key);
      } else if (byte > BLANK && this.#takesNumbers()) {
        const next = this.#depth === 2 && this.#text === '' ? this.#addWholeNumbers(bytes, at) : at;
        if (next === at) this.#addDigit(byte);
        else at = next - 1;
      }
    }
    if (captureFrom >= 0) this.#capture(bytes, captureFrom, bytes.length);
  }

  /** Whether it looks like a CPU profile at all, so far. */
  get hasNodes(): boolean {
    return this.#nodes.hasAny;
  }

  finish(): ReadCpuProfile {
    if (this.#isBroken || this.#depth !== 0 || this.#isInString) return NOT_WHOLE;
    if (!this.#nodes.hasAny) return {ok: false, reason: 'This is no CPU profile: it has no nodes.'};
    const count = Math.min(this.#sampleCount, this.#deltaCount);
    if (count === 0) return {ok: false, reason: 'The profile has no samples with times.'};
    const {nodes, indexOf} = readNodes(this.#nodes.all);
    const samples = this.#samples.subarray(0, count);
    const times = this.#deltas.subarray(0, count);
    let time = this.#startTime;
    for (let index = 0; index < count; index++) {
      samples[index] = indexOf.get(samples[index]) ?? -1;
      times[index] = time += times[index] ?? 0;
    }
    return {ok: true, profile: {nodes, samples, times, startTime: this.#startTime}};
  }

  #isInNodes(): boolean {
    return this.#name === 'nodes' && this.#depth >= 2;
  }

  #takesNumbers(): boolean {
    return this.#depth === 2 ? this.#name === 'samples' || this.#name === 'timeDeltas' : this.#depth === 1 && this.#name === 'startTime';
  }

  #inString(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === BACKSLASH) this.#isEscaped = true;
    else if (byte === QUOTE) this.#isInString = false;
    else if (this.#depth === 1 && this.#key.length < LONGEST_KEY_BYTES) this.#key.push(byte);
  }

  /** Nearly all bytes of a long profile are digits and commas of its two lists. Returns where something else comes. */
  #addWholeNumbers(bytes: Uint8Array, from: number): number {
    const isOfSamples = this.#name === 'samples';
    const numbers = isOfSamples ? this.#samples : this.#deltas;
    let count = isOfSamples ? this.#sampleCount : this.#deltaCount;
    let [at, value, digits] = [from, this.#value, this.#digits];
    for (; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte >= ZERO && byte <= NINE) {
        value = value * 10 + byte - ZERO;
        digits++;
      } else if (byte === COMMA && digits > 0) {
        numbers[count++] = value;
        value = digits = 0;
      } else break;
    }
    if (isOfSamples) this.#sampleCount = count;
    else this.#deltaCount = count;
    [this.#value, this.#digits] = [value, digits];
    return at;
  }

  /** Most are whole and not negative, and for these no text is made. */
  #addDigit(byte: number): void {
    if (byte >= ZERO && byte <= NINE && this.#text === '') this.#value = this.#value * 10 + byte - ZERO;
    else if (this.#digits < LONGEST_NUMBER) this.#text = (this.#text || (this.#digits > 0 ? String(this.#value) : '')) + String.fromCharCode(byte);
    this.#digits++;
  }

  #endNumber(): void {
    if (this.#digits === 0) return;
    const value = this.#text === '' ? this.#value : Number(this.#text);
    this.#value = this.#digits = 0;
    this.#text = '';
    if (Number.isNaN(value)) this.#isBroken = true;
    else if (this.#name === 'samples') this.#samples[this.#sampleCount++] = value;
    else if (this.#name === 'timeDeltas') this.#deltas[this.#deltaCount++] = value;
    else this.#startTime = value;
  }

  #capture(bytes: Uint8Array, from: number, to: number): void {
    // The reader of the file may use its memory again.
    this.#captured.push(bytes.slice(from, to));
    this.#capturedBytes += to - from;
  }

  #parseNodes(): void {
    const decoder = new TextDecoder();
    const text = this.#captured.map(bytes => decoder.decode(bytes, {stream: true})).join('') + decoder.decode();
    this.#captured = [];
    this.#capturedBytes = 0;
    try {
      for (const node of JSON.parse(`[${text}]`) as unknown[]) if (isRecord(node)) this.#nodes.all.push(node);
    } catch {
      this.#isBroken = true;
    }
  }
}
