import type {Language} from '../facts/index.ts';
import {javascriptResults, javascriptSameNames} from './javascript/same-names.ts';
import {pythonOpenMembers, pythonResults, pythonSameNames} from './python/same-names.ts';
import type {QualifiedName} from './types.ts';

/** Prefixes that are other ways to the same thing, and what calls give when the result's methods are known by another name. */
interface Names {
  readonly same: ReadonlyMap<QualifiedName, QualifiedName>;
  readonly results: ReadonlyMap<QualifiedName, QualifiedName>;
  /** Objects that make up their attributes. */
  readonly openMembers: ReadonlyMap<QualifiedName, {readonly member: QualifiedName; readonly except: ReadonlySet<string>}>;
}

const NAMES: Readonly<Record<Language, Names>> = {
  javascript: {same: javascriptSameNames, results: javascriptResults, openMembers: new Map()},
  python: {same: pythonSameNames, results: pythonResults, openMembers: pythonOpenMembers},
};

/** A program has a few thousand names; beyond this the memory is emptied rather than grown. */
const MEMORY_LIMIT = 20_000;

/** Nothing that is known has a name nearly as long. */
const LONGEST_NAME = 500;

const memories: Readonly<Record<Language, Map<string, QualifiedName>>> = {javascript: new Map(), python: new Map()};

/**
 * The one form under which the catalogue knows a name: `requests.api.get` is `requests.get`, `sqlite3.connect().execute` is
 * `sqlite3.Connection().execute`, `node:fs.promises.readFile` is `fs/promises.readFile`, `execa.default` is `execa`.
 */
export function canonicalName(name: QualifiedName, language: Language): QualifiedName {
  if (name.length > LONGEST_NAME) return name;
  const memory = memories[language];
  let canonical = memory.get(name);
  if (canonical === undefined) {
    canonical = walk(name, language);
    if (memory.size >= MEMORY_LIMIT) memory.clear();
    memory.set(name, canonical);
  }
  return canonical;
}

/** What a call of the name gives, by another name. */
export function resultOf(name: QualifiedName, language: Language): QualifiedName | undefined {
  return NAMES[language].results.get(canonicalName(name, language));
}

/** Goes from the module to the member, and takes the known way wherever there are two. */
function walk(name: QualifiedName, language: Language): QualifiedName {
  const {same, results, openMembers} = NAMES[language];
  let built = '';
  for (const selector of selectorsOf(language === 'javascript' && name.startsWith('node:') ? name.slice('node:'.length) : name)) {
    // What an import of a CommonJS module calls `default` is the module itself.
    if (selector === '.default' && language === 'javascript') continue;
    const open = selector.startsWith('.') ? openMembers.get(built) : undefined;
    if (open && !open.except.has(selector.slice(1))) built = open.member;
    else built = selector === '()' ? (results.get(built) ?? `${built}()`) : built + selector;
    built = same.get(built) ?? built;
  }
  return built;
}

/** `a.b().c` is `a`, `.b`, `()`, `.c`. */
function selectorsOf(name: QualifiedName): readonly string[] {
  const selectors: string[] = [];
  let start = 0;
  for (let at = 1; at <= name.length; at++) {
    const sign = name[at];
    if (sign === '.' || sign === '(' || sign === '[' || sign === undefined) {
      selectors.push(name.slice(start, at));
      start = at;
    }
  }
  return selectors;
}
