import type {Project} from '../../../extension/runs/launch.ts';

export interface ProjectOnPaper {
  readonly folder?: string;
  readonly platform?: NodeJS.Platform;
  /** Path → text. */
  readonly files?: Readonly<Record<string, string>>;
  /** What can be started by its name. */
  readonly programs?: readonly string[];
  readonly nodeVersion?: string;
  readonly python?: string | null;
}

/** A machine with these files and programs on it, and nothing else. */
export function projectOnPaper({folder = '/app', platform = 'linux', files = {}, programs = ['node', 'npm', 'python3'], nodeVersion = 'v20.19.0', python = null}: ProjectOnPaper = {}): Project {
  return {
    folder,
    platform,
    exists: path => path in files || Object.keys(files).some(file => file.startsWith(`${path}/`)),
    readText: path => files[path] ?? null,
    findProgram: name => (programs.includes(name) ? `/usr/bin/${name}` : null),
    versionOf: async () => nodeVersion,
    chosenPython: async () => python,
  };
}
