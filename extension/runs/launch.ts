/** A command that runs a program, and where: words, never a line for a shell. */
export interface Launch {
  /** What the run is called. */
  readonly label: string;
  readonly command: readonly [program: string, ...args: string[]];
  readonly cwd: string;
  /** What is set beside the variables that the editor has itself. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What of the request could not be done, in a sentence. */
  readonly remark?: string;
}

/** How to run something, or the sentence that says why it cannot be. */
export type LaunchChoice = {readonly ok: true; readonly launch: Launch} | Refusal;

export interface Refusal {
  readonly ok: false;
  readonly reason: string;
}

export function refusal(reason: string): Refusal {
  return {ok: false, reason};
}

/** What is known of the machine and the project, for who decides how to run a file of it. */
export interface Project {
  /** The folder of the workspace that the file is in, or else the file's own. */
  readonly folder: string;
  readonly platform: NodeJS.Platform;
  exists(path: string): boolean;
  /** Null where it cannot be read. */
  readText(path: string): string | null;
  /** The absolute path of a program that can be started by its name; null where there is none. */
  findProgram(name: string): string | null;
  /** What a program says of its version, such as `v22.18.0`; null where it does not run. */
  versionOf(program: string): Promise<string | null>;
  /** The interpreter that the user has chosen in the editor, or in Loopsight's setting; null where none is. */
  chosenPython(): Promise<string | null>;
}
