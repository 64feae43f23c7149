import type {Call, ClassFacts, FileFacts, FunctionFacts, MemberValue, Reference, Value} from '../facts/index.ts';
import {gettersByClass, memberNameOf} from './getters.ts';
import type {AskedObject} from './operators.ts';
import {referenceOfValue} from './value-reference.ts';

/*
 * Which objects may be of a class of the project, as far as their file can tell. Most that a file reads and writes are fields, or belong to modules;
 * asking the project of each would take longer than all else.
 */

/** Calls have entries of their own, whatever becomes of their results. */
export function isFollowed(value: Value, fn: FunctionFacts): boolean {
  return isNamed(value) && isOfProject(referenceOfValue(value, fn));
}

function isNamed({kind}: Value): boolean {
  return kind === 'name' || kind === 'member' || kind === 'self';
}

export function mayBeProperty(facts: FileFacts, {object, name}: MemberValue, fn: FunctionFacts): boolean {
  const reference = referenceOfValue(object, fn);
  const {root, path} = reference;
  switch (root.kind) {
    case 'self':
      return path.length === 0 ? isProperty(facts, root.class, name) : isHeld(facts, root.class, path);
    case 'super':
      return path.length === 0 && root.class.bases.length > 0;
    case 'class':
      if (path[0] === '()') return path.length > 1 || isProperty(facts, root.class, name);
      return path.length > 0 ? holdsObject(root.class, path) : facts.language === 'javascript' && isProperty(facts, root.class, name, true);
    default:
      return path.length > 0 ? isOfProject(reference) : root.kind === 'parameter' && isOfProject(reference);
  }
}

/** Whether the object may be of a class that has the method. A class itself has not what its instances have. */
export function mayBeAsked({object, method}: AskedObject, fn: FunctionFacts): boolean {
  if (!isNamed(object) && !(object.kind === 'call' && isMade(object.call))) return false;
  const reference = referenceOfValue(object, fn);
  const {root, path} = reference;
  switch (root.kind) {
    case 'self':
    case 'super':
      return path.length > 0 ? holdsObject(root.class, path) : mayHave(root.class, method);
    case 'class':
      if (path[0] === '()') return path.length > 1 || mayHave(root.class, method);
      return path.length > 0 && holdsObject(root.class, path);
    default:
      return isOfProject(reference);
  }
}

/** What a library's call gives is seldom of the project. */
function isMade({callee: {root}, isNew}: Call): boolean {
  return isNew || root.kind === 'function' || root.kind === 'class' || root.kind === 'self';
}

/** Whether the object is known to be of a class that the project may have. */
function isOfProject({root, path}: Reference): boolean {
  switch (root.kind) {
    case 'parameter': {
      const annotation = root.function.parameters[root.index]?.binding.annotation ?? null;
      return annotation !== null && annotation.root.kind !== 'parameter' && isOfProject(annotation);
    }
    case 'import':
    case 'function':
      return path.length > 0;
    case 'self':
    case 'class':
      return true;
    default:
      return false;
  }
}

function isProperty(facts: FileFacts, of: ClassFacts, name: string, isStatic = false): boolean {
  if (gettersByClass(facts).get(of)?.some(getter => getter.isStatic === isStatic && memberNameOf(getter) === name)) return true;
  const method = of.methods.get(name);
  return method ? method.decorators.length > 0 : of.bases.length > 0 && !of.fields.has(name);
}

/** A member that the class writes is a field of its own, whatever its bases have. */
function mayHave(of: ClassFacts, method: string): boolean {
  return of.methods.has(method) || (of.bases.length > 0 && !of.fields.has(method.replace(/=$/, '')));
}

/** Whether what `self.settings` holds is known, or may be known of a base. */
function isHeld(facts: FileFacts, of: ClassFacts, [first = '()']: Reference['path']): boolean {
  const name = first.slice(1);
  return of.fields.has(name) || isProperty(facts, of, name);
}

/** Whether `self.settings` holds an object that may be of the project, by what the class itself says. */
function holdsObject(of: ClassFacts, [first = '()']: Reference['path']): boolean {
  return of.fields.get(first.slice(1))?.some(isOfProject) ?? false;
}
