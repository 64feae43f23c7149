/** Where the lines of a text begin, whatever ends them. */
export interface LineIndex {
  /** The line of an offset, base 0. */
  lineOf(offset: number): number;
  /** Line and column of an offset, base 1. */
  positionOf(offset: number): {readonly line: number; readonly column: number};
  /** The offset at which a line (base 0) begins; undefined after the last one. */
  startOf(line: number): number | undefined;
}

export function lineIndex(text: string): LineIndex {
  const starts = lineStarts(text);
  const lineOf = (offset: number): number => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return {
    lineOf,
    positionOf(offset) {
      const line = lineOf(offset);
      return {line: line + 1, column: offset - (starts[line] ?? 0) + 1};
    },
    startOf: line => starts[line],
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  if (text.includes('\r')) {
    for (const {index, 0: end} of text.matchAll(/\r\n|[\n\r]/g)) starts.push(index + end.length);
  } else {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  }
  return starts;
}
