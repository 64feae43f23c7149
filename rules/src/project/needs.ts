import {withinValue, type Binding, type Call, type Value} from '../facts/index.ts';

/** What a parameter must count as for a step to run. */
export interface Need {
  readonly parameter: Binding;
  readonly isTrue: boolean;
  /** Whether it is a file that has been opened is asked, not whether it counts as true. */
  readonly isOfFile?: boolean;
}

export const NO_NEEDS: readonly Need[] = [];

/** Deeper than any test that a person wrote. */
const MAX_DEPTH = 20;

/** What a test that holds, or does not, says of parameters that still hold what the caller gave: `force and not cached`, `path is not None`. */
export function needsOf(test: Value, holds: boolean, depth = 0): readonly Need[] {
  if (test.kind === 'name') {
    const {binding} = test;
    return binding.kind === 'parameter' && binding.values.every(value => value.span.start > test.span.end) ? [{parameter: binding, isTrue: holds}] : NO_NEEDS;
  }
  if (test.kind === 'call') return needsOfFileTest(test.call.args[0]?.value, test.call.callee.root.kind === 'global' && isReadOrWrite(test.call), holds);
  if (test.kind !== 'operation' || depth > MAX_DEPTH) return NO_NEEDS;
  const [first, second] = test.operands;
  switch (test.operator) {
    case 'not':
      return first ? needsOf(first, !holds, depth + 1) : NO_NEEDS;
    case 'and':
    case 'or':
      return (test.operator === 'and') === holds ? test.operands.flatMap(operand => needsOf(operand, holds, depth + 1)) : NO_NEEDS;
    case 'is not':
    case '!=':
      return first && isNothing(second) ? needsOf(first, holds, depth + 1) : NO_NEEDS;
    case 'is':
    case '==':
      return first && isNothing(second) ? needsOf(first, !holds, depth + 1) : NO_NEEDS;
    case 'instanceof':
      return needsOfFileTest(first, second !== undefined && withinValue(second).some(isFileClass), holds);
    default:
      return NO_NEEDS;
  }
}

function needsOfFileTest(asked: Value | undefined, isAsked: boolean, holds: boolean): readonly Need[] {
  return isAsked && asked?.kind === 'name' && asked.binding.kind === 'parameter' ? [{parameter: asked.binding, isTrue: holds, isOfFile: true}] : NO_NEEDS;
}

/** `io.IOBase` and its subclasses. */
function isFileClass(value: Value): boolean {
  const name = value.kind === 'member' ? value.name : value.kind === 'name' ? value.binding.name : '';
  return /^(?:\w*IOBase|BytesIO|StringIO|IO|BinaryIO|TextIO)$/.test(name);
}

/** `hasattr(file, 'read')`. */
function isReadOrWrite({callee: {root}, args}: Call): boolean {
  const name = args[1]?.value;
  return root.kind === 'global' && root.name === 'hasattr' && name?.kind === 'literal' && (name.value === 'read' || name.value === 'write' || name.value === 'seek');
}

function isNothing(value: Value | undefined): boolean {
  return value?.kind === 'literal' && (value.value === null || value.value === undefined);
}

export function joined(needs: readonly Need[], more: readonly Need[]): readonly Need[] {
  return more.length === 0 ? needs : needs.length === 0 ? more : [...needs, ...more];
}
