import {calleeName, type Call, type Reference} from '../facts/index.ts';
import type {FileAnalysis} from '../project/analysis.ts';
import {memberNameOf} from '../project/getters.ts';
import {isWaitedFor} from './calls-within.ts';
import {isSaidOnly} from './names-said.ts';
import type {CallAt, FunctionAt} from './reached-at-start.ts';

/** What more modules pass on is for everybody. */
const MOST_WAYS = 12;

/** A name by which a function can be had from a module. */
interface Way {
  readonly path: string;
  readonly name: string;
}

/**
 * The calls of a function in files that import it, and wait for it; tests aside. `others`: somebody else may call it, as it is handed over, or a file
 * says its name without calling it. `nobody`: it is there for others, of whom the program has none. `unknown`: nobody knows who imports it.
 */
export function callsElsewhere(callee: FunctionAt, asker: FileAnalysis, isTest: (analysis: FileAnalysis) => boolean): readonly CallAt[] | 'others' | 'nobody' | 'unknown' {
  const {analysis: {file}, fn} = callee;
  const ways: Way[] = exportedNames(callee.analysis, callee, null).map(name => ({path: file.path, name}));
  if (ways.length === 0) return [];
  const ownName = memberNameOf(fn);
  if (HAS_NAME.test(ownName) && !isSaidOnly(ownName, file, allCalls(callee.analysis).filter(call => calleeName(call) === ownName), fn.header)) return 'others';
  const found: CallAt[] = [];
  const known = new Set(ways.map(({path, name}) => `${name} ${path}`));
  // A list is walked in the order of what is added to it, also while it grows.
  for (const {path, name} of ways) {
    const importers = asker.neighbours.importersOf(path);
    if (importers === null) return 'unknown';
    if (ways.length > MOST_WAYS) return 'others';
    for (const importer of importers) {
      if (HAS_NAME.test(name) && !asker.neighbours.mentions(importer, name)) continue;
      const other = asker.neighbours.analysisOf(importer);
      if (other === null) return 'unknown';
      if (isTest(other)) continue;
      const calls = callsIn(other, callee, name);
      if (!calls.every(call => isWaitedFor(call, fn)) || !isOnlyCalled(other, callee, name)) return 'others';
      found.push(...calls.map(call => ({analysis: other, call})));
      for (const exported of exportedNames(other, callee, name)) {
        if (!known.has(`${exported} ${importer}`)) ways.push({path: importer, name: exported});
        known.add(`${exported} ${importer}`);
      }
    }
  }
  return found.length === 0 && file.language === 'javascript' ? 'nobody' : found;
}

/** `default` and `export=` are said by no importer. */
const HAS_NAME = /^(?!default$)[\w$]+$/;

function allCalls({file}: FileAnalysis): readonly Call[] {
  return file.functions.flatMap(fn => fn.calls);
}

/** The names by which a file shows the function, its own or one that it has by a name from another module. */
function exportedNames({file, meaning}: FileAnalysis, {analysis, fn}: FunctionAt, from: string | null): readonly string[] {
  const names = [...file.exports].flatMap(([name, reference]) => {
    const {root, path} = reference;
    if (from === null) return root.kind === 'function' && root.function === fn && path.length === 0 ? [name] : [];
    return leadsBy(reference, from) && isSame(meaning(reference), analysis, fn.id) ? [name] : [];
  });
  const isPassedOn = from !== null && file.reexports.some(module => isSame(meaning({root: {kind: 'import', module}, path: [`.${from}`]}), analysis, fn.id));
  return isPassedOn ? [...names, from] : names;
}

function callsIn(other: FileAnalysis, {analysis, fn}: FunctionAt, name: string): readonly Call[] {
  return allCalls(other).filter(call => leadsBy(call.callee, name) && isSame(other.target(call), analysis, fn.id));
}

function isOnlyCalled(other: FileAnalysis, {analysis, fn}: FunctionAt, name: string): boolean {
  const bound = [...other.file.moduleBindings.values()].filter(({reference}) => leadsBy(reference, name) && isSame(other.meaning(reference), analysis, fn.id));
  const names = new Set([...(HAS_NAME.test(name) ? [name] : []), ...bound.map(binding => binding.name)]);
  const calls = allCalls(other);
  return [...names].every(said => isSaidOnly(said, other.file, calls, null));
}

/** By the last name on the way; of a module that is a function there is none. */
function leadsBy({root, path}: Reference, name: string): boolean {
  return name === 'export=' ? root.kind === 'import' && path.length === 0 : path.at(-1) === `.${name}`;
}

function isSame(meaning: ReturnType<FileAnalysis['meaning']>, {file}: FileAnalysis, id: number): boolean {
  return meaning.kind === 'function' && meaning.function.path === file.path && meaning.function.summary.id === id;
}
