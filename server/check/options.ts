import {parseArgs} from 'node:util';
import type {Settings} from '../settings.ts';
import {formats, type FormatName} from './formats/index.ts';

/** What `loopsight check` was asked. */
export interface CheckOptions {
  readonly paths: readonly string[];
  readonly preset: Settings['preset'];
  readonly format: FormatName;
  /** More problems than this make the exit code 1. */
  readonly maxProblems: number;
  readonly threads: number | null;
}

export const CHECK_HELP = `loopsight check [options] [file or folder …]

  --preset NAME        recommended (default), strict or all
  --format NAME        text (default), json, sarif or github
  --max-problems N     exit with 1 only when there are more problems than this (default 0)
  --threads N          how many files are looked at together (default: by the processors)
  --help

Exit code: 0 no more problems than allowed, 1 more, 2 the call's words are off or nothing could be read.
`;

/** The options, or the sentence that says which word is off. */
export function readOptions(args: readonly string[]): {readonly ok: true; readonly options: CheckOptions; readonly isHelp: boolean} | {readonly ok: false; readonly reason: string} {
  try {
    const {values, positionals} = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        preset: {type: 'string', default: 'recommended'},
        format: {type: 'string', default: 'text'},
        'max-problems': {type: 'string', default: '0'},
        threads: {type: 'string'},
        help: {type: 'boolean', short: 'h', default: false},
      },
    });
    const maxProblems = Number(values['max-problems']);
    const threads = values.threads === undefined ? null : Number(values.threads);
    if (!['recommended', 'strict', 'all'].includes(values.preset)) return off(`--preset must be recommended, strict or all, not ${values.preset}.`);
    if (!(values.format in formats)) return off(`--format must be one of ${Object.keys(formats).join(', ')}, not ${values.format}.`);
    if (!Number.isInteger(maxProblems) || maxProblems < 0) return off(`--max-problems must be a whole number, not ${values['max-problems']}.`);
    if (threads !== null && (!Number.isInteger(threads) || threads < 1 || threads > 64)) return off(`--threads must be a whole number from 1 to 64, not ${values.threads}.`);
    return {
      ok: true,
      isHelp: values.help,
      options: {paths: positionals, preset: values.preset as Settings['preset'], format: values.format as FormatName, maxProblems, threads},
    };
  } catch (error) {
    return off((error as Error).message);
  }
}

function off(reason: string) {
  return {ok: false, reason} as const;
}
