/** A name as a piece of code in Markdown: names come from programs, and one that is not a plain word must not become markup. */
export function plain(text: string): string {
  return text.replaceAll(/[`\r\n]/g, ' ').trim() || ' ';
}
