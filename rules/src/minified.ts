/** Nobody writes lines like this; a line of data (an image, a table) may be as long, but has hardly a semicolon. */
const LONG_LINE = 2000;
const CHARACTERS_PER_SEMICOLON = 400;

/** Whether most of a text is code that a tool has packed. Nobody reads reports about it, and it takes longest to look at. */
export function isMinified(text: string): boolean {
  if (text.length < LONG_LINE) return false;
  if (latest.text !== text) latest = {text, isMinified: isMostlyPacked(text)};
  return latest.isMinified;
}

/** Each rule of ESLint asks about the same text. */
let latest = {text: '', isMinified: false};

function isMostlyPacked(text: string): boolean {
  let packed = 0;
  for (let start = 0; start < text.length; ) {
    const end = text.indexOf('\n', start);
    const next = end < 0 ? text.length : end + 1;
    if (next - start > LONG_LINE && isCode(text, start, next)) packed += next - start;
    start = next;
  }
  return packed > text.length / 2;
}

function isCode(text: string, start: number, end: number): boolean {
  let semicolons = 0;
  const enough = (end - start) / CHARACTERS_PER_SEMICOLON;
  for (let at = text.indexOf(';', start); at >= 0 && at < end; at = text.indexOf(';', at + 1)) {
    if (++semicolons > enough) return true;
  }
  return false;
}
