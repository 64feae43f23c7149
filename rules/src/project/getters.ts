import type {ClassFacts, CollectionValue, FileFacts, FunctionFacts} from '../facts/index.ts';

const known = new WeakMap<FileFacts, ReadonlyMap<ClassFacts, readonly FunctionFacts[]>>();

/** The getters of each class that has any. A getter is no method in the facts, as its name is not called. */
export function gettersByClass(facts: FileFacts): ReadonlyMap<ClassFacts, readonly FunctionFacts[]> {
  let found = known.get(facts);
  if (!found) known.set(facts, (found = find(facts)));
  return found;
}

function find({functions}: FileFacts): ReadonlyMap<ClassFacts, readonly FunctionFacts[]> {
  const found = new Map<ClassFacts, FunctionFacts[]>();
  for (const fn of functions) {
    if (fn.kind === 'getter' && fn.class) found.set(fn.class, [...(found.get(fn.class) ?? []), fn]);
  }
  return found;
}

const knownOfRecords = new WeakMap<CollectionValue, ReadonlyMap<string, FunctionFacts>>();

/** The getters of an object that is written out, without those that a later property replaces; found once, as tables are read from by the thousand. */
export function gettersByName(record: CollectionValue): ReadonlyMap<string, FunctionFacts> {
  let found = knownOfRecords.get(record);
  if (!found) knownOfRecords.set(record, (found = findInRecord(record)));
  return found;
}

function findInRecord({elements}: CollectionValue): ReadonlyMap<string, FunctionFacts> {
  const found = new Map<string, FunctionFacts>();
  for (const {name, isSpread, value} of elements) {
    if (isSpread) found.clear();
    else if (name !== null && value.kind === 'function' && value.function.kind === 'getter') found.set(name, value.function);
    else if (name !== null) found.delete(name);
  }
  return found;
}

/** The name by which a member of a class is asked for: `load` of `Store.load`, `[Symbol.iterator]` of `Store.[Symbol.iterator]`. */
export function memberNameOf({name}: Pick<FunctionFacts, 'name'>): string {
  return name.slice((name.endsWith(']') ? name.lastIndexOf('.', name.lastIndexOf('[')) : name.lastIndexOf('.')) + 1);
}
