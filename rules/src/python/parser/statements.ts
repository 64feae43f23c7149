import type {AssignmentNode, ClassNode, DecoratorNode, ExceptNode, FunctionNode, IfNode, ImportFromNode, ModuleNameNode, NameNode, SuiteNode, TryNode, TypeParameterListNode, TypeParameterNode} from '@zzzen/pyright-internal/dist/parser/parseNodes.js';
import type {Alias, ExceptHandler, Expr, Range, Stmt, TypeParam} from '../ast.ts';
import {adopted} from './adopted.ts';
import {argumentLists, expression, expressions, optional, parameters} from './expressions.ts';
import {pattern} from './patterns.ts';
import {augmentedOperators, Kind, outerEndOf, type ParseNode, TypeParameterKind} from './pyright-nodes.ts';
import {errorNode, MAXIMUM_DEPTH, type Reading, tooDeep} from './reading.ts';

/** Statements of pyright's as CPython would have them. Parents are not set yet. */
export function statements(nodes: readonly ParseNode[], reading: Reading): Stmt[] {
  const converted: Stmt[] = [];
  for (const node of nodes) {
    if (node.nodeType !== Kind.StatementList) converted.push(statement(node, reading));
    else for (const one of node.d.statements) converted.push(statement(one, reading));
  }
  return converted;
}

function statement(node: ParseNode, reading: Reading): Stmt {
  if (reading.depth >= MAXIMUM_DEPTH) return tooDeep(node, reading);
  reading.depth++;
  const converted = adopted(convert(node, reading));
  reading.depth--;
  return converted;
}

function block(suite: SuiteNode | undefined, reading: Reading): Stmt[] {
  return suite ? statements(suite.d.statements, reading) : [];
}

function convert(node: ParseNode, reading: Reading): Stmt {
  const {start} = node;
  const end = outerEndOf(node);
  const parent = null;
  switch (node.nodeType) {
    case Kind.Function:
      return functionOf(node, reading);
    case Kind.Class:
      return classOf(node, reading);
    case Kind.Return:
      return {type: 'Return', start, end, parent, value: optional(node.d.expr, reading)};
    case Kind.Del:
      return {type: 'Delete', start, end, parent, targets: expressions(node.d.targets, reading)};
    case Kind.Assignment:
      return assignment(node, reading);
    case Kind.TypeAnnotation:
      return {type: 'AnnAssign', start, end, parent, target: expression(node.d.valueExpr, reading), annotation: expression(node.d.annotation, reading), value: null};
    case Kind.AugmentedAssignment:
      return {type: 'AugAssign', start, end, parent, target: expression(node.d.leftExpr, reading), op: augmentedOperators[node.d.operator] ?? 'Add', value: expression(node.d.rightExpr, reading)};
    case Kind.TypeAlias:
      return {type: 'TypeAlias', start, end, parent, name: expression(node.d.name, reading), type_params: typeParameters(node.d.typeParams, reading), value: expression(node.d.expr, reading)};
    case Kind.For: {
      const {targetExpr, iterableExpr, forSuite, elseSuite, isAsync} = node.d;
      return {
        type: isAsync ? 'AsyncFor' : 'For', start, end, parent, headerEnd: forSuite.start,
        target: expression(targetExpr, reading), iter: expression(iterableExpr, reading), body: block(forSuite, reading), orelse: block(elseSuite, reading),
      };
    }
    case Kind.While: {
      const {testExpr, whileSuite, elseSuite} = node.d;
      return {type: 'While', start, end, parent, headerEnd: whileSuite.start, test: expression(testExpr, reading), body: block(whileSuite, reading), orelse: block(elseSuite, reading)};
    }
    case Kind.If:
      return {type: 'If', start, end, parent, headerEnd: node.d.ifSuite.start, test: expression(node.d.testExpr, reading), body: block(node.d.ifSuite, reading), orelse: otherwise(node, reading)};
    case Kind.With: {
      const items = node.d.withItems.map(item => adopted({
        type: 'withitem', start: item.start, end: outerEndOf(item), parent, context_expr: expression(item.d.expr, reading), optional_vars: optional(item.d.target, reading),
      }));
      return {type: node.d.isAsync ? 'AsyncWith' : 'With', start, end, parent, headerEnd: node.d.suite.start, items, body: block(node.d.suite, reading)};
    }
    case Kind.Match: {
      const cases = node.d.cases.map(one => adopted({
        type: 'match_case', start: one.start, end: outerEndOf(one), parent, headerEnd: one.d.suite.start,
        pattern: pattern(one.d.pattern, reading), guard: optional(one.d.guardExpr, reading), body: block(one.d.suite, reading),
      }));
      return {type: 'Match', start, end, parent, subject: expression(node.d.expr, reading), cases};
    }
    case Kind.Raise:
      return {type: 'Raise', start, end, parent, exc: optional(node.d.expr, reading), cause: optional(node.d.fromExpr, reading)};
    case Kind.Try:
      return tryOf(node, reading);
    case Kind.Assert:
      return {type: 'Assert', start, end, parent, test: expression(node.d.testExpr, reading), msg: optional(node.d.exceptionExpr, reading)};
    case Kind.Import:
      return {type: 'Import', start, end, parent, names: node.d.list.map(one => alias(one, dottedName(one.d.module), one.d.alias))};
    case Kind.ImportFrom:
      return importFrom(node);
    case Kind.Global:
    case Kind.Nonlocal:
      return {type: node.nodeType === Kind.Global ? 'Global' : 'Nonlocal', start, end, parent, names: node.d.targets.map(({d}) => d.value)};
    case Kind.Pass:
      return {type: 'Pass', start, end, parent};
    case Kind.Break:
      return {type: 'Break', start, end, parent};
    case Kind.Continue:
      return {type: 'Continue', start, end, parent};
    default: {
      const value = expression(node, reading);
      return value.type === 'ErrorNode' ? value : {type: 'Expr', start, end, parent, value};
    }
  }
}

function functionOf(node: FunctionNode, reading: Reading): Stmt {
  const {name, decorators, isAsync, firstToken, typeParams, params, returnAnnotation, suite} = node.d;
  // pyright keeps the `def`, and decorators may stand before it: of an async one, the `async` is the next word to the left.
  const start = isAsync ? reading.text.lastIndexOf('async', firstToken.start) : firstToken.start;
  return {
    type: isAsync ? 'AsyncFunctionDef' : 'FunctionDef', start, end: outerEndOf(node), parent: null, headerEnd: suite.start,
    name: name.d.value, nameSpan: rangeOf(name), decorator_list: decoratorList(decorators, reading), type_params: typeParameters(typeParams, reading),
    args: parameters(params, outerEndOf(typeParams ?? name), reading), returns: optional(returnAnnotation, reading), body: block(suite, reading),
  };
}

function classOf(node: ClassNode, reading: Reading): Stmt {
  const {name, decorators, firstToken, typeParams, suite} = node.d;
  const decorator_list = decoratorList(decorators, reading);
  // Decorators with nothing to decorate are a class without a name.
  if (name.length === 0 && decorators.length > 0) return errorNode(node.start, outerEndOf(node), decorator_list);
  const {args: bases, keywords} = argumentLists(node.d.arguments, reading);
  return {
    type: 'ClassDef', start: firstToken.start, end: outerEndOf(node), parent: null, headerEnd: suite.start,
    // A name that is not typed yet is nowhere for pyright; here it is where it will stand.
    name: name.d.value, nameSpan: name.length > 0 ? rangeOf(name) : {start: outerEndOf(firstToken), end: outerEndOf(firstToken)}, decorator_list, type_params: typeParameters(typeParams, reading), bases, keywords, body: block(suite, reading),
  };
}

function decoratorList(decorators: readonly DecoratorNode[], reading: Reading): Expr[] {
  return decorators.map(({d}) => expression(d.expr, reading));
}

function typeParameters(list: TypeParameterListNode | undefined, reading: Reading): TypeParam[] {
  return list?.d.params.map(node => typeParameter(node, reading)) ?? [];
}

function typeParameter(node: TypeParameterNode, reading: Reading): TypeParam {
  const {name, typeParamKind, boundExpr, defaultExpr} = node.d;
  const base = {start: node.start, end: outerEndOf(node), parent: null, name: name.d.value, default_value: optional(defaultExpr, reading)};
  if (typeParamKind === TypeParameterKind.typeVar) return adopted({type: 'TypeVar', ...base, bound: optional(boundExpr, reading)});
  return adopted({type: typeParamKind === TypeParameterKind.paramSpec ? 'ParamSpec' : 'TypeVarTuple', ...base});
}

/** `a = b = c`, which pyright nests to the right, innermost target first. */
function assignment(node: AssignmentNode, reading: Reading): Stmt {
  const {start} = node;
  const end = outerEndOf(node);
  const {leftExpr, rightExpr} = node.d;
  if (leftExpr.nodeType === Kind.TypeAnnotation) {
    const {valueExpr, annotation} = leftExpr.d;
    return {type: 'AnnAssign', start, end, parent: null, target: expression(valueExpr, reading), annotation: expression(annotation, reading), value: expression(rightExpr, reading)};
  }
  const targets: ParseNode[] = [leftExpr];
  let value = rightExpr;
  while (value.nodeType === Kind.Assignment) {
    targets.unshift(value.d.leftExpr);
    value = value.d.rightExpr;
  }
  return {type: 'Assign', start, end, parent: null, targets: expressions(targets, reading), value: expression(value, reading)};
}

function otherwise({d: {elseSuite}}: IfNode, reading: Reading): Stmt[] {
  return elseSuite?.nodeType === Kind.If ? [statement(elseSuite, reading)] : block(elseSuite, reading);
}

function tryOf(node: TryNode, reading: Reading): Stmt {
  const {trySuite, exceptClauses, elseSuite, finallySuite} = node.d;
  return {
    type: exceptClauses[0]?.d.isExceptGroup ? 'TryStar' : 'Try', start: node.start, end: outerEndOf(node), parent: null, headerEnd: trySuite.start,
    body: block(trySuite, reading), handlers: exceptClauses.map(clause => handler(clause, reading)), orelse: block(elseSuite, reading), finalbody: block(finallySuite, reading),
  };
}

function handler(node: ExceptNode, reading: Reading): ExceptHandler {
  const {typeExpr, name, exceptSuite} = node.d;
  return adopted({
    type: 'ExceptHandler', start: node.start, end: outerEndOf(node), parent: null, headerEnd: exceptSuite.start,
    exc_type: optional(typeExpr, reading), name: name?.d.value ?? null, nameSpan: name ? rangeOf(name) : null, body: block(exceptSuite, reading),
  });
}

function importFrom(node: ImportFromNode): Stmt {
  const {module, isWildcardImport, wildcardToken, imports} = node.d;
  const names = isWildcardImport && wildcardToken ? [alias(wildcardToken, '*', undefined)] : imports.map(one => alias(one, one.d.name.d.value, one.d.alias));
  return {type: 'ImportFrom', start: node.start, end: outerEndOf(node), parent: null, module: dottedName(module) || null, names, level: module.d.leadingDots};
}

function alias(node: {start: number; length: number}, name: string, asName: NameNode | undefined): Alias {
  return {type: 'alias', start: node.start, end: outerEndOf(node), parent: null, name, asname: asName?.d.value ?? null};
}

function dottedName({d}: ModuleNameNode): string {
  return d.nameParts.map(part => part.d.value).join('.');
}

function rangeOf(node: NameNode): Range {
  return {start: node.start, end: outerEndOf(node)};
}
