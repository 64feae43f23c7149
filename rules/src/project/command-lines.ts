import {programPartOf, type ProgramPart} from '../catalogue/program-modules.ts';
import {memberName, type FileFacts} from '../facts/index.ts';
import type {FileRecord, FileRecords} from './file-records.ts';
import type {PackageManifest, PackageManifests} from './package-manifest.ts';
import {relativeTo} from './source-path.ts';

/**
 * Whether a file belongs to a command that one person runs and waits for, so that the loop has nobody else to serve: what it imports reads the
 * command line or asks that person something, or its package says so. Never where the file, or what it imports, serves others.
 */
export function isOfCommandLine(records: FileRecords, record: FileRecord, facts: FileFacts, manifests: PackageManifests): boolean {
  const parts = partsOf(record);
  if (parts.has('server') || listens(facts)) return false;
  const manifest = facts.language === 'javascript' ? manifests.of(facts.path) : null;
  const isSaid = parts.has('command line') || parts.has('dialogue') || (manifest !== null && isSaidBy(manifest, facts.path));
  // Python's modules import whole packages, of which one function or other asks something; and who has no such dependency asks nothing.
  if (manifest === null || (!isSaid && !partsOfDependencies(manifest).has('dialogue'))) return isSaid;
  // One step far: what a file is for is seen from what it uses itself, and everything leads to everything in the end.
  const around = records.importedBy(record).flatMap(path => records.of(path) ?? []).map(partsOf);
  return !around.some(part => part.has('server')) && (isSaid || around.some(part => part.has('dialogue')));
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
  const names = LISTENING[language];
  return functions.some(({calls}) => calls.some(({callee}) => names.has(memberName(callee) ?? '')));
}

const LISTENING: Readonly<Record<FileFacts['language'], ReadonlySet<string>>> = {
  javascript: new Set(['createServer', 'createSecureServer', 'listen', 'serve']),
  python: new Set(['create_server', 'run_app', 'serve_forever', 'start_server', 'start_unix_server']),
};

/**
 * A command of the package, a file in the folder of its commands, or any file of a package that has commands and nothing that others could
 * import, unless it brings a server. A folder `commands` alone says nothing: that of a bot serves everybody who writes to it.
 */
function isSaidBy(manifest: PackageManifest, path: string): boolean {
  const within = relativeTo(path, manifest.directory) ?? '';
  const parts = partsOfDependencies(manifest);
  const hasCommands = manifest.hasCommands || parts.has('command line') || parts.has('dialogue');
  if (hasCommands && /(?:^|\/)commands?\//.test(within)) return true;
  if (manifest.commands.some(command => asSource(command) === asSource(within))) return true;
  return manifest.hasCommands && !manifest.isLibrary && !parts.has('server');
}

function partsOfDependencies({dependencies}: PackageManifest): ReadonlySet<ProgramPart | null> {
  return new Set(dependencies.map(name => programPartOf(name, 'javascript')));
}

/** The same for `dist/cli.js` and the `src/cli.ts` that it is built from. */
function asSource(path: string): string {
  return path.replace(/^\.\//, '').replace(/^(?:build|dist|lib|out|src)\//, '').replace(/\.[cm]?[jt]sx?$/, '');
}
