import {readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {isTelling} from '../../server/evidence/line-matching.ts';
import {LineMap, type LineFate, type TextChange} from '../../server/evidence/line-map.ts';
import {EditedText} from './edited-text.ts';

/** Draws what has become of each line: its number now, `*` where it moved, `~` where it was edited, `-` where it is gone. */
function drawn(fates: readonly LineFate[]): string {
  const signs = {same: '', moved: '*', edited: '~'};
  return fates.map(fate => (fate.kind === 'deleted' ? '-' : `${fate.line}${signs[fate.kind]}`)).join(' ');
}

const FETCH_ALL = ['async function fetchAll(urls) {', '  const pages = [];', '  for (const url of urls) {', '    pages.push(await fetch(url));', '  }', '  return pages;', '}'];
const snapshot = FETCH_ALL.join('\n');
const place = (line: number, character: number) => ({line, character});
const change = (start: [number, number], end: [number, number], text: string): TextChange => ({range: {start: place(...start), end: place(...end)}, text});
const after = (...changes: TextChange[]) => {
  const map = new LineMap(snapshot, snapshot);
  for (const each of changes) map.change(each);
  return drawn(map.fates());
};

describe('a text compared with its snapshot', () => {
  const compared = (...lines: string[]) => drawn(new LineMap(snapshot, lines.join('\n')).fates());

  test('that is equal has every line', () => expect(compared(...FETCH_ALL)).toBe('0 1 2 3 4 5 6'));
  test('that is indented differently, with other line ends, has every line', () => expect(drawn(new LineMap(snapshot, FETCH_ALL.map(line => `\t${line}  `).join('\r\n')).fates())).toBe('0 1 2 3 4 5 6'));
  test('with a line before it has every line one further down', () => expect(compared('// fetches', ...FETCH_ALL)).toBe('1 2 3 4 5 6 7'));
  test('with a line written differently has it as an edited one', () => expect(compared(...FETCH_ALL.with(3, '    pages.push(await fetchOnce(url));'))).toBe('0 1 2 3~ 4 5 6'));
  test('with a line written anew has lost the old one', () => expect(compared(...FETCH_ALL.with(3, '    console.log(typeof undefined);'))).toBe('0 1 2 - 4 5 6'));
  test('with a line further up has it as a moved one', () => expect(compared(...FETCH_ALL.toSpliced(3, 1).toSpliced(1, 0, FETCH_ALL[3] ?? ''))).toBe('0 2 3 1* 4 5 6'));
  test('that has nothing in common has lost every line', () => expect(compared('import time')).toBe('- - - - - - -'));
  test('that is empty has lost every line', () => expect(compared('')).toBe('- - - - - - -'));
});

describe('of lines that are equal', () => {
  test('the one that is moved with a block between empty lines is told from its copy in that block', () => {
    const map = new LineMap('}\n\nstart()\nwork()\n\nend()', '}\n\nstart()\nwork()\n\nend()');
    map.change(change([4, 0], [4, 0], 'work()\n'));
    map.fates();
    map.change(change([1, 0], [5, 0], ''));
    map.change(change([0, 0], [0, 0], '\nstart()\nwork()\nwork()\n'));
    expect(map.fates()[3]).toMatchObject({line: 2});
  });
  test('the one that is left is neither, if only the text tells', () => expect(drawn(new LineMap('start()\nwork()\nwork()\nend()', 'start()\nwork()\nend()').fates())).toBe('0 - - 2'));
  test('the one that is left is the one that was not deleted, if the change was seen', () => {
    const map = new LineMap('start()\nwork()\nwork()\nend()', 'start()\nwork()\nwork()\nend()');
    map.change(change([1, 0], [2, 0], ''));
    expect(drawn(map.fates())).toBe('0 - 1 2');
  });
  test('a copy has nothing of the original', () => {
    const map = new LineMap('start()\nwork()\nend()', 'start()\nwork()\nend()');
    map.change(change([1, 0], [1, 0], 'work()\n'));
    expect(drawn(map.fates())).toBe('0 2 3');
    map.change(change([2, 6], [2, 6], '\nwork()'));
    expect(drawn(map.fates())).toBe('0 2 4');
  });
});

describe('a change', () => {
  test('inside a line edits it, and taking it back mends it', () => {
    expect(after(change([3, 4], [3, 9], 'found'))).toBe('0 1 2 3~ 4 5 6');
    expect(after(change([3, 4], [3, 9], 'found'), change([3, 4], [3, 9], 'pages'))).toBe('0 1 2 3 4 5 6');
  });
  test('that breaks a line leaves it where most of it is', () => expect(after(change([3, 15], [3, 15], '\n'))).toBe('0 1 2 4~ 5 6 7'));
  test('that joins two lines leaves the larger part', () => expect(after(change([1, 19], [2, 2], ' '))).toBe('0 - 1~ 2 3 4 5'));
  test('that deletes lines, and its undoing', () => {
    expect(after(change([2, 0], [5, 0], ''))).toBe('0 1 - - - 2 3');
    expect(after(change([2, 0], [5, 0], ''), change([2, 0], [2, 0], `${FETCH_ALL.slice(2, 5).join('\n')}\n`))).toBe('0 1 2 3 4 5 6');
  });
  test('that replaces everything is compared', () => expect(after({text: `\n${snapshot}`})).toBe('1 2 3 4 5 6 7'));
  test('outside of the text is taken for one at its end', () => expect(after(change([90, 3], [99, 1], '// end'))).toBe('0 1 2 3 4 5 6~'));
  test('of one line into a copy of its neighbour does not change which is which', () => {
    expect(after(change([1, 2], [1, 19], (FETCH_ALL[5] ?? '').trim()))).toBe('0 - 2 3 4 5 6');
  });
});

const FILES = ['rules/src/project/project.ts', 'server/profile/stacks.ts', 'test/e2e/workbench.mjs', 'rules/src/javascript/repair.ts', 'server/agents/python/loopsight_agent/agent.py'];

describe.each([1, 2, 3, 4, 5])('200 random edits (seed %i)', seed => {
  /** Lines that still are what they were: how many of them are found, and which were taken for others. */
  const run = (path: string, leftOut: readonly string[], mapAfter: (text: string) => (edited: string, changes: readonly TextChange[]) => LineMap) => {
    const text = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
    const edited = new EditedText(text, seed, leftOut);
    const map = mapAfter(text);
    const wrong: string[] = [];
    let [right, lost] = [0, 0];
    for (let step = 0; step < 200; step++) {
      const {name, changes} = edited.edit();
      const fates = map(edited.text, changes).fates();
      const truth = edited.unchanged();
      fates.forEach((fate, line) => {
        if (!isTelling(edited.original[line] ?? '')) return;
        const isClaimed = fate.kind === 'same' || fate.kind === 'moved';
        const place = truth.get(line);
        if (isClaimed && fate.line === place) right++;
        else if (isClaimed && !edited.isHeir(fate.line, line)) wrong.push(`step ${step} (${name}): line ${line} is not at ${fate.line} but ${place === undefined ? 'gone' : `at ${place}`}: ${edited.original[line]}`);
        else if (place !== undefined) lost++;
      });
    }
    return {wrong, share: right / (right + lost)};
  };

  test.each(FILES)('of %s that are followed put no number on a wrong line and lose next to none', path => {
    const {wrong, share} = run(path, [], text => {
      const map = new LineMap(text, text);
      return (_, changes) => {
        for (const change of changes) map.change(change);
        return map;
      };
    });
    expect(wrong).toEqual([]);
    expect(share).toBeGreaterThan(0.99);
  });

  // By its text alone, nobody can tell a copy that stands where the original stood from the original.
  test.each(FILES)('of %s that nobody saw put no number on a wrong line and lose few, fewest where lines say something of their own', path => {
    const {wrong, share} = run(path, ['insertCopy', 'copyDown'], text => edited => new LineMap(text, edited));
    expect(wrong).toEqual([]);
    expect(share).toBeGreaterThan(0.8);
  });
});

test('a text made to be hard is given up, not brooded over', () => {
  const lines = Array.from({length: 20_000}, (_, index) => `call(${(index * 7919) % 20_011});`);
  expect(new LineMap(lines.join('\n'), lines.toReversed().join('\n')).fates()).toHaveLength(20_000);
  const equal = Array.from({length: 20_000}, () => 'call(1);').join('\n');
  expect(new LineMap(equal, `${equal}\ncall(1);`).fates().filter(({kind}) => kind !== 'deleted')).toEqual([]);
});
