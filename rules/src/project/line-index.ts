/** Lines and columns of a text, for hosts that will not have read it. */
export interface LineIndex {
  /** 1-based. */
  positionOf(offset: number): {readonly line: number; readonly column: number};
}

export function lineIndex(text: string): LineIndex {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return {
    positionOf(offset) {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return {line: low + 1, column: offset - (starts[low] ?? 0) + 1};
    },
  };
}
