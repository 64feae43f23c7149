import {setterName, type Call, type ElementValue, type Language, type OperationValue, type SliceValue, type Value} from '../facts/index.ts';

/**
 * The methods that operators and builtins run on an object of a class that has them: Python's data model (docs.python.org, "Special method names"),
 * and what ECMAScript asks of objects where it needs text. Only what a class seldom has without a reason is here; nobody waits in `__bool__`.
 */
interface OperatorMethods {
  /** By operator: which operand is asked, and for what. */
  readonly operators: ReadonlyMap<string, {readonly operand: number | 'all'; readonly method: string}>;
  /** By the name of a global function with one argument. */
  readonly builtins: ReadonlyMap<string, string>;
  readonly read: string | null;
  readonly written: string | null;
}

const PYTHON: OperatorMethods = {
  operators: new Map([
    ['in', {operand: 1, method: '__contains__'}],
    ['not in', {operand: 1, method: '__contains__'}],
    ['template', {operand: 'all', method: '__str__'}],
    ['==', {operand: 0, method: '__eq__'}],
    ['!=', {operand: 0, method: '__eq__'}],
    ['<', {operand: 0, method: '__lt__'}],
    ['<=', {operand: 0, method: '__le__'}],
    ['>', {operand: 0, method: '__gt__'}],
    ['>=', {operand: 0, method: '__ge__'}],
    ['+', {operand: 0, method: '__add__'}],
    ['-', {operand: 0, method: '__sub__'}],
    ['*', {operand: 0, method: '__mul__'}],
    ['/', {operand: 0, method: '__truediv__'}],
    ['|', {operand: 0, method: '__or__'}],
  ]),
  builtins: new Map([['len', '__len__'], ['str', '__str__'], ['repr', '__repr__'], ['bool', '__bool__'], ['hash', '__hash__'], ['reversed', '__reversed__'], ['int', '__int__'], ['float', '__float__'], ['bytes', '__bytes__']]),
  read: '__getitem__',
  written: '__setitem__',
};

const JAVASCRIPT: OperatorMethods = {
  operators: new Map([['template', {operand: 'all', method: 'toString'}]]),
  builtins: new Map([['String', 'toString']]),
  read: null,
  written: null,
};

const METHODS: Readonly<Record<Language, OperatorMethods>> = {python: PYTHON, javascript: JAVASCRIPT};

/** An object, and the method of it that runs. */
export interface AskedObject {
  readonly object: Value;
  readonly method: string;
}

export type AskingValue = ElementValue | SliceValue | OperationValue;

export function asksItsParts(value: Value, language: Language): value is AskingValue {
  const {operators, read} = METHODS[language];
  return value.kind === 'operation' ? operators.has(value.operator) : read !== null && (value.kind === 'element' || value.kind === 'slice');
}

/** What evaluating the value itself, its parts left aside, asks of objects. */
export function askedByValue(value: AskingValue, language: Language): readonly AskedObject[] {
  const {operators, read} = METHODS[language];
  if (value.kind !== 'operation') return read === null ? NOTHING : [{object: value.object, method: read}];
  const asked = operators.get(value.operator);
  if (asked === undefined) return NOTHING;
  const operands = asked.operand === 'all' ? value.operands : value.operands.slice(asked.operand, asked.operand + 1);
  return operands.map(object => ({object, method: asked.method}));
}

/** `len(store)`. */
export function askedByBuiltin({callee: {root, path}, args}: Call, language: Language): AskedObject | null {
  const method = root.kind === 'global' && path.length === 0 && args.length === 1 ? METHODS[language].builtins.get(root.name) : undefined;
  return method === undefined || args[0]!.isSpread ? null : {object: args[0]!.value, method};
}

/** `store[key] = value`, and the setter of `store.text = value`, which is kept by a name of its own. */
export function askedByWriting(target: Value, language: Language): AskedObject | null {
  const {written} = METHODS[language];
  if (target.kind === 'member') return {object: target.object, method: setterName(target.name)};
  return target.kind === 'element' && written !== null ? {object: target.object, method: written} : null;
}

const NOTHING: readonly AskedObject[] = [];
