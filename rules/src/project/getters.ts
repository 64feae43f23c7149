import type {ClassFacts, FileFacts, FunctionFacts} from '../facts/index.ts';

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

/** The name by which a member of a class is asked for: `load` of `Store.load`, `[Symbol.iterator]` of `Store.[Symbol.iterator]`. */
export function memberNameOf({name}: Pick<FunctionFacts, 'name'>): string {
  return name.slice((name.endsWith(']') ? name.lastIndexOf('.', name.lastIndexOf('[')) : name.lastIndexOf('.')) + 1);
}
