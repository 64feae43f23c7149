import type {FunctionFacts} from '../facts/index.ts';
import type {ArgumentPosition} from './summary.ts';

/** Where a call gives the parameter its value: Python counts the instance among a method's parameters, and its callers do not write it. */
export function argumentFor({parameters, class: of, isStatic}: FunctionFacts, index: number): ArgumentPosition {
  const [first] = parameters;
  const hasInstance = of !== null && !isStatic && /^(self|cls)$/.test(first?.binding.name ?? '');
  return {position: hasInstance ? index - 1 : index, name: parameters[index]?.binding.name ?? ''};
}
