import {select, UNKNOWN, type Call, type ClassFacts, type FunctionFacts, type Reference, type Value} from '../facts/index.ts';
import {classAround, methodAround} from './function-around.ts';

/** What a value stands for, as far as its file can tell. `within` is the function in which the value is written. */
export function referenceOfValue(value: Value, within: FunctionFacts): Reference {
  const selectors: string[] = [];
  let at: Value = value;
  for (;;) {
    switch (at.kind) {
      case 'member':
        selectors.push(`.${at.name}`);
        at = at.object;
        continue;
      case 'element':
        selectors.push('[]');
        at = at.object;
        continue;
      case 'awaited':
        selectors.push('await');
        at = at.value;
        continue;
      default: {
        const start = referenceOfSimpleValue(at, within);
        return selectors.length === 0 ? start : select(start, ...(selectors.reverse() as Reference['path']));
      }
    }
  }
}

function referenceOfSimpleValue(value: Value, within: FunctionFacts): Reference {
  switch (value.kind) {
    case 'name':
      return value.binding.reference;
    case 'global':
      return {root: {kind: 'global', name: value.name}, path: []};
    case 'function':
      return {root: {kind: 'function', function: value.function}, path: []};
    case 'call':
      return superOf(value.call, within) ?? select(value.call.callee, '()');
    case 'collection':
      return value.members === undefined ? UNKNOWN : {root: {kind: 'class', class: value.members}, path: []};
    case 'self':
      return referenceOfSelf(within);
    default:
      return UNKNOWN;
  }
}

/** Python's `super()`, without or with its arguments. */
function superOf({callee: {root, path}}: Call, within: FunctionFacts): Reference | null {
  const of = root.kind === 'global' && root.name === 'super' && path.length === 0 ? classAround(within) : null;
  return of && {root: {kind: 'super', class: of}, path: []};
}

function referenceOfSelf(within: FunctionFacts): Reference {
  const method = methodAround(within);
  return method?.class ? {root: rootOfSelf(method.class, method.isStatic), path: []} : UNKNOWN;
}

function rootOfSelf(of: ClassFacts, isStatic: boolean): Reference['root'] {
  return {kind: isStatic ? 'class' : 'self', class: of};
}
