/** Longer functions are not written by people. */
const LONGEST = 2000;

/** The lines that belong to a loop or function by their indentation, in any language: those below its head that stand further in. From 0. */
export function indentedBlock(lines: readonly string[], firstLine: number, lastHeadLine: number): {readonly lastLine: number} {
  const head = indentation(lines[firstLine] ?? '');
  let lastLine = lastHeadLine;
  for (let line = lastHeadLine + 1; line < Math.min(lines.length, firstLine + LONGEST); line++) {
    const text = lines[line] ?? '';
    if (text.trim() === '') continue;
    if (indentation(text) <= head) break;
    lastLine = line;
  }
  return {lastLine};
}

/** A tab counts as much as an editor shows of it; only lines of one file are compared. */
function indentation(text: string): number {
  return text.slice(0, text.length - text.trimStart().length).replaceAll('\t', '    ').length;
}
