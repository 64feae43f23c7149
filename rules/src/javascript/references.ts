import type {Binding, Call, ClassFacts, Reference, Selector, SelfValue, UnknownValue, Value} from '../facts/index.ts';
import {isSameReference, select, UNKNOWN} from '../facts/index.ts';

/** `this` and `super` know their class, which the value that rules see does not say. */
export interface SelfOf extends SelfValue {
  readonly class: ClassFacts | null;
  readonly through: 'instance' | 'class' | 'super';
}

/** What `import('m')` gives, awaited or not. To rules it is unknown; its members are the module's. */
export interface ModuleValue extends UnknownValue {
  readonly module: string;
}

export function isModuleValue(value: Value): value is ModuleValue {
  return value.kind === 'unknown' && 'module' in value;
}

/** Longer ways are not followed: nobody names an API by them, and a chain of thousands of calls would cost its square. */
const LONGEST_PATH = 24;

/** What a value stands for: the way from a root that the names, members and calls in it make. */
export function referenceOf(value: Value): Reference {
  switch (value.kind) {
    case 'name':
      return value.binding.reference;
    case 'global':
      return value.name === 'globalThis' ? UNKNOWN : {root: {kind: 'global', name: value.name}, path: []};
    case 'self':
      return ofSelf(value as SelfOf);
    case 'member':
      if (value.object.kind === 'global' && GLOBAL_OBJECTS.has(value.object.name)) return {root: {kind: 'global', name: value.name}, path: []};
      return memberOfRecord(value.object, value.name) ?? further(referenceOf(value.object), `.${value.name}`);
    case 'element':
      return elementOf(referenceOf(value.object), value.index);
    case 'call':
      return ofCall(value.call);
    case 'awaited':
      return further(referenceOf(value.value), 'await');
    case 'slice':
      return referenceOf(value.object);
    case 'function':
      return {root: {kind: 'function', function: value.function}, path: []};
    case 'operation':
      return ofOperation(value.operator, value.operands);
    case 'collection':
      return value.members === undefined ? UNKNOWN : {root: {kind: 'class', class: value.members}, path: []};
    case 'unknown':
      return isModuleValue(value) ? {root: {kind: 'import', module: value.module}, path: []} : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

/** `.readFileSync` of `fs[READ]`, where `READ` is one string in all of the file, or what another file exports. */
function elementOf(object: Reference, index: Value): Reference {
  if (index.kind !== 'name' && index.kind !== 'member') return further(object, '[]');
  const name = index.kind === 'name' ? constantOf(index.binding) : null;
  if (name !== null) return further(object, `.${name}`);
  const {root, path} = object.root.kind === 'import' ? referenceOf(index) : UNKNOWN;
  const exported = path[0] === '.default' ? path.slice(1) : path;
  if (root.kind !== 'import' || exported.length !== 1 || !exported[0]!.startsWith('.')) return further(object, '[]');
  return further(object, `[${exported[0]!.slice(1)} from ${root.module}]`);
}

/** The string that a name always stands for. */
export function constantOf({kind, values}: Binding): string | null {
  const [value] = values;
  return kind === 'local' && values.length === 1 && value?.kind === 'literal' && typeof value.value === 'string' ? value.value : null;
}

/** `read` of `const files = {read() {}}`: a record that is written out and is the name's one value, so a namespace by another word. */
function memberOfRecord(object: Value, name: string): Reference | null {
  if (object.kind !== 'name' || object.binding.kind !== 'local' || object.binding.values.length !== 1) return null;
  const [record] = object.binding.values;
  if (record?.kind !== 'collection' || record.form !== 'record') return null;
  const last = record.elements.findLast((element) => element.isSpread || element.name === name);
  if (last === undefined || last.isSpread || following.has(last.value)) return null;
  following.add(last.value);
  const reference = referenceOf(last.value);
  following.delete(last.value);
  // A getter's name stands for what it gives.
  return last.value.kind === 'function' && last.value.function.kind === 'getter' ? further(reference, '()') : reference;
}

/** The properties being followed: `const a = {b: a.b}` says nothing. */
const following = new Set<Value>();

/** What a call gives. `require('m')` gives the module, and a bound function stands for the function. */
function ofCall(call: Call & {readonly module?: string | null}): Reference {
  if (typeof call.module === 'string') return {root: {kind: 'import', module: call.module}, path: []};
  const {callee} = call;
  if (callee.path.at(-1) === '.bind') return {root: callee.root, path: callee.path.slice(0, -1)};
  return further(callee, '()');
}

/** The objects whose members are the globals. */
const GLOBAL_OBJECTS = new Set(['globalThis', 'window', 'self', 'global']);

function further(reference: Reference, selector: Selector): Reference {
  if (reference.path.length >= LONGEST_PATH) return UNKNOWN;
  return select(reference, selector);
}

function ofSelf(self: SelfOf): Reference {
  if (!self.class) return UNKNOWN;
  const kind = self.through === 'instance' ? 'self' : self.through;
  return {root: {kind, class: self.class}, path: []};
}

/** A choice between values that stand for the same thing stands for it. */
function ofOperation(operator: string, operands: readonly Value[]): Reference {
  const choices = operator === '?:' ? operands.slice(1) : operator === 'or' || operator === '??' ? operands : [];
  const [first, ...others] = choices.map(referenceOf);
  return first !== undefined && others.every((other) => isSameReference(first, other)) ? first : UNKNOWN;
}
