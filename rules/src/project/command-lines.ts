import {programPartOf, type ProgramPart} from '../catalogue/program-modules.ts';
import {memberName, type FileFacts} from '../facts/index.ts';
import type {FileRecord, FileRecords} from './file-records.ts';
import type {Importers} from './importers.ts';
import type {PackageManifest, PackageManifests} from './package-manifest.ts';
import {LISTENING, type ProgramText} from './program-text.ts';
import {relativeTo} from './source-path.ts';

/**
 * Whether a file belongs to a command that one person runs and waits for, so that the loop has nobody else to serve: what it imports reads the
 * command line or asks that person something, or its package says so. Never where the file, or what it imports, serves others.
 */
export function isOfCommandLine(records: FileRecords, record: FileRecord, facts: FileFacts, manifests: PackageManifests): boolean {
  const parts = partsOf(record);
  if (parts.has('server') || listens(facts)) return false;
  const manifest = facts.language === 'javascript' ? manifests.of(facts.path) : null;
  const isSaid = parts.has('command line') || parts.has('dialogue') || asksWhenRun(facts) || (manifest !== null && isSaidBy(manifest, facts.path));
  // Python's modules import whole packages, of which one function or other asks something; and who has no such dependency asks nothing.
  if (manifest === null || (!isSaid && !partsOfDependencies(manifest).has('dialogue'))) return isSaid;
  // One step far: what a file is for is seen from what it uses itself, and everything leads to everything in the end.
  const around = records.importedBy(record).flatMap(path => records.of(path) ?? []).map(partsOf);
  return !around.some(part => part.has('server')) && (isSaid || around.some(part => part.has('dialogue')));
}

/** A file of Python that is run by itself (`if __name__ == "__main__":`) and asks with what the language brings along. */
function asksWhenRun({functions, language}: FileFacts): boolean {
  if (language !== 'python' || !functions[0]?.body.some(step => step.kind === 'branch' && step.guard === 'entry point')) return false;
  return functions.some(({calls}) => calls.some(({callee: {root, path}}) => root.kind === 'global' && root.name === 'input' && path.length === 0));
}

/** A command is seldom farther away from what it alone uses, and what is imported by more files is for everybody. */
const MOST_STEPS = 6;
const MOST_IMPORTERS = 40;

/**
 * Whether all that lead to a file, from import to import, are commands, as far as one can go without meeting another one. None of them may
 * serve, by itself or by what it imports; nor may one be what others import, or one that nobody imports and that is no command.
 * What `isTest` says is a test counts for nothing.
 */
export function isForCommandsOnly(path: string, importers: Importers, manifest: PackageManifest | null, isTest: (path: string) => boolean): boolean {
  if (isScript(path, importers, manifest, isTest)) return true;
  const seen = new Set([path]);
  let isReached = false;
  let left = [path];
  for (let steps = 0; left.length > 0; steps++) {
    const next: string[] = [];
    for (const at of left) {
      const serves = [at, ...importers.importedBy(at, path)].some(of => isServer(importers.textOf(of, path)));
      if (serves || (manifest !== null && isEntryOf(manifest, at))) return false;
      if (at !== path && manifest !== null && isCommandOf(manifest, at)) {
        isReached = true;
        continue;
      }
      const from = importers.of(at, path)?.filter(importer => !isTest(importer)) ?? [];
      const asksPerson = at !== path && isAtCommandLine(importers.textOf(at, path));
      isReached ||= asksPerson;
      if ((from.length === 0 && !asksPerson) || steps === MOST_STEPS) return false;
      next.push(...from.filter(importer => !seen.has(importer)));
      for (const importer of from) seen.add(importer);
    }
    if (seen.size > MOST_IMPORTERS) return false;
    left = next;
  }
  return isReached;
}

/** A program that nobody imports and that is not what the package is there for: run by hand, so that what it imports of a server's serves nobody meanwhile. */
function isScript(path: string, importers: Importers, manifest: PackageManifest | null, isTest: (path: string) => boolean): boolean {
  const text = importers.textOf(path, path);
  if (!text?.isScript || isServer(text) || manifest === null || isEntryOf(manifest, path) || isStartedAs(manifest, path)) return false;
  if (importers.of(path, path)?.some(importer => !isTest(importer)) !== false) return false;
  return !importers.importedBy(path, path).some(of => importers.textOf(of, path)?.listens);
}

function isServer(text: ProgramText | null): boolean {
  return text !== null && (text.listens || text.parts.includes('server'));
}

function isAtCommandLine(text: ProgramText | null): boolean {
  return text !== null && (text.parts.includes('command line') || text.parts.includes('dialogue'));
}

/** The command that starts a server is one too, and leads to everything. */
function isCommandOf(manifest: PackageManifest, path: string): boolean {
  return isInFolderOfCommands(manifest, path) || isRunByHand(manifest, path) || (isSaidBy(manifest, path) && !partsOfDependencies(manifest).has('server'));
}

function isEntryOf({entries, directory}: PackageManifest, path: string): boolean {
  const within = relativeTo(path, directory);
  return within !== null && entries.some(entry => asSource(entry) === asSource(within));
}

function partsOf({summary: {imports, language}}: FileRecord): ReadonlySet<ProgramPart> {
  const parts = new Set<ProgramPart>();
  for (const module of imports) {
    const part = programPartOf(module, language);
    if (part !== null) parts.add(part);
  }
  return parts;
}

/** `createServer(…)`, `asyncio.start_server(…)`: with what the language brings along, so that no import says it. */
function listens({functions, language}: FileFacts): boolean {
  return functions.some(({calls}) => calls.some(({callee}) => LISTENING[language].includes(memberName(callee) ?? '')));
}

/**
 * A command of the package, a file in the folder of its commands, a script that is run by hand, or any file of a package that has commands and nothing that others could
 * import, unless it brings a server. A folder `commands` alone says nothing: that of a bot serves everybody who writes to it.
 */
function isSaidBy(manifest: PackageManifest, path: string): boolean {
  if (isInFolderOfCommands(manifest, path) || isRunByHand(manifest, path)) return true;
  if (isCommandItself(manifest, path)) return true;
  if (manifest.isForCommandLine && !wordsOf(relativeTo(path, manifest.directory) ?? '').some(word => SERVING.has(word))) return true;
  return manifest.hasCommands && !manifest.isLibrary && !partsOfDependencies(manifest).has('server');
}

/** What a command starts that goes on to serve has a file or a folder by the name of that. */
const SERVING: ReadonlySet<string> = new Set('daemon dev emulator emulators hub interactive lsp mcp proxy repl serve server servers tui ui watch watcher worker workers'.split(' '));

/** `functions`, `emulator`, `js` of `functionsEmulator.js`. */
function wordsOf(path: string): readonly string[] {
  return path.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/).map(word => word.toLowerCase());
}

function isCommandItself({commands, directory}: PackageManifest, path: string): boolean {
  const within = relativeTo(path, directory) ?? '';
  return commands.some(command => asSource(command) === asSource(within));
}

function isInFolderOfCommands(manifest: PackageManifest, path: string): boolean {
  if (!/(?:^|\/)commands?\//.test(relativeTo(path, manifest.directory) ?? '')) return false;
  const parts = partsOfDependencies(manifest);
  return manifest.hasCommands || parts.has('command line') || parts.has('dialogue');
}

/** `node extra/download.js`, `cd build && ts-node generate.ts` among the scripts of a package; not its entry, which may be run to try it. */
function isRunByHand(manifest: PackageManifest, path: string): boolean {
  return !isEntryOf(manifest, path) && isRunBy(manifest.chores, manifest, path);
}

/** The program itself: what `npm start` runs, or the package's command. */
function isStartedAs(manifest: PackageManifest, path: string): boolean {
  return isCommandItself(manifest, path) || isRunBy(manifest.starts, manifest, path);
}

function isRunBy(scripts: readonly string[], {directory}: PackageManifest, path: string): boolean {
  const within = relativeTo(path, directory);
  if (within === null || scripts.length === 0) return false;
  return scripts.some(script => script.split(/&&|[|;]/).some(command => {
    const words = command.trim().split(/\s+/);
    return RUNNERS.has(words[0] ?? '') && words.some(word => word.includes('.') && `/${within}`.endsWith(`/${word.replace(/^\.\//, '')}`));
  }));
}

const RUNNERS: ReadonlySet<string> = new Set(['babel-node', 'bun', 'node', 'ts-node', 'tsx']);

function partsOfDependencies({dependencies}: PackageManifest): ReadonlySet<ProgramPart | null> {
  return new Set(dependencies.map(name => programPartOf(name, 'javascript')));
}

/** The same for `dist/cli.js` and the `src/cli.ts` that it is built from. */
function asSource(path: string): string {
  return path.replace(/^\.\//, '').replace(/^(?:build|dist|lib|out|src)\//, '').replace(/\.[cm]?[jt]sx?$/, '');
}
