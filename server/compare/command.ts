import {writeFile} from 'node:fs/promises';
import {resolve} from 'node:path';
import {parseArgs} from 'node:util';
import {compareSides} from './compare-sides.ts';
import {markdownOf} from './markdown.ts';
import {readSide} from './read-sides.ts';

export interface CompareSurroundings {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly directory: string;
}

const COMPARE_HELP = `loopsight compare [options] BEFORE AFTER
loopsight compare [options] --before RUN … --after RUN …

Tells what changed between profiled runs: stalls, lines, functions and awaits, with the noise. A run is the folder that \`loopsight profile --out\` kept, or
the file that \`--json\` wrote; only a folder holds the sources without which lines cannot be compared. Name several runs of a side to know how they scatter.

  --before RUN         a run of the program as it was
  --after RUN          a run of the program as it is
  --markdown FILE      write the comparison here, for a pull request, instead of to standard output
  --json FILE          write the whole comparison as JSON
  --help

Exit code: 0, or 2 when the call's words are off or a run cannot be read.
`;

/** Runs `loopsight compare` and returns its exit code. */
export async function compare(args: readonly string[], {stdout, stderr, directory}: CompareSurroundings): Promise<number> {
  const asked = readOptions(args);
  if (!asked.ok) {
    stderr(`${asked.reason}\n\n${COMPARE_HELP}`);
    return 2;
  }
  if (asked.isHelp) {
    stdout(COMPARE_HELP);
    return 0;
  }
  const before = await readSide(asked.before, directory);
  const after = await readSide(asked.after, directory);
  if (!before.ok || !after.ok) {
    for (const side of [before, after]) if (!side.ok) stderr(`${side.reason}\n`);
    return 2;
  }
  const comparison = compareSides(before, after);
  const markdown = markdownOf(comparison, directory);
  try {
    if (asked.jsonFile !== null) await writeFile(resolve(directory, asked.jsonFile), `${JSON.stringify(comparison, null, 2)}\n`);
    if (asked.markdownFile === null) stdout(markdown);
    else await writeFile(resolve(directory, asked.markdownFile), markdown);
  } catch (error) {
    stderr(`The comparison cannot be written: ${(error as Error).message}.\n`);
    return 2;
  }
  return 0;
}

type ReadOptions =
  | {readonly ok: true; readonly isHelp: true}
  | {readonly ok: true; readonly isHelp: false; readonly before: Names; readonly after: Names; readonly markdownFile: string | null; readonly jsonFile: string | null}
  | {readonly ok: false; readonly reason: string};

type Names = readonly [string, ...string[]];

function readOptions(args: readonly string[]): ReadOptions {
  try {
    const {values, positionals} = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        before: {type: 'string', multiple: true, default: []}, after: {type: 'string', multiple: true, default: []},
        markdown: {type: 'string'}, json: {type: 'string'}, help: {type: 'boolean', short: 'h', default: false},
      },
    });
    if (values.help) return {ok: true, isHelp: true};
    if (positionals.length > 2) return {ok: false, reason: `Two runs are compared, not ${positionals.length}. Name repeated runs with --before and --after.`};
    const [before, ...moreBefore] = [...positionals.slice(0, 1), ...values.before];
    const [after, ...moreAfter] = [...positionals.slice(1), ...values.after];
    if (!before || !after) return {ok: false, reason: 'A comparison needs a run before and a run after.'};
    return {ok: true, isHelp: false, before: [before, ...moreBefore], after: [after, ...moreAfter], markdownFile: values.markdown ?? null, jsonFile: values.json ?? null};
  } catch (error) {
    return {ok: false, reason: (error as Error).message};
  }
}
