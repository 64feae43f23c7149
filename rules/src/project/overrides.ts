import {member, ownMember} from './class-members.ts';
import type {FunctionEntity} from './entity.ts';
import type {Names} from './names.ts';

/** A hierarchy of more classes in one file is generated. */
const MOST_CLASSES = 200;

/**
 * The methods of the same file that override a method. Subclasses in other files are not looked for: which of them are known would
 * depend on which files were looked at before.
 */
export function overridesOf(names: Names, {file, id}: FunctionEntity): readonly FunctionEntity[] {
  const summary = file.summary.functions[id];
  const {classes} = file.summary;
  if (!summary || summary.class === null || summary.kind !== 'method' || classes.length < 2 || classes.length > MOST_CLASSES) return [];
  const name = summary.name.slice(summary.name.lastIndexOf('.') + 1);
  return classes.flatMap(({id: subclass, methods, bases}): FunctionEntity[] => {
    const own = subclass === summary.class || bases.length === 0 ? undefined : ownMember(methods, name);
    return own !== undefined && isReached(names, {kind: 'function', file, id}, subclass, name) ? [{kind: 'function', file, id: own}] : [];
  });
}

/** Whether the class's `super` leads to the method, by way of classes of the same file. */
function isReached(names: Names, {file, id}: FunctionEntity, subclass: number, name: string): boolean {
  let at = subclass;
  for (let depth = 0; depth < MOST_CLASSES; depth += 1) {
    const overridden = member(names, {kind: 'class', file, id: at}, name, 'super');
    if (overridden.kind !== 'function' || overridden.file !== file) return false;
    if (overridden.id === id) return true;
    const above = file.summary.functions[overridden.id]?.class;
    if (above === null || above === undefined || above === at) return false;
    at = above;
  }
  return false;
}
