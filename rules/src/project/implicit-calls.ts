import {contains, partsOfCall, partsOfValue, select, type ElementValue, type FileFacts, type FunctionFacts, type Language, type MemberValue, type Reference, type Selector, type Span, type Step, type Value} from '../facts/index.ts';
import {gettersByName} from './getters.ts';
import {PROTOCOLS, runsThroughArguments} from './iteration.ts';
import {askedByBuiltin, askedByValue, askedByWriting, asksItsParts, type AskedObject, type AskingValue} from './operators.ts';
import {isFollowed, mayBeAsked, mayBeProperty} from './objects-of-project.ts';
import {runningSteps} from './running-steps.ts';
import type {CallSummary} from './summary.ts';
import {referenceOfValue} from './value-reference.ts';

/** What may run where nothing is called: the getter of a member that is read, the setter of one that is written, what entering, iterating or indexing an object runs. */
export interface ImplicitCall {
  readonly callee: Reference;
  readonly use: Extract<CallSummary['use'], 'read' | 'iterated' | 'implied' | 'other'>;
  readonly conditions: number;
  readonly span: Span;
}

/** In running order, each place once. Whether there is such a getter or method is the project's to say. */
export function implicitCalls(facts: FileFacts, fn: FunctionFacts): readonly ImplicitCall[] {
  const found = new Map<string, ImplicitCall>();
  const add = (value: Value, member: string, use: ImplicitCall['use'], conditions: number, getter: FunctionFacts | null = null) => {
    const key = `${value.span.start}:${value.span.end}:${member}`;
    if (found.has(key)) return;
    const object = value.kind === 'member' && use === 'read' ? value.object : value;
    const callee = getter ? ({root: {kind: 'function', function: getter}, path: []} as const) : select(referenceOfValue(object, fn), `.${member}` as Selector);
    found.set(key, {callee, use, conditions, span: value.span});
  };
  const ask = (asked: AskedObject | null, place: Span, conditions: number) => {
    if (asked === null || !mayBeAsked(asked, fn)) return;
    const {object, method} = asked;
    found.set(`${place.start}:${place.end}:${method}`, {callee: select(referenceOfValue(object, fn), `.${method}`), use: 'implied', conditions, span: place});
  };
  const protocol = PROTOCOLS[facts.language];
  for (const {step, conditions} of runningSteps(fn)) {
    if (step.kind === 'scope' && !step.isAsync && isFollowed(step.resource, fn)) for (const method of protocol.scope) add(step.resource, method, 'other', conditions);
    for (const {value, isAsync} of iteratedBy(step)) if (isFollowed(value, fn)) add(value, isAsync ? protocol.asyncIterator : protocol.iterator, 'iterated', conditions);
    for (const value of valuesOf(step)) {
      for (const read of readsIn(value, facts.language)) {
        if (read.kind !== 'member') {
          for (const asked of askedByValue(read, facts.language)) ask(asked, read.span, conditions);
          continue;
        }
        const getter = getterOfRecord(read);
        if (getter || mayBeProperty(facts, read, fn)) add(read, read.name, 'read', conditions, getter);
      }
    }
    if (step.kind === 'call') ask(askedByBuiltin(step, facts.language), step.span, conditions);
    if (step.kind === 'bind') ask(askedByWriting(step.target, facts.language), step.target.span, conditions);
  }
  return [...found.values()];
}

interface Iterated {
  readonly value: Value;
  readonly isAsync: boolean;
}

/** What a step runs through: what a loop goes over, what is spread or taken apart, what a builtin is given that looks at every element. */
function iteratedBy(step: Step): readonly Iterated[] {
  switch (step.kind) {
    case 'loop':
      return step.over ? [{value: step.over, isAsync: step.isAsync}] : NOTHING;
    case 'call': {
      const runsThrough = step.args.length > 0 && step.callee.root.kind === 'global' && runsThroughArguments(step);
      return step.args.flatMap(({isSpread, name, value}) => (runsThrough || (isSpread && name === null) ? [{value, isAsync: false}] : spreadIn(value)));
    }
    case 'bind':
      return isTakenApart(step.value) ? [{value: step.value.object, isAsync: false}] : spreadIn(step.value);
    case 'exit':
      return step.value ? spreadIn(step.value) : NOTHING;
    default:
      return NOTHING;
  }
}

const NOTHING: readonly Iterated[] = [];

/** `[*xs, y]` */
function spreadIn(value: Value): readonly Iterated[] {
  if (value.kind !== 'collection' || value.form === 'record') return NOTHING;
  return value.elements.flatMap(element => (element.isSpread ? [{value: element.value, isAsync: false}] : NOTHING));
}

/** `[first] = lines`: what is taken stands elsewhere than what it is taken from, in `lines[0]` around it. */
function isTakenApart(value: Value): value is ElementValue {
  return value.kind === 'element' && !contains(value.span, value.object.span);
}

/** `text` of `const page = {get text() {…}}`. */
function getterOfRecord({object, name}: MemberValue): FunctionFacts | null {
  if (object.kind !== 'name' || object.binding.kind !== 'local' || object.binding.values.length !== 1) return null;
  const [record] = object.binding.values;
  return record?.kind === 'collection' && record.form === 'record' ? (gettersByName(record).get(name) ?? null) : null;
}

/** What a step reads; blocks are steps of their own. */
function valuesOf(step: Step): readonly Value[] {
  switch (step.kind) {
    case 'call':
      return partsOfCall(step);
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

/** What is read, indexed or operated on for a value. What is read for a call was found at its own step, which comes before. */
function readsIn(value: Value, language: Language): readonly Read[] {
  let found: Read[] | null = null;
  const ahead = [value];
  for (let current = ahead.pop(); current; current = ahead.pop()) {
    if (current.kind === 'call') continue;
    if (current.kind === 'member' || asksItsParts(current, language)) (found ??= []).push(current);
    const parts = partsOfValue(current);
    for (let index = parts.length - 1; index >= 0; index--) ahead.push(parts[index]!);
  }
  return found ?? NO_READS;
}

type Read = MemberValue | AskingValue;

const NO_READS: readonly Read[] = [];
