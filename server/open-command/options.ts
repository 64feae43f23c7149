import {parseArgs} from 'node:util';

/** What `loopsight open` was asked. */
export interface OpenOptions {
  /** A profile of any tool, or the folder of a run. */
  readonly path: string;
  /** Where the run goes as JSON: a file, or `-` for standard output. */
  readonly jsonFile: string | null;
  /** Where the samples go, in the format that the name stands for. */
  readonly exportFile: string | null;
  /** The folder in which it is kept as a run, to be compared with others. */
  readonly runFolder: string | null;
}

export const OPEN_HELP = `loopsight open [options] <profile, or folder of a run>

Tells of a profile that another tool has taken which lines and functions the time went to: CPU profiles of V8 (node --cpu-prof, DevTools, VS Code), Chrome and
VizTracer traces, speedscope files (py-spy, austin), collapsed stacks, pyinstrument (-r json), dumps of cProfile (-o), and logs of asyncio's debug mode. Files
that it does not name in full are looked for from the folder you are in.

  --json FILE          write the run as JSON; - is standard output, and the words go to standard error then
  --export FILE        write the samples for other viewers: FILE ends with .cpuprofile (of the busiest thread; Chrome, VS Code), .speedscope.json,
                       .trace.json (Perfetto), .collapsed or .folded (flame graphs), or .pb.gz (pprof)
  --out FOLDER         keep it as a run in this folder, as loopsight profile --out does
  --help

Exit code: 0; 2 when the file cannot be read or written, or the call's words are off.
`;

export type ReadOpenOptions =
  | {readonly ok: true; readonly isHelp: true}
  | {readonly ok: true; readonly isHelp: false; readonly options: OpenOptions}
  | {readonly ok: false; readonly reason: string};

/** The options, or the sentence that says which word is off. */
export function readOpenOptions(args: readonly string[]): ReadOpenOptions {
  try {
    const {values, positionals} = parseArgs({args: [...args], allowPositionals: true, options: {json: {type: 'string'}, export: {type: 'string'}, out: {type: 'string'}, help: {type: 'boolean', short: 'h', default: false}}});
    if (values.help) return {ok: true, isHelp: true};
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) return {ok: false, reason: path === undefined ? 'There is no file to open.' : `One file is opened at a time, not also ${more.join(', ')}.`};
    if (values.json === '' || values.export === '' || values.out === '') return {ok: false, reason: '--json and --export need the name of a file, --out that of a folder.'};
    return {ok: true, isHelp: false, options: {path, jsonFile: values.json ?? null, exportFile: values.export ?? null, runFolder: values.out ?? null}};
  } catch (error) {
    return {ok: false, reason: (error as Error).message};
  }
}
