import {mentions, placesOf, type ClassFacts, type FunctionFacts, type MemberValue, type Span, type Step, type Value} from '../facts/index.ts';
import {member} from './class-members.ts';
import {encodeReference} from './encoded-reference.ts';
import type {FunctionEntity} from './entity.ts';
import type {FileRecord} from './file-records.ts';
import type {Names} from './names.ts';
import {referenceOfValue} from './value-reference.ts';

/** Functions of the project that run where nothing is called: the getter of a member that is read, what entering or iterating an object runs. */
export interface ImplicitCall {
  readonly span: Span;
  readonly functions: readonly FunctionEntity[];
}

export function implicitCalls(names: Names, record: FileRecord, fn: FunctionFacts): readonly ImplicitCall[] {
  const found = new Map<string, ImplicitCall>();
  const add = (value: Value, functions: readonly FunctionEntity[]) => {
    if (functions.length > 0) found.set(`${value.span.start}:${value.span.end}`, {span: value.span, functions});
  };
  for (const {step} of placesOf(fn)) {
    if (step.kind === 'scope' && !step.isAsync && step.resource.kind !== 'call') add(step.resource, methodsOf(names, record, fn, step.resource, ['__enter__', '__exit__']));
    if (step.kind === 'loop' && !step.isAsync && step.over && step.over.kind !== 'call') add(step.over, methodsOf(names, record, fn, step.over, ['__iter__']));
    for (const value of valuesOf(step)) {
      mentions(value, part => {
        if (part.kind === 'member' && mayBeProperty(part, fn)) add(part, gettersOf(names, record, fn, part.object, part.name));
        return false;
      });
    }
  }
  return [...found.values()];
}

/** What a step reads; blocks are steps of their own. */
function valuesOf(step: Step): readonly Value[] {
  switch (step.kind) {
    case 'call':
      return [...(step.receiver ? [step.receiver] : []), ...step.args.map(({value}) => value)];
    case 'bind':
      return [step.value];
    case 'grow':
      return [step.element];
    case 'branch':
      return [step.test];
    case 'loop':
      return [step.over, step.test].filter(value => value !== null);
    case 'scope':
      return [step.resource];
    case 'suspend':
    case 'exit':
      return step.value ? [step.value] : [];
    default:
      return [];
  }
}

/** Most members that a file reads are fields, or belong to modules; asking the project of each would take longer than all else. */
function mayBeProperty({object, name}: MemberValue, fn: FunctionFacts): boolean {
  if (object.kind === 'self') {
    const of = classAround(fn);
    return of !== null && !of.fields.has(name) && (of.bases.length > 0 || of.methods.get(name)?.decorators.length !== 0);
  }
  if (object.kind !== 'name') return object.kind === 'member' || object.kind === 'call';
  const {root, path} = object.binding.reference;
  return root.kind === 'class' || root.kind === 'function' || (root.kind === 'import' && path.length > 0);
}

function classAround(fn: FunctionFacts): ClassFacts | null {
  for (let at: FunctionFacts | null = fn; at; at = at.parent) if (at.class) return at.class;
  return null;
}

function gettersOf(names: Names, record: FileRecord, fn: FunctionFacts, object: Value, name: string): FunctionEntity[] {
  return methodsOf(names, record, fn, object, [name]).filter(({file, id}) => {
    const summary = file.summary.functions[id];
    return summary !== undefined && names.isProperty(file, summary);
  });
}

/** Methods of the class that an object is known to be of. */
function methodsOf(names: Names, record: FileRecord, fn: FunctionFacts, object: Value, methods: readonly string[]): FunctionEntity[] {
  const reference = referenceOfValue(object, fn);
  if (reference.root.kind === 'unknown' || reference.root.kind === 'global') return [];
  const entity = names.resolve(record, encodeReference(reference));
  if (entity.kind !== 'instance') return [];
  return methods.map(name => member(names, {kind: 'class', file: entity.file, id: entity.id}, name, 'instance')).filter(found => found.kind === 'function');
}
