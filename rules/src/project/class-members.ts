import {canonicalName} from '../catalogue/canonical-name.ts';
import {templateMethods} from '../catalogue/template-methods.ts';
import {UNKNOWN_ENTITY, type ClassEntity, type Entity} from './entity.ts';
import type {Names} from './names.ts';

/** From where a member is asked for: an instance, the class itself, or `super` (whose own class is left out). */
export type Asker = 'instance' | 'class' | 'super';

/** Longer lines of ancestors are circular. */
const MOST_ANCESTORS = 40;

/** A method or field, of the class or the nearest of its bases that has it. */
export function member(names: Names, of: ClassEntity, name: string, asker: Asker): Entity {
  const {classes, apis, isOpen} = ancestors(names, of, asker === 'super');
  for (const {file, id} of classes) {
    const summary = file.summary.classes[id];
    // In JavaScript a class has none of the methods of its instances.
    const isHidden = asker === 'class' && file.summary.language === 'javascript';
    const method = summary && !isHidden ? ownMember(summary.methods, name) : undefined;
    if (method !== undefined) return {kind: 'function', file, id: method};
    const field = summary && ownMember(summary.fields, name);
    if (field !== undefined) return names.resolve(file, field);
    if (asker === 'instance' && summary?.signatures?.includes(name)) return {kind: 'signature', file, id, name};
  }
  const [only] = apis;
  if (isOpen || only === undefined || apis.length > 1) return UNKNOWN_ENTITY;
  if (asker === 'class') return {kind: 'api', name: `${only}.${name}`};
  const api = `${only}().${name}`;
  return (of.file.summary.language === 'python' && filledIn(api, classes)) || {kind: 'api', name: api};
}

/** The method of the project that a method of a library's class is made to call: `_get_relevant_documents` for `invoke` of a retriever. */
function filledIn(api: string, classes: readonly ClassEntity[]): Entity | null {
  for (const name of templateMethods.get(canonicalName(api, 'python')) ?? []) {
    for (const {file, id} of classes) {
      const method = ownMember(file.summary.classes[id]?.methods ?? {}, name);
      if (method !== undefined) return {kind: 'function', file, id: method};
    }
  }
  return null;
}

/** A class and those that it inherits from. */
export interface Ancestors {
  readonly classes: readonly ClassEntity[];
  /** Bases outside of the project that may have members. */
  readonly apis: readonly string[];
  /** Some base is not known. */
  readonly isOpen: boolean;
}

function ancestors(names: Names, of: ClassEntity, withoutItself: boolean): Ancestors {
  let found = of.file.ancestors.get(of.id);
  if (!found) {
    found = findAncestors(names, of);
    // A base that is not known may only be one that is being looked up just now.
    if (!found.isOpen && names.isWhole) of.file.ancestors.set(of.id, found);
  }
  return withoutItself ? {...found, classes: found.classes.filter(entity => !isSameClass(entity, of))} : found;
}

/** Bases depth first, from left to right; one that is reached twice counts where it is reached last, so that it comes after all its subclasses. */
function findAncestors(names: Names, of: ClassEntity): Ancestors {
  if (of.file.summary.classes[of.id]?.bases.length === 0) return {classes: [of], apis: [], isOpen: false};
  const line: ClassEntity[] = [];
  const apis = new Set<string>();
  let isOpen = false;
  const pending = [of];
  for (let at = pending.pop(); at && line.length < MOST_ANCESTORS; at = pending.pop()) {
    line.push(at);
    const {file} = at;
    const bases = (file.summary.classes[at.id]?.bases ?? []).map(base => names.resolve(file, base));
    for (const base of bases.reverse()) {
      if (base.kind === 'class') pending.push(base);
      else if (base.kind !== 'api') isOpen = true;
      else if (!isMemberless(base.name)) apis.add(base.name);
    }
  }
  const classes = line.length === 1 ? line : line.filter((entity, index) => !line.some((later, after) => after > index && isSameClass(later, entity)));
  return {classes, apis: [...apis], isOpen};
}

/** Bases that say something about a class and give it no method that matters. */
function isMemberless(name: string): boolean {
  return /^(?:builtins\.object|abc\.ABC|typing(?:_extensions)?\.(?:Generic|Protocol)\b.*|enum\.\w+)$/.test(name);
}

function isSameClass(a: ClassEntity, b: ClassEntity): boolean {
  return a.id === b.id && a.file === b.file;
}

/** The value under a key that the record itself has: `constructor` is a fine name for an export. */
export function ownMember<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
