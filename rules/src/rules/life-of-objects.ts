import {calleeName, type Call, type ClassFacts, type FunctionFacts} from '../facts/index.ts';
import type {FileAnalysis, Meaning} from '../project/analysis.ts';
import {memberNameOf} from '../project/getters.ts';
import {matchesGlob} from './path-globs.ts';
import type {CallAt} from './reached-at-start.ts';
import {TEST_GLOBS} from './test-globs.ts';

/** What more files know is for everybody. */
const MOST_FILES = 36;

type IsTest = (analysis: FileAnalysis) => boolean;

/** Whether a method begins or ends the life of its object, by its name, so that it runs once for each that is made. */
export function isOfLife(fn: FunctionFacts): boolean {
  return fn.kind === 'method' && (BEGINS.test(memberNameOf(fn)) || ENDS.test(memberNameOf(fn)));
}

const BEGINS = /^_*(?:boot|init(?:iali[sz]e)?|launch|start(?:_?up|Listening)?)$/i;
const ENDS = /^_*(?:close|destroy|dispose|exit|shut_?down|stop|tear_?down|terminate)$/i;

/** Where the program makes objects of a class, or of one that inherits from it; null where it makes none that can be seen. */
export function constructionsOf(analysis: FileAnalysis, of: ClassFacts, asker: FileAnalysis, isTest: IsTest): readonly CallAt[] | null {
  const found: CallAt[] = [];
  const family = [{analysis, of}];
  // A list is walked in the order of what is added to it, also while it grows.
  for (const parent of family) {
    const files = filesThatKnow(parent.analysis, parent.of, asker, isTest);
    if (files === null || family.length > MOST_CLASSES) return null;
    const isMeant = (meaning: Meaning) => isSameClass(meaning, parent.analysis, parent.of);
    for (const other of files) {
      found.push(...callsIn(other, call => call.isNew && isMeant(other.target(call))));
      for (const heir of other.file.classes) if (heir.bases.some(base => isMeant(other.meaning(base)))) family.push({analysis: other, of: heir});
    }
  }
  return found.length > 0 ? found : null;
}

/** A base of more classes is a library of its own. */
const MOST_CLASSES = 20;

/**
 * The calls of a method by which something is made ready, as far as the files show that know its class: `this.loadFiles()`, `mqtt.connect()`. Null for any
 * other method, and where nobody or somebody unknown calls it.
 */
export function methodCalls(analysis: FileAnalysis, fn: FunctionFacts, of: ClassFacts, asker: FileAnalysis, isTest: IsTest): readonly CallAt[] | null {
  const name = memberNameOf(fn);
  if (!MAKES_READY.test(name)) return null;
  const found: CallAt[] = [];
  for (const other of filesThatKnow(analysis, of, asker, isTest) ?? []) {
    for (const at of callsIn(other, call => calleeName(call) === name)) {
      const target = other.target(at.call);
      if (target.kind === 'unknown') return null;
      if (target.kind === 'function' && target.function.path === analysis.file.path && target.function.summary.id === fn.id) found.push(at);
    }
  }
  return found.length > 0 ? found : null;
}

const MAKES_READY = /^_*(?:boot|bootstrap|connect|create|discover|init|initiali[sz]e|load|migrate|mount|open|prepare|read|register|restore|setup|start)(?:$|_|[A-Z])/;

function callsIn(analysis: FileAnalysis, isMeant: (call: Call) => boolean): readonly CallAt[] {
  return analysis.file.functions.flatMap(fn => fn.calls.flatMap(call => (isMeant(call) ? [{analysis, call}] : [])));
}

function isSameClass(meaning: Meaning, {file}: FileAnalysis, of: ClassFacts): boolean {
  return meaning.kind === 'class' && meaning.class.path === file.path && meaning.class.summary.id === of.id;
}

/** The file of a class, and those that import it by any name; null where that is not known. */
function filesThatKnow(analysis: FileAnalysis, of: ClassFacts, asker: FileAnalysis, isTest: IsTest): readonly FileAnalysis[] | null {
  const isExported = [...analysis.file.exports.values()].some(({root, path}) => root.kind === 'class' && root.class === of && path.length === 0);
  const known = new Map([[analysis.file.path, analysis]]);
  if (!isExported) return [analysis];
  // A map is walked in the order of what is added to it, also while it grows.
  for (const [path, at] of known) {
    if (at !== analysis && !passesOn(at, analysis, of)) continue;
    const importers = asker.neighbours.importersOf(path);
    if (importers === null || known.size + importers.length > MOST_FILES) return null;
    for (const importer of importers) {
      if (known.has(importer)) continue;
      const other = asker.neighbours.analysisOf(importer);
      if (other === null) return null;
      // A command that is kept among examples, tools and the like makes its objects as any other does.
      if (!isTest(other) || !matchesGlob(other.relativePath, TEST_GLOBS)) known.set(importer, other);
    }
  }
  return [...known.values()];
}

function passesOn({file, meaning}: FileAnalysis, analysis: FileAnalysis, of: ClassFacts): boolean {
  const isMeant = (found: Meaning) => isSameClass(found, analysis, of);
  return [...file.exports.values()].some(reference => isMeant(meaning(reference))) || file.reexports.some(module => isMeant(meaning({root: {kind: 'import', module}, path: [`.${of.name}`]})));
}
