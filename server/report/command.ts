import {readFile, writeFile} from 'node:fs/promises';
import {resolve} from 'node:path';
import {parseArgs} from 'node:util';
import {runFolderAt} from '../runs/run-folder.ts';
import {htmlReport, type PageBundle} from './html-report.ts';
import type {ViewData} from './view-data.ts';

export interface ReportSurroundings {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly directory: string;
  /** The page's program and its style, as files. */
  readonly scriptFile: string;
  readonly styleFile: string;
}

const REPORT_HELP = `loopsight report RUN [--out FILE]

Writes a page that shows a run which \`loopsight profile --out\` kept: when what ran and what held the loop, a flame graph, the call tree, what was
awaited. The page is one file, needs nothing else, and can be mailed or attached.

  --out FILE           where it goes (default: loopsight-report.html)
  --help

Exit code: 0, or 2 when the call's words are off or the run cannot be read.
`;

/** Runs `loopsight report` and returns its exit code. */
export async function report(args: readonly string[], {stdout, stderr, directory, scriptFile, styleFile}: ReportSurroundings): Promise<number> {
  const asked = readOptions(args);
  if (!asked.ok) {
    stderr(`${asked.reason}\n\n${REPORT_HELP}`);
    return 2;
  }
  if (asked.isHelp) {
    stdout(REPORT_HELP);
    return 0;
  }
  const read = await readView(resolve(directory, asked.run));
  if (!read.ok) {
    stderr(`${asked.run} cannot be shown. ${read.reason}\n`);
    return 2;
  }
  const bundle: PageBundle = {script: await readFile(scriptFile, 'utf8'), style: await readFile(styleFile, 'utf8')};
  const file = resolve(directory, asked.out);
  try {
    await writeFile(file, htmlReport(read.data, bundle));
  } catch (error) {
    stderr(`${file} cannot be written: ${(error as Error).message}.\n`);
    return 2;
  }
  stdout(`${file}\n`);
  return 0;
}

type ReadView = {readonly ok: true; readonly data: ViewData} | {readonly ok: false; readonly reason: string};

async function readView(path: string): Promise<ReadView> {
  try {
    const data = JSON.parse(await readFile(runFolderAt(path).view, 'utf8')) as ViewData;
    if (data.version !== 1 || !Array.isArray(data.processes)) return {ok: false, reason: 'Its views were written by another version of Loopsight.'};
    return {ok: true, data};
  } catch (error) {
    const isMissing = ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
    return {ok: false, reason: isMissing ? 'Name the folder of a run that has ended, as `loopsight profile --out` keeps it.' : `Its views cannot be read: ${(error as Error).message}.`};
  }
}

type ReadOptions = {readonly ok: true; readonly isHelp: true} | {readonly ok: true; readonly isHelp: false; readonly run: string; readonly out: string} | {readonly ok: false; readonly reason: string};

function readOptions(args: readonly string[]): ReadOptions {
  try {
    const {values, positionals} = parseArgs({args: [...args], allowPositionals: true, options: {out: {type: 'string', default: 'loopsight-report.html'}, help: {type: 'boolean', short: 'h', default: false}}});
    if (values.help) return {ok: true, isHelp: true};
    const [run, ...others] = positionals;
    if (!run || others.length > 0) return {ok: false, reason: 'A report is of one run: name its folder.'};
    return {ok: true, isHelp: false, run, out: values.out};
  } catch (error) {
    return {ok: false, reason: (error as Error).message};
  }
}
