import {setterName, spanOf, type Value} from '../../facts/index.ts';
import {annotatedInstance, isAwaitable, tupleLength} from '../annotations.ts';
import type {Arg, Arguments, AsyncFunctionDef, ClassDef, Expr, FunctionDef, Lambda, TypeParam} from '../ast.ts';
import {declareBoundNames} from '../bound-names.ts';
import {ClassDraft, DecoratorDraft, FunctionDraft, type FunctionIdentity} from '../drafts.ts';
import type {Scope} from '../scope.ts';
import {spanOfNode, unknown, type Walk} from '../walk.ts';
import {setUse} from './uses.ts';

/** Functions, lambdas and classes: what is evaluated where they are made, and what runs when they are called. */
export const definitions = {
  FunctionDef: (walk: Walk, node: FunctionDef) => functionOf(walk, node, false),
  AsyncFunctionDef: (walk: Walk, node: AsyncFunctionDef) => functionOf(walk, node, true),
  ClassDef: classOf,
};

function functionOf(walk: Walk, node: FunctionDef | AsyncFunctionDef, isAsync: boolean): void {
  const decorators = decoratorsOf(walk, node.decorator_list);
  evaluateDefaults(walk, node.args);
  const owner = walk.function.kind === 'class body' && walk.scope.kind === 'class' ? walk.function.class : null;
  const role = roleOf(node, owner, decorators);
  const draft = startFunction(walk, {
    name: owner === null ? node.name : `${owner.name}.${node.name}`,
    kind: role.kind, isAsync, isStatic: role.isStatic, class: owner,
    span: spanOfNode(node), header: spanOf(node.start, node.headerEnd), nameSpan: spanOf(node.nameSpan.start, node.nameSpan.end), node,
  });
  draft.decorators.push(...decorators);
  const outer = typeParameterScope(walk, node.type_params);
  const returns = returnedType(node);
  if (returns) {
    draft.returnType = () => annotatedInstance(returns, outer, walk.readExpression);
    draft.isToBeAwaited = () => isAwaitable(returns, outer, walk.readExpression);
  }
  if (!role.isOverload) declareDefinition(walk, node.name, draft, owner, role);
  const scope = walk.newScope('function', outer, draft);
  draft.scope = scope;
  declareParameters(walk, node.args, scope, outer, draft, role.firstParameter === null ? null : {class: owner!, isInstance: role.firstParameter === 'self'});
  declareBoundNames(node.body, scope, walk.hasWalrus);
  draft.body = walk.within(draft, scope, isAsync, () => walk.statements(node.body));
}

/** What is entered by `with` is what a context manager's generator yields: the `C` of `-> Iterator[C]`. */
function returnedType({returns, decorator_list: decorators}: FunctionDef | AsyncFunctionDef): Expr | null {
  const isContextManager = decorators.some(decorator => CONTEXT_MANAGERS.has(lastName(decorator)));
  if (!isContextManager || returns?.type !== 'Subscript') return returns;
  return returns.slice.type === 'Tuple' ? (returns.slice.elts[0] ?? null) : returns.slice;
}

const CONTEXT_MANAGERS: ReadonlySet<string> = new Set(['asynccontextmanager', 'contextmanager']);

/** What a definition is, by its name, decorators and place. */
interface Role {
  readonly kind: FunctionDraft['kind'];
  readonly isStatic: boolean;
  readonly firstParameter: 'self' | 'cls' | null;
  /** A signature for type checkers, without a body. */
  readonly isOverload: boolean;
  /** A property's setter or deleter: the name still means the getter. */
  readonly isSecondary: boolean;
  readonly isSetter: boolean;
}

function roleOf(node: FunctionDef | AsyncFunctionDef, owner: ClassDraft | null, decorators: readonly DecoratorDraft[]): Role {
  const words = node.decorator_list.map(lastName);
  const has = (word: string) => words.includes(word);
  const isOverload = has('overload');
  if (owner === null) return {kind: 'function', isStatic: false, firstParameter: null, isOverload, isSecondary: false, isSetter: false};
  if (has('staticmethod')) return {kind: 'method', isStatic: true, firstParameter: null, isOverload, isSecondary: false, isSetter: false};
  const isClassMethod = has('classmethod') || IMPLICIT_CLASS_METHODS.has(node.name);
  if (isClassMethod) return {kind: 'method', isStatic: true, firstParameter: 'cls', isOverload, isSecondary: false, isSetter: false};
  const isSetter = has('setter') && decorators.length > 0;
  const isGetter = words.some(word => PROPERTIES.has(word)) || has('getter');
  const kind = isSetter || has('deleter') ? 'setter' : isGetter ? 'getter' : node.name === '__init__' ? 'constructor' : 'method';
  return {kind, isStatic: false, firstParameter: 'self', isOverload, isSecondary: kind === 'setter', isSetter};
}

const IMPLICIT_CLASS_METHODS: ReadonlySet<string> = new Set(['__new__', '__init_subclass__', '__class_getitem__']);

const PROPERTIES: ReadonlySet<string> = new Set(['property', 'cached_property', 'abstractproperty', 'hybrid_property', 'lazy_property']);

/** `setter` of `@name.setter`, `property` of `@property` and `@functools.property()`. */
function lastName(node: Expr): string {
  const callee = node.type === 'Call' ? node.func : node;
  return callee.type === 'Attribute' ? callee.attr : callee.type === 'Name' ? callee.id : '';
}

function decoratorsOf(walk: Walk, nodes: readonly Expr[]): DecoratorDraft[] {
  return walk.withoutAwait(() => nodes.map(node => {
    const value = walk.expression(node);
    setUse(value, {kind: 'callee'});
    return new DecoratorDraft(value, spanOfNode(node));
  }));
}

/** Default values are evaluated where the function is made; so are calls in annotations (`Annotated[Session, Depends(open)]`). */
function evaluateDefaults(walk: Walk, args: Arguments): void {
  walk.withoutAwait(() => {
    for (const value of args.defaults) walk.expression(value);
    for (const value of args.kw_defaults) if (value) walk.expression(value);
    for (const {annotation} of parametersOf(args)) if (annotation && hasCall(walk, annotation)) walk.expression(annotation);
  });
}

function hasCall(walk: Walk, {start, end}: Expr): boolean {
  const bracket = walk.file.text.indexOf('(', start);
  return bracket >= 0 && bracket < end;
}

function startFunction(walk: Walk, identity: FunctionIdentity): FunctionDraft {
  const draft = new FunctionDraft(walk.file.functions.length, identity, walk.function);
  walk.file.functions.push(draft);
  walk.function.nested.push(draft);
  if (identity.kind !== 'lambda') walk.push({kind: 'nested', function: draft, span: identity.span});
  return draft;
}

function declareDefinition(walk: Walk, name: string, draft: FunctionDraft, owner: ClassDraft | null, {isSecondary, isSetter}: Role): void {
  if (owner !== null && (!isSecondary || isSetter)) owner.methods.set(isSetter ? setterName(name) : name, draft);
  if (!isSecondary) walk.scope.find(name)?.declared.push({root: {kind: 'function', function: draft}, path: []});
}

/** PEP 695: `def f[T](x: T)`. The parameters' types are looked up in there too. */
function typeParameterScope(walk: Walk, parameters: readonly TypeParam[]): Scope {
  if (parameters.length === 0) return walk.scope;
  const scope = walk.newScope('annotation', walk.scope, walk.function);
  for (const parameter of parameters) {
    if (parameter.type !== 'ErrorNode') scope.declare(parameter.name, 'local', spanOfNode(parameter)).values.push(unknown(parameter));
  }
  return scope;
}

function parametersOf({posonlyargs, args, vararg, kwonlyargs, kwarg}: Arguments): readonly Arg[] {
  if (posonlyargs.length === 0 && kwonlyargs.length === 0 && !vararg && !kwarg) return args;
  return [...posonlyargs, ...args, ...(vararg ? [vararg] : []), ...kwonlyargs, ...(kwarg ? [kwarg] : [])];
}

function declareParameters(walk: Walk, args: Arguments, scope: Scope, outer: Scope, draft: FunctionDraft, first: {readonly class: ClassDraft; readonly isInstance: boolean} | null): void {
  const defaults = defaultsOf(args);
  const all = parametersOf(args);
  for (let index = 0; index < all.length; index++) {
    const arg = all[index]!;
    const name = scope.declare(arg.arg, 'parameter', spanOfNode(arg));
    const isRest = arg === args.vararg || arg === args.kwarg;
    const {annotation} = arg;
    if (index === 0 && first !== null && !isRest) {
      name.self = first;
      name.declared.push({root: {kind: first.isInstance ? 'self' : 'class', class: first.class}, path: []});
    } else {
      name.declared.push(isRest ? {root: {kind: 'unknown'}, path: []} : {root: {kind: 'parameter', function: draft, index}, path: []});
      if (annotation && !isRest) name.annotated = () => annotatedInstance(annotation, outer, walk.readExpression);
    }
    const byDefault = defaults.get(arg);
    draft.parameters.push({binding: name, isRest, hasDefault: byDefault !== undefined, whenLeftOut: byDefault ? truthOf(byDefault) : null, length: annotation && !isRest ? tupleLength(annotation) : null, isData: false});
  }
}

function defaultsOf({posonlyargs, args, defaults, kwonlyargs, kw_defaults: ofKeywords}: Arguments): ReadonlyMap<Arg, Expr> {
  if (defaults.length === 0 && kwonlyargs.length === 0) return NO_DEFAULTS;
  const positional = [...posonlyargs, ...args];
  const required = positional.length - defaults.length;
  return new Map([
    ...defaults.flatMap((value, index): [Arg, Expr][] => (positional[required + index] ? [[positional[required + index]!, value]] : [])),
    ...kwonlyargs.flatMap((arg, index): [Arg, Expr][] => (ofKeywords[index] ? [[arg, ofKeywords[index]]] : [])),
  ]);
}

const NO_DEFAULTS: ReadonlyMap<Arg, Expr> = new Map();

/** Whether a literal counts as true. */
function truthOf(node: Expr): boolean | null {
  return node.type === 'Constant' && node.valueType !== 'Ellipsis' ? Boolean(node.value) : null;
}

/** A lambda's body is what it returns. */
export function lambda(walk: Walk, node: Lambda): Value {
  evaluateDefaults(walk, node.args);
  const span = spanOfNode(node);
  const header = spanOf(node.start, node.body.start);
  const draft = startFunction(walk, {name: 'lambda', kind: 'lambda', isAsync: false, isStatic: false, class: null, span, header, nameSpan: header, node});
  const scope = walk.newScope('function', walk.scope, draft);
  draft.scope = scope;
  declareParameters(walk, node.args, scope, walk.scope, draft, null);
  draft.body = walk.within(draft, scope, false, () => {
    const value = walk.expression(node.body);
    setUse(value, {kind: 'returned'});
    draft.returned.push(value);
    walk.push({kind: 'exit', how: 'return', value, label: null, span: spanOfNode(node.body)});
  });
  walk.push({kind: 'nested', function: draft, span});
  return {kind: 'function', function: draft, span};
}

function classOf(walk: Walk, node: ClassDef): void {
  const decorators = decoratorsOf(walk, node.decorator_list);
  const span = spanOfNode(node);
  const header = spanOf(node.start, node.headerEnd);
  const draft = new ClassDraft(walk.file.classes.length, node.name, span, header, walk.scope.kind === 'module');
  walk.file.classes.push(draft);
  draft.decorators.push(...decorators);
  walk.withoutAwait(() => {
    for (const base of node.bases) if (base.type !== 'Starred') draft.baseValues.push(walk.expression(base));
    for (const {value} of node.keywords) walk.expression(value);
  });
  walk.scope.find(node.name)?.declared.push({root: {kind: 'class', class: draft}, path: []});
  const nameSpan = spanOf(node.nameSpan.start, node.nameSpan.end);
  const body = startFunction(walk, {name: node.name, kind: 'class body', isAsync: false, isStatic: true, class: draft, span, header, nameSpan, node});
  const scope = walk.newScope('class', typeParameterScope(walk, node.type_params), body);
  body.scope = scope;
  draft.scope = scope;
  declareBoundNames(node.body, scope, walk.hasWalrus);
  body.body = walk.within(body, scope, false, () => walk.statements(node.body));
}
