import {directoriesUpwards, directoryOf, joinPath} from './source-path.ts';
import type {SourceFiles} from './source-files.ts';

/** What the `package.json` that a file belongs to says of the program; what it does not say is empty. */
export interface PackageManifest {
  readonly directory: string;
  /** The files that its commands run, as written: `./bin/run.js`. */
  readonly commands: readonly string[];
  /** Whether it has commands: of `bin`, or of oclif's own section. */
  readonly hasCommands: boolean;
  /** Whether it says of itself that people type its commands and wait for them; many can be imported as well. */
  readonly isForCommandLine: boolean;
  /** Whether others can import it. */
  readonly isLibrary: boolean;
  /** The files that others get who import it, as written. */
  readonly entries: readonly string[];
  /** What those of its scripts run that build something of it, or look after it. */
  readonly chores: readonly string[];
  /** What those of its scripts run that start the program. */
  readonly starts: readonly string[];
  /** Names of the packages that it needs when it runs. */
  readonly dependencies: readonly string[];
}

/** The nearest manifests of files, each read once. */
export interface PackageManifests {
  /** Null where no folder above the file has one with a name; nameless ones only say how the files below them are to be read. */
  of(path: string): PackageManifest | null;
  forget(): void;
}

export function packageManifests(files: SourceFiles): PackageManifests {
  const known = new Map<string, PackageManifest | null>();
  return {
    of(path) {
      const directory = directoryOf(path);
      let manifest = known.get(directory);
      if (manifest === undefined) known.set(directory, (manifest = find(files, directory)));
      return manifest;
    },
    forget: () => known.clear(),
  };
}

function find(files: SourceFiles, from: string): PackageManifest | null {
  for (const directory of directoriesUpwards(from)) {
    const text = files.read(joinPath(directory, 'package.json'));
    const manifest = text === null ? null : manifestIn(text, directory, files);
    if (manifest) return manifest;
  }
  return null;
}

function manifestIn(text: string, directory: string, files: SourceFiles): PackageManifest | null {
  const {name, description, keywords, preferGlobal, bin, oclif, main, module, exports, dependencies, peerDependencies, scripts} = parsed(text);
  if (typeof name !== 'string') return null;
  const commands = (typeof bin === 'string' ? [bin] : Object.values(isRecord(bin) ? bin : {})).filter(path => typeof path === 'string');
  return {
    directory,
    commands,
    hasCommands: commands.length > 0 || isRecord(oclif),
    isForCommandLine: commands.length > 0 && isForCommandLine([name, description, ...(Array.isArray(keywords) ? (keywords as readonly unknown[]) : [])], preferGlobal === true),
    isLibrary: [main, module, exports].some(entry => entry !== undefined) || files.stat(joinPath(directory, 'index.js')) !== null,
    entries: [...stringsIn([main ?? './index.js', module, exports])],
    chores: commandsOf(scripts, script => IS_CHORE.test(script)),
    starts: commandsOf(scripts, script => STARTS.test(script)),
    dependencies: [dependencies, peerDependencies].flatMap(needed => (isRecord(needed) ? Object.keys(needed) : [])),
  };
}

/** By its own words: `"preferGlobal": true`, the keyword `cli`, “Command-line interface for …”; one that serves, or draws on a terminal for as long as it runs, says so too. */
function isForCommandLine(said: readonly unknown[], isInstalledForItself: boolean): boolean {
  const words = said.filter(word => typeof word === 'string');
  return !words.some(word => SERVES.test(word)) && (isInstalledForItself || words.some(word => COMMAND_LINE.test(word)));
}

const COMMAND_LINE = /\bcli\b|\bcommand[- ]?line\b/i;
const SERVES = /\b(?:agent|bot|bridge|daemon|gateway|proxy|repl|server|terminal ui|tui)\b/i;

/** What is there to start the program may have any other name. */
const IS_CHORE = /^(?:pre|post)?(?:build|bump|bundle|check|clean|compile|convert|copy|deploy|docs?|download|dump|extract|fetch|format|gen|generate|i18n|install|lint|make|migrate|minify|pack|package|prepare|publish|release|reset|seed|test|translate|update|upload|verify|version)(?:$|[-:_.])/i;

const STARTS = /^(?:pre|post)?(?:start|serve|server|dev|watch)(?:$|[-:_.])/i;

function commandsOf(scripts: unknown, isMeant: (name: string) => boolean): readonly string[] {
  return Object.entries(isRecord(scripts) ? scripts : {}).flatMap(([name, command]) => (typeof command === 'string' && isMeant(name) ? [command] : []));
}

/** Those of `exports` may stand at any depth, by condition; an input has an end, so this has too. */
function* stringsIn(given: unknown): Generator<string> {
  const left: unknown[] = [given];
  for (const at of left) {
    if (typeof at === 'string') yield at;
    else if (typeof at === 'object' && at !== null) left.push(...Object.values(at));
  }
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    // Half-written: it says nothing for now.
    return {};
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
