import type {TestTitle} from '../protocol.ts';

/**
 * The test function around a line (from 0), after the classes that it is in, by pytest's names. Goes up by indentation, as a reader does; text inside of a string
 * that begins further left hides what is above, so a test may be missed, but none is mistaken.
 */
export function testInPython(text: string, line: number): readonly TestTitle[] {
  const lines = text.split(/\r?\n/);
  const titles: TestTitle[] = [];
  let indentation = Infinity;
  for (let at = lineOfDefinition(lines, line); at >= 0; at--) {
    const current = lines[at] ?? '';
    if (current.trim() === '' || indentationOf(current) >= indentation) continue;
    indentation = indentationOf(current);
    const [, kind, name = ''] = current.match(/^\s*(?:async\s+)?(def|class)\s+(\w+)/) ?? [];
    // What a test defines inside of itself is no test.
    if (kind === 'def') titles.length = 0;
    if (kind === 'def' ? name.startsWith('test') : kind === 'class' && /^Test|Test$|Tests$/.test(name)) titles.unshift({text: name, isTemplate: false});
    if (indentation === 0) break;
  }
  return titles;
}

/** Decorators and blank lines belong to what follows or precedes them. */
function lineOfDefinition(lines: readonly string[], line: number): number {
  let at = Math.min(line, lines.length - 1);
  while (/^\s*@/.test(lines[at] ?? '') && at < lines.length - 1) at++;
  return at;
}

function indentationOf(line: string): number {
  return line.length - line.trimStart().length;
}
