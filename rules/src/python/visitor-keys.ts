import type {Node, NodeType} from './ast.ts';

/** The fields of each kind of node that hold nodes, as far as possible in the order of the source. */
export const visitorKeys: Readonly<Record<NodeType, readonly string[]>> = {
  Module: ['body'],
  FunctionDef: ['decorator_list', 'type_params', 'args', 'returns', 'body'],
  AsyncFunctionDef: ['decorator_list', 'type_params', 'args', 'returns', 'body'],
  ClassDef: ['decorator_list', 'type_params', 'bases', 'keywords', 'body'],
  Return: ['value'],
  Delete: ['targets'],
  Assign: ['targets', 'value'],
  TypeAlias: ['name', 'type_params', 'value'],
  AugAssign: ['target', 'value'],
  AnnAssign: ['target', 'annotation', 'value'],
  For: ['target', 'iter', 'body', 'orelse'],
  AsyncFor: ['target', 'iter', 'body', 'orelse'],
  While: ['test', 'body', 'orelse'],
  If: ['test', 'body', 'orelse'],
  With: ['items', 'body'],
  AsyncWith: ['items', 'body'],
  withitem: ['context_expr', 'optional_vars'],
  Match: ['subject', 'cases'],
  match_case: ['pattern', 'guard', 'body'],
  Raise: ['exc', 'cause'],
  Try: ['body', 'handlers', 'orelse', 'finalbody'],
  TryStar: ['body', 'handlers', 'orelse', 'finalbody'],
  ExceptHandler: ['exc_type', 'body'],
  Assert: ['test', 'msg'],
  Import: ['names'],
  ImportFrom: ['names'],
  alias: [],
  Global: [],
  Nonlocal: [],
  Expr: ['value'],
  Pass: [],
  Break: [],
  Continue: [],
  ErrorNode: ['children'],
  BoolOp: ['values'],
  NamedExpr: ['target', 'value'],
  BinOp: ['left', 'right'],
  UnaryOp: ['operand'],
  Lambda: ['args', 'body'],
  IfExp: ['body', 'test', 'orelse'],
  Dict: ['keys', 'values'],
  Set: ['elts'],
  ListComp: ['elt', 'generators'],
  SetComp: ['elt', 'generators'],
  DictComp: ['key', 'value', 'generators'],
  GeneratorExp: ['elt', 'generators'],
  comprehension: ['target', 'iter', 'ifs'],
  Await: ['value'],
  Yield: ['value'],
  YieldFrom: ['value'],
  Compare: ['left', 'comparators'],
  Call: ['func', 'args', 'keywords'],
  keyword: ['value'],
  FormattedValue: ['value'],
  JoinedStr: ['values'],
  Interpolation: ['value'],
  TemplateStr: ['values'],
  Constant: [],
  Attribute: ['value'],
  Subscript: ['value', 'slice'],
  Starred: ['value'],
  Name: [],
  List: ['elts'],
  Tuple: ['elts'],
  Slice: ['lower', 'upper', 'step'],
  arguments: ['posonlyargs', 'args', 'defaults', 'vararg', 'kwonlyargs', 'kw_defaults', 'kwarg'],
  arg: ['annotation'],
  MatchValue: ['value'],
  MatchSingleton: [],
  MatchSequence: ['patterns'],
  MatchMapping: ['keys', 'patterns'],
  MatchClass: ['cls', 'patterns', 'kwd_patterns'],
  MatchStar: [],
  MatchAs: ['pattern'],
  MatchOr: ['patterns'],
  TypeVar: ['bound', 'default_value'],
  ParamSpec: ['default_value'],
  TypeVarTuple: ['default_value'],
};

/** Calls `visit` for each node directly below this one. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  const fields = node as unknown as Readonly<Record<string, Node | readonly (Node | null)[] | null>>;
  for (const key of visitorKeys[node.type]) {
    const child = fields[key];
    if (!child) continue;
    if ('type' in child) {
      visit(child);
      continue;
    }
    for (const one of child) if (one) visit(one);
  }
}

/** The nodes directly below this one. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  forEachChild(node, child => children.push(child));
  return children;
}
