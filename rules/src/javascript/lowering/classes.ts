import {setterName, type Reference, type Value} from '../../facts/index.ts';
import type {Name} from '../binding.ts';
import {LexicalScope} from '../binding.ts';
import {ClassDraft, DecoratorDraft} from '../drafts.ts';
import type {Node} from '../estree.ts';
import {endOf, isNode, keyName, nodeSpan, startOf} from '../estree.ts';
import {hoistVariables} from '../hoisting.ts';
import {referenceOf} from '../references.ts';
import {entityOf, instanceOf} from '../types.ts';
import type {ExpressionLowering, MemberIdentity, StatementLowering, Walk} from '../walk.ts';
import {setUse} from '../walk.ts';
import {namedExpression} from './expressions.ts';

export const classExpressions: Readonly<Record<string, ExpressionLowering>> = {
  ClassExpression: (walk, node) => namedExpression(walk, node, null),
};

export const classStatements: Readonly<Record<string, StatementLowering>> = {
  ClassDeclaration: (walk, node) => void makeClass(walk, node, null),
};

/** Lowers a class where it stands: what runs when it is defined runs here, what runs for an instance belongs to its constructor. */
export function makeClass(walk: Walk, node: Node, name: string | null): {readonly draft: ClassDraft; readonly binding: Name} {
  const draft = new ClassDraft(walk.classes.length, node['id']?.name ?? name ?? '', nodeSpan(node), walk.header(node, node['body']));
  walk.classes.push(draft);
  const binding = bindingOf(walk, node, draft);
  const {scope, self, canAwait} = walk;
  lowerDecorators(walk, node['decorators'], draft.decorators);
  if (node['superClass']) {
    const base = walk.expression(node['superClass']);
    draft.extended.push(() => referenceOf(base));
  }
  for (const implemented of node['implements'] ?? []) {
    const named = entityOf(walk, implemented?.expression);
    if (named !== null) draft.implemented.push(named);
  }
  walk.scope = new LexicalScope(scope);
  if (node.type === 'ClassExpression' && node['id']) walk.scope.declare(binding);
  walk.canAwait = false;
  lowerMembers(walk, draft, node['body']?.body ?? [], isNode(node['superClass']));
  Object.assign(walk, {scope, self, canAwait});
  return {draft, binding};
}

/** The declared name, or for an expression a name of its own. */
function bindingOf(walk: Walk, node: Node, draft: ClassDraft): Name {
  const declared = node.type === 'ClassDeclaration' && node['id'] ? walk.scope.own(node['id'].name) : undefined;
  const binding = declared ?? walk.declare(node['id'] ?? {...node, name: draft.name}, 'class', new LexicalScope(null));
  const reference: Reference = {root: {kind: 'class', class: draft}, path: []};
  binding.declared = reference;
  return binding;
}

function lowerMembers(walk: Walk, draft: ClassDraft, members: readonly Node[], isDerived: boolean): void {
  const initialisers = members.filter((member) => isField(member) && member['static'] !== true);
  let hasConstructor = false;
  for (const member of members) {
    if (isField(member)) declareField(walk, draft, member);
    if (member.type === 'TSAbstractMethodDefinition') declareSignature(draft, member);
    if (member.type === 'MethodDefinition' && isNode(member['value']?.body)) {
      const isConstructor = member['kind'] === 'constructor';
      hasConstructor ||= isConstructor;
      lowerMethod(walk, draft, member, isConstructor ? () => lowerInitialisers(walk, draft, initialisers) : null);
    } else if (isField(member) && member['static'] === true) {
      walk.self = {class: draft, isStatic: true};
      lowerField(walk, member);
    } else if (member.type === 'StaticBlock') {
      lowerStaticBlock(walk, draft, member);
    }
  }
  if (!hasConstructor && initialisers.some((member) => isNode(member['value']))) inventConstructor(walk, draft, initialisers, isDerived);
}

function isField(member: Node): boolean {
  return member.type === 'PropertyDefinition' || member.type === 'AccessorProperty' || member.type === 'ClassProperty';
}

/** An abstract method, or one of an interface. */
export function declareSignature(draft: ClassDraft, member: Node): void {
  const name = keyName(member['key'], member['computed'] === true);
  if (name !== null) draft.signatures.add(name);
}

function declareField(walk: Walk, draft: ClassDraft, member: Node): void {
  const name = keyName(member['key'], member['computed'] === true);
  if (name === null) return;
  const annotation = instanceOf(walk, member['typeAnnotation']);
  if (annotation !== null) draft.field(name).annotation = annotation;
}

function lowerMethod(walk: Walk, draft: ClassDraft, member: Node, prelude: (() => void) | null): void {
  const name = keyName(member['key'], member['computed'] === true);
  if (name === null) walk.expression(member['key']);
  const kind = METHOD_KINDS.get(member['kind']) ?? 'method';
  const identity: MemberIdentity = {kind, class: draft, isStatic: member['static'] === true, node: member, prelude};
  const fn = walk.lowerings.makeFunction(walk, member['value'], name, identity);
  lowerDecorators(walk, member['decorators'], fn.decorators);
  if (name === null) return;
  // A static method is found on the class alone, like a static field.
  if (kind === 'method' && identity.isStatic) draft.field(name).values.push({kind: 'function', function: fn, span: fn.span});
  else if (kind === 'method' || kind === 'constructor') draft.methods.set(name, fn);
  else if (kind === 'setter' && !identity.isStatic) draft.methods.set(setterName(name), fn);
  // What a getter gives, its callers hold like a field.
  if (kind === 'getter' && fn.returnType !== null) draft.field(name).annotation = fn.returnType;
}

const METHOD_KINDS: ReadonlyMap<string, MemberIdentity['kind']> = new Map([['constructor', 'constructor'], ['get', 'getter'], ['set', 'setter']]);

function lowerInitialisers(walk: Walk, draft: ClassDraft, members: readonly Node[]): void {
  walk.self = {class: draft, isStatic: false};
  for (const member of members) lowerField(walk, member);
}

function lowerField(walk: Walk, member: Node): void {
  const {class: draft, isStatic} = walk.self;
  const name = keyName(member['key'], member['computed'] === true);
  if (!isNode(member['value'])) return;
  const span = nodeSpan(member);
  const value = namedExpression(walk, member['value'], name);
  if (name === null) return;
  const target: Value = {kind: 'member', object: {kind: 'self', span: nodeSpan(member['key'])}, name, span: nodeSpan(member['key'])};
  setUse(value, {kind: 'bound', target});
  walk.push({kind: 'bind', target, value, span, node: member});
  if (draft === null) return;
  // A static field is found by the same name, on the class.
  draft.field(name).values.push(value);
  if (isStatic) return;
  // An arrow in a field is called like a method.
  if (value.kind === 'function' && !draft.methods.has(name)) draft.methods.set(name, value.function);
}

function lowerStaticBlock(walk: Walk, draft: ClassDraft, block: Node): void {
  const {scope} = walk;
  walk.self = {class: draft, isStatic: true};
  walk.scope = new LexicalScope(scope);
  hoistVariables(walk, block['body'] ?? [], walk.scope);
  walk.lowerings.statementList(walk, block['body'] ?? []);
  walk.scope = scope;
}

/** A class whose fields run something when it is made, but that writes no constructor, has one all the same. It begins with that of the base. */
function inventConstructor(walk: Walk, draft: ClassDraft, initialisers: readonly Node[], isDerived: boolean): void {
  const [first] = initialisers;
  const node: Node = {type: 'FunctionExpression', params: [], body: null, range: [startOf(first!), endOf(initialisers.at(-1)!)]};
  const member: Node = {type: 'MethodDefinition', key: first!['key'], range: node['range']};
  const prelude = () => {
    const range = [startOf(first!), startOf(first!)];
    if (isDerived) walk.expression({type: 'CallExpression', callee: {type: 'Super', range}, arguments: [], range});
    lowerInitialisers(walk, draft, initialisers);
  };
  const identity: MemberIdentity = {kind: 'constructor', class: draft, isStatic: false, node: member, prelude};
  draft.methods.set('constructor', walk.lowerings.makeFunction(walk, node, 'constructor', identity));
}

export function lowerDecorators(walk: Walk, nodes: readonly Node[] | undefined, into: DecoratorDraft[] | unknown[]): void {
  for (const node of nodes ?? []) into.push(new DecoratorDraft(walk.expression(node['expression']), nodeSpan(node)));
}
