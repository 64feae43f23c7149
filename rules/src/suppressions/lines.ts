/** The lines of a text, numbered from 0, whatever ends them. */
export interface Lines {
  lineOf(offset: number): number;
  /** Whether a backslash at the end of this line joins it to the next one. */
  isContinued(line: number): boolean;
}

export function linesOf(text: string): Lines {
  const starts = [0];
  for (const {index, 0: lineBreak} of text.matchAll(/\r\n|[\n\r]/g)) starts.push(index + lineBreak.length);
  return {
    lineOf(offset) {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return low;
    },
    isContinued(line) {
      const next = starts[line + 1];
      return next !== undefined && text.slice(starts[line], next).replace(/[\n\r]+$/, '').endsWith('\\');
    },
  };
}
