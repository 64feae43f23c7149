import {parseArgs} from 'node:util';
import {type AttachTarget, readAttachTarget} from './inspector-target.ts';

export type Program = {readonly kind: 'command'; readonly command: readonly [program: string, ...args: string[]]} | {readonly kind: 'attach'; readonly target: AttachTarget; readonly words: string};

/** What `loopsight profile` was asked. */
export interface ProfileOptions {
  /** What is to be measured: a command, or a process that runs already. */
  readonly program: Program;
  /** Where the whole run goes as JSON. */
  readonly jsonFile: string | null;
  /** A stall longer than this makes the exit code 3. */
  readonly maxStallMs: number | null;
  /** Whether Python is to tell which lines allocated what is held at the end, which is slow. */
  readonly wantsMemory: boolean;
  /** The folder in which the run is kept; without it nothing stays. */
  readonly runFolder: string | null;
  /** Runs that this one is compared with: folders that `--out` kept, or files that `--json` wrote. */
  readonly compareWith: readonly string[];
  /** Where the comparison goes; without it, to standard error with the rest. */
  readonly markdownFile: string | null;
  /** What the run is called where runs are listed. */
  readonly label: string | null;
}

export const PROFILE_HELP = `loopsight profile [options] -- <command …>
loopsight profile [options] --attach PROCESS

Runs the command as you would and tells which lines held the event loop, for how long, and where the time went. The command keeps the terminal: what
Loopsight has to say goes to standard error.

  --attach PROCESS     measure a Node process that runs already, named by its number or by the HOST:PORT of its inspector, until you interrupt this
                       command; the process goes on. Functions of Node that its files took out of their modules before are not measured, only sampled
  --json FILE          write the whole run as JSON
  --max-stall MS       exit with 3 when the loop was held for longer than this; start-up does not count
  --memory             also tell which lines of Python allocated what is still held at the end; this makes programs that allocate much several times as slow
  --out FOLDER         keep the run in this folder: what was measured, with the files that it names as they were
  --compare RUN        tell what changed since this run, which --out kept; several tell how much is noise
  --markdown FILE      write the comparison to this file, for a pull request
  --label NAME         what the run is called where runs are listed
  --help

Exit code: the command's own, 128 + n when signal n ended it, 127 when it cannot be found; 3 when a stall was too long and the command itself did not
fail; 2 when the call's words are off or the JSON cannot be written.
`;

export type ReadProfileOptions =
  | {readonly ok: true; readonly isHelp: true}
  | {readonly ok: true; readonly isHelp: false; readonly options: ProfileOptions}
  | {readonly ok: false; readonly reason: string};

/** The options, or the sentence that says which word is off. */
export function readProfileOptions(args: readonly string[]): ReadProfileOptions {
  const separator = args.indexOf('--');
  try {
    const {values} = parseArgs({
      args: separator < 0 ? [...args] : args.slice(0, separator),
      options: {json: {type: 'string'}, 'max-stall': {type: 'string'}, memory: {type: 'boolean', default: false}, out: {type: 'string'}, label: {type: 'string'}, attach: {type: 'string'}, compare: {type: 'string', multiple: true, default: []}, markdown: {type: 'string'}, help: {type: 'boolean', short: 'h', default: false}},
    });
    if (values.help) return {ok: true, isHelp: true};
    const maxStall = values['max-stall'];
    const maxStallMs = maxStall === undefined ? null : Number(maxStall);
    if (maxStallMs !== null && !(maxStallMs > 0 && maxStall?.trim() !== '')) return off(`--max-stall must be a number of milliseconds above 0, not ${maxStall}.`);
    if (values.json === '') return off('--json needs the name of a file.');
    if (values.out === '') return off('--out needs the name of a folder.');
    if (values.markdown !== undefined && (values.markdown === '' || values.compare.length === 0)) return off('--markdown needs the name of a file, and --compare a run to compare with.');
    const program = programOf(values.attach, separator < 0 ? [] : args.slice(separator + 1));
    if (typeof program === 'string') return off(program);
    const options = {
      program, maxStallMs, wantsMemory: values.memory, jsonFile: values.json ?? null, runFolder: values.out ?? null, label: values.label ?? null,
      compareWith: values.compare, markdownFile: values.markdown ?? null,
    };
    return {ok: true, isHelp: false, options};
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException;
    return off(code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL' ? `The command is to be written after --, such as: loopsight profile -- ${args.join(' ')}` : message);
  }
}

/** Or the sentence that says what is off. */
function programOf(attach: string | undefined, [program, ...args]: readonly string[]): Program | string {
  if (attach === undefined) return program ? {kind: 'command', command: [program, ...args]} : 'There is no command to run: write it after --.';
  if (program) return 'Either a command is run, or a process is attached to.';
  const target = readAttachTarget(attach);
  return target ? {kind: 'attach', target, words: attach} : `--attach needs the number of a process, or the host and port of an inspector, not ${attach}.`;
}

function off(reason: string) {
  return {ok: false, reason} as const;
}
