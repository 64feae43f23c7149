import {describe, expect, test} from 'vitest';
import {changedHeats, type LineChange, shiftedAnnotations} from '../../../extension/annotations/shifted-annotations.ts';
import {LineMap} from '../../../server/evidence/line-map.ts';
import type {LineAnnotation} from '../../../server/protocol.ts';
import {EditedText} from '../../evidence/edited-text.ts';

const annotation = (line: number): LineAnnotation => ({line, text: `${line}`, heat: 1, kind: 'blocked'});
const change = (start: [number, number], end: [number, number], text: string): LineChange => ({range: {start: {line: start[0], character: start[1]}, end: {line: end[0], character: end[1]}}, text});
/** Which of the annotations of lines 2 and 5 are left, and where. */
const after = (...changes: LineChange[]) => shiftedAnnotations([annotation(2), annotation(5)], changes).kept.map(({text, line}) => `${text}→${line}`);

describe('right after a change', () => {
  test('above, annotations move with their lines', () => expect(after(change([0, 3], [0, 3], '\nfoo\n'))).toEqual(['2→4', '5→7']));
  test('below, they stay', () => expect(after(change([5, 0], [5, 0], 'foo\n'), change([9, 0], [12, 2], ''))).toEqual(['2→2', '5→6']));
  test('in a line, its annotation goes', () => expect(after(change([2, 4], [2, 4], 'x'))).toEqual(['5→5']));
  test('that deletes lines, theirs go and others move up', () => expect(after(change([1, 0], [4, 0], ''))).toEqual(['5→2']));
  test('of whole lines right above, the annotation moves', () => {
    expect(after(change([2, 0], [2, 0], 'foo\n'))).toEqual(['2→3', '5→6']);
    expect(after(change([1, 0], [2, 0], ''))).toEqual(['2→1', '5→4']);
  });
  test('that joins a line with the one above, its annotation goes', () => expect(after(change([1, 9], [2, 0], ''))).toEqual(['5→4']));
  test('in several places at once, each counts', () => expect(after(change([4, 0], [4, 0], 'a\nb\n'), change([0, 0], [0, 0], 'c\n'))).toEqual(['2→3', '5→8']));
});

test('only what differs is drawn again', () => {
  const hot: LineAnnotation = {...annotation(7), heat: 5};
  expect(changedHeats([annotation(2), hot], [annotation(2), hot])).toEqual(new Set());
  expect(changedHeats([annotation(2), hot], [annotation(3), hot])).toEqual(new Set([1]));
  expect(changedHeats([annotation(2), hot], [])).toEqual(new Set([1, 5]));
});

test('no annotation ever stands on another line than the true one', () => {
  const text = Array.from({length: 60}, (_, line) => `work(${line});`).join('\n');
  for (let seed = 1; seed <= 20; seed++) {
    const edited = new EditedText(text, seed);
    const map = new LineMap(text, text);
    for (let step = 0; step < 60; step++) {
      const before = map.fates().flatMap((fate, line) => (fate.kind === 'same' || fate.kind === 'moved' ? [{...annotation(fate.line), text: edited.original[line] ?? ''}] : []));
      const {changes} = edited.edit();
      let shown: readonly LineAnnotation[] = before;
      for (const {range, text: replacement} of changes) {
        map.change({...(range && {range}), text: replacement});
        if (range) shown = shiftedAnnotations(shown, [{range, text: replacement}]).kept;
      }
      const lines = edited.text.split('\n');
      for (const {line, text: original} of shown) expect(lines[line]?.trim(), `seed ${seed}, step ${step}`).toBe(original);
    }
  }
});
