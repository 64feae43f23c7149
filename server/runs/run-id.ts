/** Sorts by time, and says to a reader when and what: `20261121-140205-server-ts`. A name that is taken is the caller's to make unique. */
export function runId(startedAt: Date, label: string): string {
  const [date = '', time = ''] = startedAt.toISOString().split('T');
  const name = label.replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').toLowerCase().slice(0, LONGEST_NAME);
  return [date.replaceAll('-', ''), time.slice(0, 8).replaceAll(':', ''), name || 'run'].join('-');
}

/** Paths are short on Windows, and a run's folder holds others. */
const LONGEST_NAME = 40;

/** What a command is called by whoever gave it no name: the file that it runs, or else its last word. */
export function labelOf(command: readonly string[]): string {
  const words = command.filter(word => !word.startsWith('-'));
  const file = words.slice(1).find(word => /\.[A-Za-z]\w*$/.test(word));
  return (file ?? words.slice(0, 3).join(' ')).split(/[\\/]/).at(-1) || 'run';
}
