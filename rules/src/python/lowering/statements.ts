import type {Reference} from '../../facts/index.ts';
import {annotatedInstance} from '../annotations.ts';
import type {AnnAssign, Assert, Assign, AugAssign, Break, Continue, Delete, ErrorNode, ExprStmt, Import, ImportFrom, Raise, Return, TypeAlias} from '../ast.ts';
import {moduleOf} from '../bound-names.ts';
import type {FunctionDraft, Later} from '../drafts.ts';
import type {SelfOf} from '../references.ts';
import type {Name} from '../scope.ts';
import {spanOfNode, unknown, type Walk} from '../walk.ts';
import {BINARY_SIGNS, operation} from './expressions.ts';
import {joined} from './known-calls.ts';
import {bindTarget, fieldsOf, recordAssignment} from './targets.ts';
import {setUse} from './uses.ts';

/** Statements that hold no blocks. */
export const simpleStatements = {
  Expr: (walk: Walk, node: ExprStmt) => setUse(walk.expression(node.value), {kind: 'discarded'}),
  Assign: assign,
  AnnAssign: annotatedAssign,
  AugAssign: augmentedAssign,
  TypeAlias: typeAlias,
  Return: returning,
  Raise: raising,
  Assert: asserting,
  Delete: deleting,
  Import: importing,
  ImportFrom: importingFrom,
  Break: (walk: Walk, node: Break) => walk.push({kind: 'exit', how: 'break', value: null, label: null, span: spanOfNode(node)}),
  Continue: (walk: Walk, node: Continue) => walk.push({kind: 'exit', how: 'continue', value: null, label: null, span: spanOfNode(node)}),
  // Their names were declared with the scope.
  Global: () => undefined,
  Nonlocal: () => undefined,
  Pass: () => undefined,
  ErrorNode: (walk: Walk, node: ErrorNode) => node.children.forEach(child => walk.expression(child)),
};

function assign(walk: Walk, node: Assign): void {
  const value = walk.expression(node.value);
  for (const target of node.targets) bindTarget(walk, target, value, node);
}

function annotatedAssign(walk: Walk, node: AnnAssign): void {
  const {scope} = walk;
  annotate(walk, node, () => annotatedInstance(node.annotation, scope, walk.readExpression));
  if (node.value) bindTarget(walk, node.target, walk.expression(node.value), node);
}

/** The first annotation counts; a type checker lets no other one disagree. */
function annotate(walk: Walk, {target}: AnnAssign, annotation: Later<Reference | null>): void {
  if (target.type === 'Name') {
    const name = walk.scope.find(target.id) as Name | undefined;
    if (name) name.annotated ??= annotation;
  } else if (target.type === 'Attribute') {
    const object = walk.expression(target.value);
    if (object.kind === 'self') fieldsOf(object as SelfOf).field(target.attr).annotation ??= annotation;
  }
}

/** `xs += [v]` lets a list grow and leaves the name to it; every other one gives the name a new value. */
function augmentedAssign(walk: Walk, node: AugAssign): void {
  const target = walk.expression(node.target);
  const value = walk.expression(node.value);
  const span = spanOfNode(node);
  const grown = node.op === 'Add' || node.op === 'BitOr' ? joined(value) : [];
  for (const element of grown) walk.push({kind: 'grow', collection: target, element, call: null, span});
  if (grown.length > 0) return;
  recordAssignment(target, unknown(node, [target, value]));
  walk.push({kind: 'bind', target, value: operation(BINARY_SIGNS[node.op], [target, value], node.target), span, node});
}

/** `type Name = …`: evaluated when asked for, so it leaves no steps. */
function typeAlias(walk: Walk, node: TypeAlias): void {
  if (node.name.type !== 'Name') return;
  const name = walk.scope.find(node.name.id) as Name | undefined;
  const isDotted = node.value.type === 'Name' || node.value.type === 'Attribute';
  name?.values.push(isDotted ? walk.expression(node.value) : unknown(node));
}

function returning(walk: Walk, node: Return): void {
  const value = node.value ? walk.expression(node.value) : null;
  if (value) {
    setUse(value, {kind: 'returned'});
    (walk.function as FunctionDraft).returned.push(value);
  }
  walk.push({kind: 'exit', how: 'return', value, label: null, span: spanOfNode(node)});
}

function raising(walk: Walk, node: Raise): void {
  const value = node.exc ? walk.expression(node.exc) : null;
  if (node.cause) walk.expression(node.cause);
  walk.push({kind: 'exit', how: 'throw', value, label: null, span: spanOfNode(node)});
}

/** `assert test, message` raises where the test fails; the message is only evaluated then. */
function asserting(walk: Walk, node: Assert): void {
  const span = spanOfNode(node);
  const test = walk.expression(node.test);
  const otherwise = walk.blockOf(() => {
    if (node.msg) walk.expression(node.msg);
    walk.push({kind: 'exit', how: 'throw', value: {kind: 'global', name: 'AssertionError', span}, label: null, span});
  });
  walk.push({kind: 'branch', test, guard: null, then: [], otherwise, span});
}

/** What is deleted is evaluated up to its last member or element. */
function deleting(walk: Walk, node: Delete): void {
  for (const target of node.targets) walk.expression(target);
}

function importing(walk: Walk, node: Import): void {
  for (const alias of node.names) walk.recordImport(alias.name, alias);
}

function importingFrom(walk: Walk, node: ImportFrom): void {
  const module = moduleOf(node);
  walk.recordImport(module, node);
  if (node.names.some(alias => alias.name === '*') && walk.scope.kind === 'module') walk.file.reexports.push(module);
}
