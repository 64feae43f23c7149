import type {FunctionFacts, Reference, Span, Value} from '../../facts/index.ts';
import {ANONYMOUS, isUnknown, memberName, select, UNKNOWN} from '../../facts/index.ts';
import {LexicalScope} from '../binding.ts';
import {FunctionDraft} from '../drafts.ts';
import type {Node} from '../estree.ts';
import {isNode, keyName, nodeSpan} from '../estree.ts';
import {hoistVariables} from '../hoisting.ts';
import {collectNames} from '../bound-names.ts';
import {isModuleValue, referenceOf} from '../references.ts';
import {instanceOf, isData, isPromise, tupleLength} from '../types.ts';
import type {ExpressionLowering, MemberIdentity, Walk} from '../walk.ts';
import {nameSpan, setUse} from '../walk.ts';
import {functionValue, namedExpression} from './expressions.ts';
import {bindPattern} from './writes.ts';

export const functionExpressions: Readonly<Record<string, ExpressionLowering>> = {
  ArrowFunctionExpression: (walk, node) => functionValue(walk, node, null),
  FunctionExpression: (walk, node) => functionValue(walk, node, null),
  FunctionDeclaration: (walk, node) => functionValue(walk, node, null),
};

/** Lowers a function where it stands: its facts, its names, its steps. */
export function makeFunction(walk: Walk, node: Node, name: string | null, member?: MemberIdentity): FunctionDraft {
  const fn = new FunctionDraft(walk.functions.length, identityOf(walk, node, name, member), walk.function);
  walk.functions.push(fn);
  walk.function.nested.push(fn);
  const {function: outer, scope, self, canAwait, enclosingStatement, recordOfNext} = walk;
  walk.recordOfNext = null;
  if (node.type === 'FunctionExpression' && node['id'] && !member) {
    walk.scope = new LexicalScope(walk.scope);
    walk.declare(node['id'], 'function').declared = {root: {kind: 'function', function: fn}, path: []};
  }
  walk.function = fn;
  walk.scope = new LexicalScope(walk.scope);
  walk.enclosingStatement = null;
  if (member) walk.self = {class: member.class, isStatic: member.isStatic};
  else if (node.type !== 'ArrowFunctionExpression') walk.self = {class: recordOfNext, isStatic: recordOfNext !== null};
  declareTypeParameters(walk, node);
  fn.returnType = instanceOf(walk, node['returnType']);
  fn.returnsAwaitable = isPromise(walk, node['returnType']);
  fn.body = walk.block(() => {
    walk.canAwait = false;
    lowerParameters(walk, fn, node['params'] ?? []);
    member?.prelude?.();
    walk.canAwait = fn.isAsync;
    lowerBody(walk, fn, node['body']);
  });
  Object.assign(walk, {function: outer, scope, self, canAwait, enclosingStatement});
  return fn;
}

function identityOf(walk: Walk, node: Node, name: string | null, member: MemberIdentity | undefined) {
  const whole = member?.node ?? node;
  const own: string | null = node['id']?.name ?? name;
  const header = walk.header(whole, node['body']);
  return {
    node,
    name: member ? `${member.class.name}.${own ?? '[computed]'}` : (own ?? ANONYMOUS),
    kind: kindOf(node, member),
    isStatic: member?.isStatic ?? false,
    class: member?.class ?? null,
    span: nodeSpan(whole),
    header,
    nameSpan: nameOf(node, member) ?? header,
  };
}

function kindOf(node: Node, member: MemberIdentity | undefined): FunctionFacts['kind'] {
  if (member) return member.kind;
  return node.type === 'FunctionDeclaration' ? 'function' : 'lambda';
}

function nameOf(node: Node, member: MemberIdentity | undefined): Span | null {
  const key: unknown = member ? member.node['key'] : node['id'];
  return isNode(key) ? nodeSpan(key) : null;
}

/** `T` of `function f<T>()` hides any class of that name. */
function declareTypeParameters(walk: Walk, node: Node): void {
  for (const parameter of node['typeParameters']?.params ?? []) {
    const identifier: Node | null = isNode(parameter?.name) ? parameter.name : isNode(parameter) ? parameter : null;
    if (identifier !== null) walk.declare(identifier, 'class');
  }
}

function lowerParameters(walk: Walk, fn: FunctionDraft, parameters: readonly (Node | null)[]): void {
  for (const parameter of parameters) {
    if (!parameter) continue;
    if (parameter.type === 'Identifier') {
      walk.declare(parameter, 'parameter');
      continue;
    }
    const names: Node[] = [];
    collectNames(parameter, names);
    for (const identifier of names) walk.declare(identifier, 'parameter');
  }
  let index = 0;
  for (const parameter of parameters) {
    // TypeScript's `this` parameter takes no argument.
    if (!parameter || (parameter.type === 'Identifier' && parameter['name'] === 'this')) continue;
    lowerParameter(walk, fn, parameter, index);
    index += 1;
  }
}

function lowerParameter(walk: Walk, fn: FunctionDraft, parameter: Node, index: number): void {
  const isProperty = parameter.type === 'TSParameterProperty';
  const outer: Node = isProperty ? parameter['parameter'] : parameter;
  const isRest = outer.type === 'RestElement';
  const hasDefault = outer.type === 'AssignmentPattern';
  const pattern: Node = isRest ? outer['argument'] : hasDefault ? outer['left'] : outer;
  // A pattern has no name; its position has a binding all the same, in no scope.
  const named = pattern?.type === 'Identifier' ? walk.scope.own(pattern['name']) : undefined;
  const binding = named ?? walk.declare({...pattern, name: ''}, 'parameter', new LexicalScope(null));
  const annotation: Node | undefined = pattern?.['typeAnnotation'] ?? outer['typeAnnotation'];
  binding.annotated = isRest ? null : instanceOf(walk, annotation);
  binding.declared = () => passedTo(walk, fn, index, isRest);
  fn.parameters.push({binding, isRest, hasDefault, whenLeftOut: hasDefault ? truthOf(outer['right']) : false, length: isRest ? null : tupleLength(annotation), isData: isData(annotation)});
  if (hasDefault) lowerDefault(walk, outer['right'], pattern);
  if (pattern?.type === 'ObjectPattern' || pattern?.type === 'ArrayPattern') {
    bindPattern(walk, pattern, {kind: 'name', binding, span: nodeSpan(pattern)}, outer);
    annotateMembers(walk, pattern);
  }
  if (isProperty) fn.class?.field(binding.name).values.push({kind: 'name', binding, span: nameSpan(pattern)});
}

/** What a parameter stands for: itself, or what its callback is given. */
function passedTo(walk: Walk, fn: FunctionDraft, index: number, isRest: boolean): Reference {
  const given = index === 0 && !isRest ? firstGiven(walk, fn) : UNKNOWN;
  return isUnknown(given) ? {root: {kind: 'parameter', function: fn, index}, path: isRest ? ['[]'] : []} : given;
}

/** What the first parameter is given: by the call that the function was written for, or that it is named in. */
function firstGiven(walk: Walk, fn: FunctionDraft): Reference {
  const call = fn.made === null ? walk.registrations.find(({args: [plugin]}) => isNamed(plugin?.value, fn)) : fn.made.index === 0 && fn.made.name === null ? fn.made.argumentOf : undefined;
  const given = call?.receiver ? givenBy(memberName(call.callee), call.receiver) : UNKNOWN;
  if (!isUnknown(given)) return given;
  // Its documentation calls the server so that is given to a plugin, and so does everybody whose plugins stand in files of their own.
  const isPlugin = fn.parameters[0]?.binding.name === 'fastify' || (call?.callee.root.kind === 'import' && call.callee.root.module === 'fastify-plugin');
  return isPlugin ? FASTIFY : UNKNOWN;
}

const FASTIFY: Reference = {root: {kind: 'import', module: 'fastify'}, path: ['()']};

function isNamed(value: Value | undefined, fn: FunctionDraft): boolean {
  if (value?.kind !== 'name') return false;
  const {root, path} = value.binding.reference;
  return root.kind === 'function' && root.function === fn && path.length === 0;
}

/** `import('m').then((m) => …)` gives what the promise does, and `fastify().register((app) => …)` a server that registers like itself. */
function givenBy(member: string | undefined, receiver: Value): Reference {
  if (member === 'then') return isModuleValue(receiver) ? referenceOf(receiver) : select(referenceOf(receiver), 'await');
  const itself = member === 'register' ? referenceOf(receiver) : UNKNOWN;
  return itself.root.kind === 'import' && itself.root.module === 'fastify' ? itself : UNKNOWN;
}

/** Whether a literal counts as true. */
function truthOf(node: Node): boolean | null {
  return node.type === 'Literal' && !('regex' in node) ? Boolean(node['value']) : null;
}

/** A parameter's default runs only when nothing is passed. */
function lowerDefault(walk: Walk, node: Node, pattern: Node): void {
  const span = nodeSpan(node);
  const steps = walk.block(() => { walk.expression(node); });
  const test: Value = {kind: 'unknown', reads: [], span: nodeSpan(pattern)};
  if (steps.length > 0) walk.push({kind: 'branch', test, guard: null, then: steps, otherwise: [], span});
}

/** `{db}: {db: Db}` annotates each name. */
function annotateMembers(walk: Walk, pattern: Node): void {
  const literal: Node | undefined = pattern['typeAnnotation']?.typeAnnotation;
  if (pattern.type !== 'ObjectPattern' || literal?.type !== 'TSTypeLiteral') return;
  for (const property of pattern['properties'] ?? []) {
    const target: Node | undefined = property?.value?.type === 'AssignmentPattern' ? property.value.left : property?.value;
    if (target?.type !== 'Identifier') continue;
    const name = keyName(property.key, property.computed === true);
    const signatures: Node[] = (literal['members'] ?? []).filter((one: Node | null) => one?.type === 'TSPropertySignature');
    const signature = signatures.find((one) => keyName(one['key'], one['computed'] === true) === name);
    if (signature) walk.scope.own(target['name'])!.annotated = instanceOf(walk, signature['typeAnnotation']);
  }
}

function lowerBody(walk: Walk, fn: FunctionDraft, body: Node | null | undefined): void {
  if (!body) return;
  if (body.type === 'BlockStatement') {
    hoistVariables(walk, body['body'] ?? [], walk.scope);
    walk.lowerings.statementList(walk, body['body'] ?? []);
    return;
  }
  const value = namedExpression(walk, body, null);
  setUse(value, {kind: 'returned'});
  fn.returned.push(value);
  walk.push({kind: 'exit', how: 'return', value, label: null, span: nodeSpan(body)});
}
