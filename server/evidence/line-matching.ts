/** A line of one text and the line of another that it certainly is. Both count from 0. */
export type LinePair = readonly [before: number, after: number];

/**
 * Which lines of a text are in another one, by their contents without surrounding whitespace: a patience diff, which follows moved blocks. Of lines
 * that look alike it pairs only those whose neighbours leave no choice, because a wrong pair is worse than none. `known` pairs stay as they are, and
 * lines that are known to be `added` are not paired.
 */
export function matchLines(before: readonly string[], after: readonly string[], {known = [], added = []}: Knowledge = {}): LinePair[] {
  const matching = new Matching(before, after);
  for (const [line, place] of known) matching.pair(line, place);
  for (const place of added) matching.leaveOut(place);
  matching.matchBetween(longestAscent(known));
  matching.matchMoved();
  return matching.pairs();
}

interface Knowledge {
  readonly known?: readonly LinePair[];
  readonly added?: readonly number[];
}

/** The most pairs that come in the same order on both sides. */
export function longestAscent(pairs: readonly LinePair[]): LinePair[] {
  const sorted = [...pairs].sort(([a], [b]) => a - b);
  /** By length less one: the pair with the lowest end among the ascents of that length. */
  const ends: number[] = [];
  const previous: number[] = [];
  const afterOf = (index: number | undefined) => (index === undefined ? -1 : (sorted[index]?.[1] ?? -1));
  sorted.forEach(([, place], index) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (afterOf(ends[middle]) < place) low = middle + 1;
      else high = middle;
    }
    previous[index] = ends[low - 1] ?? -1;
    ends[low] = index;
  });
  const ascent: LinePair[] = [];
  for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) ascent.push(sorted[index] as LinePair);
  return ascent.reverse();
}

/** Whether a line says something of its own: brackets and blank lines are everywhere, so they prove nothing. */
export function isTelling(line: string): boolean {
  return /\w\W*\w/.test(line);
}

/** Each round splits the text at more lines; real texts take three or four, and a text made to take thousands is left as it is. */
const MOST_ROUNDS = 30;

/** Lines that moved alone must say so much: `i++` may have come and gone for reasons of its own. */
const FEWEST_WORD_CHARACTERS = 12;

interface Range {
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly round: number;
}

/** Lines as numbers: equal lines have the same. */
class Matching {
  readonly #texts: readonly string[];
  readonly #isTelling: readonly boolean[];
  readonly #before: readonly number[];
  readonly #after: readonly number[];
  readonly #places: Int32Array;
  readonly #origins: Int32Array;
  /** For each text, how many of its lines are without a partner, before and after. */
  readonly #counts: {readonly before: Int32Array; readonly after: Int32Array};

  constructor(before: readonly string[], after: readonly string[]) {
    const numbers = new Map<string, number>();
    const numberOf = (text: string) => {
      const known = numbers.get(text);
      if (known === undefined) numbers.set(text, numbers.size);
      return known ?? numbers.size - 1;
    };
    this.#before = before.map(numberOf);
    this.#after = after.map(numberOf);
    this.#texts = [...numbers.keys()];
    this.#isTelling = this.#texts.map(isTelling);
    this.#places = new Int32Array(before.length).fill(FREE);
    this.#origins = new Int32Array(after.length).fill(FREE);
    this.#counts = {before: new Int32Array(this.#texts.length), after: new Int32Array(this.#texts.length)};
  }

  pair(line: number, place: number): void {
    this.#places[line] = place;
    this.#origins[place] = line;
  }

  leaveOut(place: number): void {
    this.#origins[place] = LEFT_OUT;
  }

  pairs(): LinePair[] {
    const pairs: LinePair[] = [];
    this.#places.forEach((place, line) => {
      if (place >= 0) pairs.push([line, place]);
    });
    return pairs;
  }

  /** Matches what lies between pairs that are in order on both sides. */
  matchBetween(spine: readonly LinePair[]): void {
    const before = this.#freeIn(this.#places);
    const after = this.#freeIn(this.#origins);
    for (const line of before) count(this.#counts.before, this.#before[line]);
    for (const place of after) count(this.#counts.after, this.#after[place]);
    const known = this.#places.slice();
    const open: Range[] = this.#between({before, after, round: 0}, spine);
    for (let range = open.pop(); range; range = open.pop()) {
      const rest = this.#matchEnds(range);
      if (rest.before.length === 0 || rest.after.length === 0 || rest.round > MOST_ROUNDS) continue;
      const anchors = longestAscent(this.#uniquePairs(rest.before, rest.after));
      for (const [line, place] of anchors) this.pair(line, place);
      if (anchors.length > 0) for (const between of this.#between(rest, anchors)) open.push(between);
    }
    this.#dropUnsupported(known);
  }

  #freeIn(partners: Int32Array): number[] {
    const free: number[] = [];
    partners.forEach((partner, line) => {
      if (partner === FREE) free.push(line);
    });
    return free;
  }

  /** The ranges that the pairs leave between them, without what is matched already. */
  #between({before, after, round}: Range, spine: readonly LinePair[]): Range[] {
    const ranges: Range[] = [];
    let line = 0;
    let place = 0;
    for (const [endLine, endPlace] of [...spine, [Infinity, Infinity] as const]) {
      const lines: number[] = [];
      const places: number[] = [];
      for (; line < before.length && (before[line] ?? 0) < endLine; line++) if (this.#places[before[line] ?? 0] === FREE) lines.push(before[line] ?? 0);
      for (; place < after.length && (after[place] ?? 0) < endPlace; place++) if (this.#origins[after[place] ?? 0] === FREE) places.push(after[place] ?? 0);
      if (lines.length > 0 && places.length > 0) ranges.push({before: lines, after: places, round: round + 1});
    }
    return ranges;
  }

  /**
   * Pairs what both ends of a range have in common. Where the two ends claim the same line (one of several equal lines came or went, and nobody can tell
   * which), neither has it.
   */
  #matchEnds({before, after, round}: Range): Range {
    const shorter = Math.min(before.length, after.length);
    const isSame = (line: number | undefined, place: number | undefined) => this.#before[line ?? -1] === this.#after[place ?? -1];
    let head = 0;
    while (head < shorter && isSame(before[head], after[head])) head++;
    let tail = 0;
    while (tail < shorter && isSame(before.at(-1 - tail), after.at(-1 - tail))) tail++;
    const isOnlyOneWay = before.length === after.length;
    const sureHead = this.#sure(before, after, isOnlyOneWay ? head : Math.min(head, shorter - tail));
    const sureTail = this.#sure(before.toReversed(), after.toReversed(), Math.min(tail, shorter - head));
    for (let index = 0; index < sureHead; index++) this.pair(before[index] ?? 0, after[index] ?? 0);
    for (let index = 1; index <= sureTail; index++) this.pair(before.at(-index) ?? 0, after.at(-index) ?? 0);
    return {before: before.slice(sureHead, before.length - sureTail), after: after.slice(sureHead, after.length - sureTail), round};
  }

  /** How many of the `common` first lines are left when those go that the rest has again: the common part may as well end before them. */
  #sure(before: readonly number[], after: readonly number[], common: number): number {
    if (common === 0 || (common === before.length && common === after.length)) return common;
    const rest = new Set([...before.slice(common).map(line => this.#before[line]), ...after.slice(common).map(place => this.#after[place])]);
    let sure = common;
    for (let index = common - 1; index >= 0; index--) {
      const text = this.#before[before[index] ?? -1] ?? -1;
      if (!this.#isTelling[text]) continue;
      if (!rest.has(text)) break;
      sure = index;
    }
    return sure;
  }

  /** Pairs of telling lines that each side has only once, and of which none came or went elsewhere. In order of the lines before. */
  #uniquePairs(before: readonly number[], after: readonly number[]): LinePair[] {
    const places = this.#onlyPlaces(after, this.#after);
    const pairs: LinePair[] = [];
    for (const [text, line] of this.#onlyPlaces(before, this.#before)) {
      const place = places.get(text) ?? SEVERAL;
      if (line !== SEVERAL && place !== SEVERAL && this.#counts.before[text] === this.#counts.after[text]) pairs.push([line, place]);
    }
    return pairs;
  }

  #onlyPlaces(places: readonly number[], texts: readonly number[]): Map<number, number> {
    const only = new Map<number, number>();
    for (const place of places) {
      const text = texts[place] ?? -1;
      if (this.#isTelling[text]) only.set(text, only.has(text) ? SEVERAL : place);
    }
    return only;
  }

  /**
   * A line that has its like elsewhere is where its neighbours are: else one might be taken for the other. One neighbour will do where no line of its text came or
   * went, because then a copy cannot be mistaken for it.
   */
  #dropUnsupported(known: Int32Array): void {
    const above = this.#supported(known, 1);
    const below = this.#supported(known, -1);
    this.#places.forEach((place, line) => {
      const text = this.#before[line] ?? -1;
      if (place === FREE || known[line] !== FREE || !this.#isTelling[text] || this.#isUnlikeOthers(text)) return;
      const isBalanced = this.#counts.before[text] === this.#counts.after[text];
      if (isBalanced ? !above[line] && !below[line] : !above[line] || !below[line]) this.#free(line, place);
    });
  }

  /** Which lines follow without a gap, on both sides, on one that has not its like or on the end of the text; going down or up. */
  #supported(known: Int32Array, step: 1 | -1): boolean[] {
    const supported: boolean[] = [];
    let isSupported = true;
    let expected = step > 0 ? 0 : this.#after.length - 1;
    for (let index = 0; index < this.#places.length; index++) {
      const line = step > 0 ? index : this.#places.length - 1 - index;
      const place = this.#places[line] ?? FREE;
      isSupported &&= place === expected;
      expected = place + step;
      supported[line] = isSupported;
      if (place !== FREE && (known[line] !== FREE || this.#isUnlikeOthers(this.#before[line] ?? -1))) isSupported = true;
    }
    return supported;
  }

  #isUnlikeOthers(text: number): boolean {
    return this.#isTelling[text] === true && this.#counts.before[text] === 1 && this.#counts.after[text] === 1;
  }

  #free(line: number, place: number): void {
    this.#places[line] = FREE;
    this.#origins[place] = FREE;
  }

  /** Lines that each text has once, out of order: they have moved, with the equal lines between them. */
  matchMoved(): void {
    for (const [line, place] of this.#uniquePairs(this.#freeIn(this.#places), this.#freeIn(this.#origins))) {
      if (!this.#isMatch(line, place) || !this.#isUnlikeOthers(this.#before[line] ?? -1)) continue;
      const block = [-this.#reach(line, place, -1), this.#reach(line, place, 1)] as const;
      const words = this.#before.slice(line + block[0], line + block[1] + 1).map(text => this.#texts[text]);
      if (words.join('').replaceAll(/\W/g, '').length < FEWEST_WORD_CHARACTERS) continue;
      for (let index = block[0]; index <= block[1]; index++) this.pair(line + index, place + index);
    }
  }

  /** How many lines in one direction have moved along: as far as lines are equal, up to the last that has not its like elsewhere. */
  #reach(line: number, place: number, step: 1 | -1): number {
    let reach = 0;
    for (let index = 1; this.#isMatch(line + step * index, place + step * index); index++) {
      const text = this.#before[line + step * index] ?? -1;
      if (this.#isUnlikeOthers(text) || !this.#isTelling[text]) reach = index;
    }
    return reach;
  }

  #isMatch(line: number, place: number): boolean {
    return this.#places[line] === FREE && this.#origins[place] === FREE && this.#before[line] === this.#after[place];
  }
}

function count(counts: Int32Array, text: number | undefined): void {
  counts[text ?? -1] = (counts[text ?? -1] ?? 0) + 1;
}

const FREE = -1;
const LEFT_OUT = -2;
const SEVERAL = -1;
