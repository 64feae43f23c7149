import {TextDocument} from 'vscode-languageserver-textdocument';
import type {TextChange} from '../../server/evidence/line-map.ts';

/** A line that knows which line of the original it is, or is a copy of; null for one that was written anew. */
interface KnownLine {
  readonly text: string;
  readonly origin: number | null;
  readonly isCopy: boolean;
}

/** A text under random edits, with the truth about each of its lines. The same seed gives the same edits. */
export class EditedText {
  readonly original: readonly string[];
  #lines: readonly KnownLine[];
  readonly #undo: {readonly lines: readonly KnownLine[]; readonly changes: readonly TextChange[]}[] = [];
  readonly #random: () => number;
  #added = 0;

  readonly #names: readonly string[];

  /** `leftOut` are names of edits that are not made. */
  constructor(text: string, seed: number, leftOut: readonly string[] = []) {
    this.original = text.split('\n');
    this.#lines = this.original.map((line, origin) => ({text: line, origin, isCopy: false}));
    this.#random = randomNumbers(seed);
    this.#names = Object.keys(this.#edits).filter(name => !leftOut.includes(name));
  }

  get text(): string {
    return this.#lines.map(({text}) => text).join('\n');
  }

  /** Line of the original → where it is now, for those whose text is what it was. */
  unchanged(): Map<number, number> {
    return new Map(this.#lines.flatMap(({text, origin, isCopy}, line) => (origin !== null && !isCopy && this.original[origin]?.trim() === text.trim() ? [[origin, line] as const] : [])));
  }

  /** Whether a line stands for one of the original that is gone: copying and deleting is moving. */
  isHeir(line: number, origin: number): boolean {
    const {text, origin: source} = this.#lines[line] ?? NEW_LINE;
    return source !== null && text.trim() === this.original[origin]?.trim() && !this.unchanged().has(origin);
  }

  /** Makes one edit. Returns its name, and its changes as an editor sends them. */
  edit(): {readonly name: string; readonly changes: readonly TextChange[]} {
    const name = this.#names[this.#below(this.#names.length)] ?? 'insert';
    const [before, text] = [this.#lines, this.text];
    const changes = this.#edits[name]?.() ?? [];
    if (name !== 'undo') this.#undo.push({lines: before, changes: inverse(text, changes)});
    return {name, changes};
  }

  readonly #edits: Readonly<Record<string, () => TextChange[]>> = {
    insert: () => this.#splice(this.#below(this.#lines.length), 0, range(1 + this.#below(4)).map(() => this.#newLine())),
    /** The sort of line that is all over a file. */
    insertCopy: () => {
      const [start, count] = this.#block(6);
      return this.#splice(this.#below(this.#lines.length), 0, this.#lines.slice(start, start + count).map(line => ({...line, isCopy: true})));
    },
    copyDown: () => {
      const [start, count] = this.#block(3);
      return this.#splice(start + count, 0, this.#lines.slice(start, start + count).map(line => ({...line, isCopy: true})));
    },
    delete: () => this.#splice(...this.#block(6), []),
    move: () => {
      const [start, count] = this.#block(12);
      const block = this.#lines.slice(start, start + count);
      const cut = this.#splice(start, count, []);
      return [...cut, ...this.#splice(this.#below(this.#lines.length), 0, block)];
    },
    reindent: () => {
      const [start, count] = this.#block(20);
      return range(count).flatMap(index => {
        const line = this.#lines[start + index];
        return line && line.text !== '' ? this.#replace(start + index, 0, line.text.length - line.text.trimStart().length, ' '.repeat(this.#below(5) * 2)) : [];
      });
    },
    rename: () => {
      const words = [...new Set(this.text.match(/\b[a-z]\w{4,}\b/g) ?? [])];
      const word = words[this.#below(words.length)] ?? 'unknown';
      const isWord = new RegExp(`\\b${word}\\b`);
      return this.#lines.flatMap((line, index) => {
        const found = isWord.exec(line.text);
        return found ? this.#replace(index, found.index, word.length, `${word}Renamed`) : [];
      });
    },
    type: () => {
      const line = this.#below(this.#lines.length);
      const at = this.#below((this.#lines[line]?.text.length ?? 0) + 1);
      return [...'typed'].flatMap((letter, index) => this.#replace(line, at + index, 0, letter));
    },
    breakLine: () => {
      const line = this.#below(this.#lines.length);
      const {text, origin, isCopy} = this.#lines[line] ?? NEW_LINE;
      const at = this.#below(text.length + 1);
      const [head, tail] = [text.slice(0, at), text.slice(at)];
      const ofLine = (part: string): KnownLine => ({text: part, origin: origin !== null && [text.trim(), this.original[origin]?.trim()].includes(part.trim()) ? origin : null, isCopy});
      const isWhole = head.trim() === text.trim();
      this.#lines = this.#lines.toSpliced(line, 1, ofLine(head), isWhole ? {...NEW_LINE, text: tail} : ofLine(tail));
      return [{range: {start: {line, character: at}, end: {line, character: at}}, text: '\n'}];
    },
    undo: () => {
      const last = this.#undo.pop();
      if (last) this.#lines = last.lines;
      return [...(last?.changes ?? [])];
    },
  };

  #splice(start: number, count: number, lines: readonly KnownLine[]): TextChange[] {
    const isAtEnd = start + count >= this.#lines.length;
    const before = this.#lines;
    const endOf = (line: number) => ({line, character: before[line]?.text.length ?? 0});
    this.#lines = this.#lines.toSpliced(start, count, ...lines);
    const text = lines.map(line => `${line.text}\n`).join('');
    if (!isAtEnd) return [{range: {start: {line: start, character: 0}, end: {line: start + count, character: 0}}, text}];
    const end = endOf(start + count - 1);
    return start === 0 ? [{range: {start: {line: 0, character: 0}, end}, text: text.slice(0, -1)}] : [{range: {start: endOf(start - 1), end}, text: lines.map(line => `\n${line.text}`).join('')}];
  }

  #replace(line: number, start: number, length: number, replacement: string): TextChange[] {
    const known = this.#lines[line] ?? NEW_LINE;
    this.#lines = this.#lines.with(line, {...known, text: known.text.slice(0, start) + replacement + known.text.slice(start + length)});
    return [{range: {start: {line, character: start}, end: {line, character: start + length}}, text: replacement}];
  }

  #block(most: number): [start: number, count: number] {
    const start = this.#below(this.#lines.length);
    return [start, Math.min(1 + this.#below(most), this.#lines.length - start)];
  }

  #newLine(): KnownLine {
    this.#added++;
    return {...NEW_LINE, text: ['', '}', `  added(${this.#added});`, `const added${this.#added} = await fetch(url);`][this.#below(4)] ?? ''};
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }
}

/** The changes that take changes back. */
function inverse(text: string, changes: readonly TextChange[]): TextChange[] {
  const document = TextDocument.create('', '', 0, text);
  return changes
    .map(({range, text: replacement}) => {
      const [start, end] = range ? [document.offsetAt(range.start), document.offsetAt(range.end)] : [0, document.getText().length];
      const replaced = document.getText().slice(start, end);
      TextDocument.update(document, [{...(range && {range}), text: replacement}], 0);
      return {range: {start: document.positionAt(start), end: document.positionAt(start + replacement.length)}, text: replaced};
    })
    .reverse();
}

const NEW_LINE: KnownLine = {text: '', origin: null, isCopy: false};

/** Numbers from 0 to 1 that look random: mulberry32. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function range(count: number): number[] {
  return Array.from({length: count}, (_, index) => index);
}
