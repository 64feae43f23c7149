import {isTelling, longestAscent, matchLines, type LinePair} from './line-matching.ts';

/**
 * What has become of a line. `edited` lines are what is left of it, and no longer what it was. Lines count from 0, and a line that is only indented
 * differently is the same.
 */
export type LineFate = {readonly kind: 'same' | 'moved' | 'edited'; readonly line: number} | {readonly kind: 'deleted'};

/** One change of a document, as LSP tells it. Without a range, the text replaces everything. */
export interface TextChange {
  readonly range?: {readonly start: TextPlace; readonly end: TextPlace};
  readonly text: string;
}

interface TextPlace {
  readonly line: number;
  readonly character: number;
}

/**
 * Where the lines of a snapshot are in a document that is being edited. A change says exactly which lines stay, so as long as changes are followed even
 * lines that look alike are told apart; what comes back by undoing or pasting is found again by its contents.
 */
export class LineMap {
  readonly #snapshot: readonly string[];
  #lines: string[];
  /** The lines without surrounding whitespace. */
  #texts: string[];
  /** Line of the document → line of the snapshot that it is or was; or else `UNKNOWN` as long as nobody has looked, then `ADDED`. */
  #origins: number[];
  /** Whether there are lines in the document that nobody has looked at. */
  #isUnsettled = false;
  /** Lines of the snapshot that changes have edited since anybody asked: it may be that the true line is beside what looks like its rest. */
  readonly #justEdited = new Set<number>();
  /** What changes took out, the latest first. */
  readonly #removed: LineBlock[] = [];

  constructor(snapshot: string, document: string) {
    this.#snapshot = linesOf(snapshot).map(line => line.trim());
    this.#lines = linesOf(document);
    this.#texts = this.#lines.map(line => line.trim());
    this.#origins = this.#lines.map(() => UNKNOWN);
    this.#settle();
  }

  /** Follows a change that has just been made. Changes of one edit come one after the other, each on the text that the last one left. */
  change({range, text}: TextChange): void {
    const last = this.#lines.length - 1;
    const start = range?.start ?? {line: 0, character: 0};
    const end = range?.end ?? {line: last, character: Infinity};
    const firstLine = Math.min(Math.max(start.line, 0), last);
    const lastLine = Math.min(Math.max(end.line, firstLine), last);
    const before = this.#lines.slice(firstLine, lastLine + 1);
    const head = (before[0] ?? '').slice(0, start.character);
    const tail = (before.at(-1) ?? '').slice(end.character);
    const after = linesOf(head + text + tail);
    const origins = after.map(() => UNKNOWN);
    const gone = this.#origins.slice(firstLine, lastLine + 1);
    const kept = survivors(before, after, head, tail);
    for (const [line, place] of kept) {
      origins[place] = gone[line] ?? UNKNOWN;
      if (before[line] !== after[place]) this.#justEdited.add(gone[line] ?? UNKNOWN);
    }
    this.#keepRemoved(before, gone, new Set(kept.map(([line]) => line)));
    this.#lines = [...this.#lines.slice(0, firstLine), ...after, ...this.#lines.slice(lastLine + 1)];
    this.#origins = [...this.#origins.slice(0, firstLine), ...origins, ...this.#origins.slice(lastLine + 1)];
    this.#texts = [...this.#texts.slice(0, firstLine), ...after.map(line => line.trim()), ...this.#texts.slice(lastLine + 1)];
    this.#isUnsettled ||= origins.includes(UNKNOWN);
  }

  /** What has become of each line of the snapshot. */
  fates(): readonly LineFate[] {
    if (this.#isUnsettled) this.#settle();
    this.#justEdited.clear();
    const fates: LineFate[] = this.#snapshot.map(() => ({kind: 'deleted'}));
    const pairs = pairsOf(this.#origins);
    const inOrder = new Set(longestAscent(pairs).map(([line]) => line));
    for (const [line, place] of pairs) fates[line] = {kind: this.#isSame(line, place) ? (inOrder.has(line) ? 'same' : 'moved') : 'edited', line: place};
    return fates;
  }

  #keepRemoved(lines: readonly string[], origins: readonly number[], kept: ReadonlySet<number>): void {
    let block: {texts: string[]; origins: number[]} = {texts: [], origins: []};
    for (let line = 0; line <= lines.length; line++) {
      if (line < lines.length && !kept.has(line)) {
        block.texts.push(lines[line]?.trim() ?? '');
        block.origins.push(origins[line] ?? UNKNOWN);
      } else if (block.texts.length > 0) {
        if (block.texts.some(isTelling)) this.#removed.unshift(block);
        block = {texts: [], origins: []};
      }
    }
    this.#removed.splice(MOST_REMOVED);
  }

  /** Blocks that were taken out and are in again, by moving, pasting or undoing: line by line what they were. */
  #putBack(): void {
    const alive = new Set(this.#origins);
    for (const [start, end] of runsOf(this.#origins, UNKNOWN)) {
      for (let place = start; place < end; place++) {
        const block = this.#removed.find(({texts}) => texts.length <= end - place && texts.every((text, index) => text === this.#texts[place + index]));
        if (!block) continue;
        block.origins.forEach((line, index) => {
          this.#origins[place + index] = line >= 0 && !alive.has(line) ? line : ADDED;
          alive.add(line);
        });
        this.#removed.splice(this.#removed.indexOf(block), 1);
        place += block.texts.length - 1;
      }
    }
  }

  /**
   * Looks for lost lines among those that are new since the last time: what was there before, while the lost line still was, is only like it. A line that
   * was edited just now gives way where the true one comes to light.
   */
  #settle(): void {
    const before = this.#snapshot;
    const after = this.#texts;
    this.#putBack();
    const known = pairsOf(this.#origins).filter(([line, place]) => this.#isSame(line, place) || !this.#justEdited.has(line));
    const added = [...this.#origins.keys()].filter(place => this.#origins[place] === ADDED);
    const sure = matchLines(before, after, {known, added});
    const isTaken = new Set(sure.map(([line]) => line));
    const origins = this.#origins.map(line => (line < 0 || isTaken.has(line) ? ADDED : line));
    for (const [line, place] of sure) origins[place] = line;
    for (const [line, place] of rewritten(before, after, origins)) origins[place] = line;
    this.#origins = origins;
    this.#isUnsettled = false;
  }

  #isSame(line: number, place: number): boolean {
    return this.#snapshot[line] === this.#texts[place];
  }
}

const UNKNOWN = -1;
const ADDED = -2;

/** Lines that stood together, without surrounding whitespace, and which lines of the snapshot they were. */
interface LineBlock {
  readonly texts: readonly string[];
  readonly origins: readonly number[];
}

/** What was taken out longer ago is looked for by its contents alone. */
const MOST_REMOVED = 50;

function pairsOf(origins: readonly number[]): LinePair[] {
  const pairs: LinePair[] = [];
  origins.forEach((line, place) => {
    if (line >= 0) pairs.push([line, place]);
  });
  return pairs;
}

function runsOf(values: readonly number[], wanted: number): (readonly [start: number, end: number])[] {
  const runs: (readonly [number, number])[] = [];
  for (let start = 0; start < values.length; start++) {
    if (values[start] !== wanted) continue;
    let end = start;
    while (end < values.length && values[end] === wanted) end++;
    runs.push([start, end]);
    start = end;
  }
  return runs;
}

/** Lines as editors and languages count them. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}

/** Which of the changed lines is which of the lines in their place. `head` and `tail` are what the change left of the first and the last one. */
function survivors(before: readonly string[], after: readonly string[], head: string, tail: string): LinePair[] {
  const lastBefore = before.length - 1;
  const lastAfter = after.length - 1;
  const isSame = (line: number, place: number) => before[line]?.trim() === after[place]?.trim();
  const pairs: LinePair[] = [];
  if (head.trim() !== '' && isSame(0, 0)) pairs.push([0, 0]);
  // A line that the change only touches at its start is there as it was, an empty one too: what was taken out ends before it.
  else if ((tail.trim() !== '' || tail === before[lastBefore]) && isSame(lastBefore, lastAfter)) pairs.push([lastBefore, lastAfter]);
  if (pairs.length > 0 && lastBefore > 0 && lastAfter > 0 && pairs[0]?.[0] === 0 && tail.trim() !== '' && isSame(lastBefore, lastAfter)) pairs.push([lastBefore, lastAfter]);
  const trimmed = (lines: readonly string[]) => lines.map(line => line.trim());
  const sure = before.length === 1 && after.length === 1 ? pairs : matchLines(trimmed(before), trimmed(after), {known: pairs});
  return [...sure, ...pieces(sure, {lastBefore, lastAfter, head: head.trim(), tail: tail.trim()})];
}

/** A line that was changed in part goes on where the larger part of it is. */
function pieces(sure: readonly LinePair[], {lastBefore, lastAfter, head, tail}: {readonly lastBefore: number; readonly lastAfter: number; readonly head: string; readonly tail: string}): LinePair[] {
  const candidates: (readonly [pair: LinePair, size: number])[] = [
    [[0, 0], head.length],
    [[lastBefore, lastAfter], tail.length],
  ];
  const pairs: LinePair[] = [];
  for (const [[line, place], size] of candidates.sort(([, a], [, b]) => b - a)) {
    if (size > 0 && ![...sure, ...pairs].some(pair => pair[0] === line || pair[1] === place)) pairs.push([line, place]);
  }
  return pairs;
}

/** Longer gaps were written anew, and comparing each line with each would take its time. */
const LONGEST_REWRITTEN = 40;

/** A line is another one edited where they have this part of their words and signs in common. */
const ALIKE = 0.6;

/** Lost lines that stand, edited, between the same neighbours as before. */
function rewritten(before: readonly string[], after: readonly string[], origins: readonly number[]): LinePair[] {
  const spine = longestAscent(pairsOf(origins));
  const known = new Set(origins);
  const pairs: LinePair[] = [];
  let [line, place] = [0, 0];
  for (const [endLine, endPlace] of [...spine, [before.length, after.length] as const]) {
    if (endLine > line && endPlace > place) {
      const lost = range(line, endLine).filter(each => !known.has(each) && isTelling(before[each] ?? ''));
      const found = range(place, endPlace).filter(each => (origins[each] ?? 0) < 0 && isTelling(after[each] ?? ''));
      if (lost.length <= LONGEST_REWRITTEN && found.length <= LONGEST_REWRITTEN) pairs.push(...alikePairs(lost, found, before, after));
    }
    [line, place] = [endLine + 1, endPlace + 1];
  }
  return pairs;
}

/** Equal lines are not among them: had there been no doubt which is which, they would have been matched. */
function alikePairs(lost: readonly number[], found: readonly number[], before: readonly string[], after: readonly string[]): LinePair[] {
  const pairs: LinePair[] = [];
  let next = 0;
  for (const line of lost) {
    const likeness = found.slice(next).map(place => (before[line] === after[place] ? 0 : alike(before[line] ?? '', after[place] ?? '')));
    const best = likeness.reduce((most, value, index) => (value > (likeness[most] ?? 0) ? index : most), 0);
    const place = found[next + best];
    if (place === undefined || (likeness[best] ?? 0) < ALIKE) continue;
    pairs.push([line, place]);
    next += best + 1;
  }
  return pairs;
}

/** The part of their words and signs that two lines have in common, from 0 to 1. */
function alike(a: string, b: string): number {
  const ours = a.match(/\w+|[^\s\w]/g) ?? [];
  const theirs = b.match(/\w+|[^\s\w]/g) ?? [];
  const left = new Map<string, number>();
  for (const part of ours) left.set(part, (left.get(part) ?? 0) + 1);
  let common = 0;
  for (const part of theirs) {
    const count = left.get(part) ?? 0;
    if (count > 0) common++;
    left.set(part, count - 1);
  }
  return (2 * common) / Math.max(1, ours.length + theirs.length);
}

function range(start: number, end: number): number[] {
  return Array.from({length: Math.max(0, end - start)}, (_, index) => start + index);
}
