import type {Reference} from './reference.ts';
import type {Value} from './value.ts';

/**
 * What a call of a parameter calls, where its type has a name: `act(path)` of `act: Reader`. Nobody calls the instance of a class in
 * JavaScript, and hardly anybody in Python, so `Reader` is the name of a function's type, and the function is what the caller gives.
 * Null for everything else.
 */
export function calledParameter(called: Value): Reference | null {
  if (called.kind !== 'name' || called.binding.kind !== 'parameter' || called.binding.values.length > 0) return null;
  const {annotation, owner} = called.binding;
  if (annotation === null || annotation.path.at(-1) !== '()') return null;
  const index = owner.parameters.findIndex(({binding, isRest}) => binding === called.binding && !isRest);
  return index < 0 ? null : {root: {kind: 'parameter', function: owner, index}, path: []};
}
