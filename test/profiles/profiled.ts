import {spawn, type ChildProcess} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Run} from '../../server/profile/run.ts';

export const programs = join(import.meta.dirname, 'programs');
const loopsight = join(import.meta.dirname, '../../server/dist/loopsight.mjs');

export interface Profiled {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Throws where none was written. */
  readonly run: Run;
}

/** Runs `loopsight profile` on a command as a shell would; `onOutput` is told of what stands on standard output so far. */
export async function profiled(command: readonly string[], options: readonly string[] = [], environment: NodeJS.ProcessEnv = process.env, onOutput: (child: ChildProcess, soFar: string) => void = () => {}): Promise<Profiled> {
  const folder = mkdtempSync(join(tmpdir(), 'loopsight-test-'));
  const json = join(folder, 'run.json');
  try {
    const child = spawn(process.execPath, [loopsight, 'profile', '--json', json, ...options, '--', ...command], {env: environment});
    const output = {stdout: '', stderr: ''};
    // A letter may be in two pieces.
    child.stdout.setEncoding('utf8');
    child.stderr.setEncoding('utf8');
    child.stdout.on('data', data => {
      output.stdout += data;
      onOutput(child, output.stdout);
    });
    child.stderr.on('data', data => (output.stderr += data));
    const code = await new Promise<number | null>(resolve => child.on('close', resolve));
    const text = textOf(json);
    return {
      code,
      ...output,
      get run() {
        if (text === null) throw new Error(`No run was written: ${output.stderr}`);
        return JSON.parse(text) as Run;
      },
    };
  } finally {
    rmSync(folder, {recursive: true});
  }
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

/** The line of a program that ends with `// @label`, or `# @label`. */
export function lineOf(program: string, label: string): number {
  return readFileSync(join(programs, program), 'utf8').split('\n').findIndex(line => line.endsWith(`// @${label}`) || line.endsWith(`# @${label}`)) + 1;
}
