import type {Call, Value} from '../../facts/index.ts';
import type {CallStep} from '../drafts.ts';
import {dottedName} from '../references.ts';
import type {Name} from '../scope.ts';

/** The name of the builtin that is called, unless the file binds that name itself. */
export function calledBuiltin(called: Value): string | null {
  return called.kind === 'global' ? called.name : null;
}

/** Whether the call ends the program: `sys.exit()`, `os.kill(os.getpid(), signal.SIGTERM)`. */
export function isProcessExit(called: Value, {args}: Call): boolean {
  const name = importedName(called);
  if (name === null) return false;
  return PROCESS_EXITS.has(name) || (name === 'os.kill' && args[0]?.value.kind === 'call' && importedName((args[0].value.call as CallStep).called) === 'os.getpid');
}

const PROCESS_EXITS: ReadonlySet<string> = new Set([
  'sys.exit', 'os._exit', 'os.abort', 'exit', 'quit',
  'os.execl', 'os.execle', 'os.execlp', 'os.execlpe', 'os.execv', 'os.execve', 'os.execvp', 'os.execvpe',
]);

/**
 * The dotted name of an imported or builtin function. Imports are declared before anything is lowered, so that this can be asked
 * before the file's other names are known.
 */
function importedName(called: Value): string | null {
  if (called.kind === 'global') return called.name;
  if (called.kind === 'member') {
    const start = importedName(called.object);
    return start === null ? null : `${start}.${called.name}`;
  }
  if (called.kind !== 'name' || called.binding.kind !== 'import') return null;
  const {declared, values} = called.binding as Name;
  return declared.length > 0 && values.length === 0 ? dottedName(declared[0]!) : null;
}

/** What joins the receiver by the call: `xs.append(v)`, `xs.insert(0, v)`, `xs.extend(f(y) for y in ys)`. */
export function grownBy(called: Value, call: Call): readonly Value[] {
  if (called.kind !== 'member' || !call.receiver) return [];
  const [first, second] = call.args;
  switch (called.name) {
    case 'append':
    case 'appendleft':
    case 'add':
      return first && call.args.length === 1 && !first.isSpread ? [first.value] : [];
    case 'insert':
      return second && call.args.length === 2 ? [second.value] : [];
    case 'extend':
    case 'extendleft':
      return first && call.args.length === 1 ? joined(first.value) : [];
    default:
      return [];
  }
}

/** The elements that a written-out collection or comprehension brings; of anything else nothing is known. */
export function joined(value: Value): readonly Value[] {
  if (value.kind === 'each') return [value];
  return value.kind === 'collection' && value.form !== 'record' ? value.elements.map(element => element.value) : [];
}
