/**
 * The Python tree: node types and fields are those of CPython's `ast` module, with these differences.
 *
 * - `start` and `end` are UTF-16 offsets into the text, `parent` leads upwards.
 * - Operators are words (`'Add'`), and there is no `ctx`: whether a name is stored or loaded follows from where it stands.
 * - `ExceptHandler.type` is called `exc_type`, because every node's `type` is the name of its kind.
 * - A `Constant` says with `valueType` what kind of constant it is.
 * - An `ErrorNode` stands for what the parser could not read, wherever an expression, statement or pattern may stand.
 */
export type Node = Module | Stmt | Expr | Pattern | TypeParam | Comprehension | ExceptHandler | Arguments | Arg | Keyword | Alias | WithItem | MatchCase;

export type NodeType = Node['type'];

/** The node of one kind: `NodeOf<'Call'>`. */
export type NodeOf<Type extends NodeType> = Extract<Node, {readonly type: Type}>;

export interface Range {
  readonly start: number;
  readonly end: number;
}

interface NodeBase extends Range {
  /** Null for the module alone. */
  readonly parent: Node | null;
}

export interface Comment extends Range {
  readonly type: 'Comment';
  /** Without the `#`; the range is with it. */
  readonly value: string;
}

export interface Module extends NodeBase {
  readonly type: 'Module';
  readonly body: readonly Stmt[];
  readonly comments: readonly Comment[];
  /** What is wrong with the text; the tree is of the rest. */
  readonly errors: readonly ParseError[];
}

export interface ParseError extends Range {
  readonly message: string;
}

// Statements

export type Stmt =
  | FunctionDef | AsyncFunctionDef | ClassDef | Return | Delete | Assign | TypeAlias | AugAssign | AnnAssign | For | AsyncFor | While | If
  | With | AsyncWith | Match | Raise | Try | TryStar | Assert | Import | ImportFrom | Global | Nonlocal | ExprStmt | Pass | Break | Continue
  | ErrorNode;

interface Headed extends NodeBase {
  /** Where the header's colon stands; where it should stand, if it is missing. */
  readonly headerEnd: number;
}

interface FunctionBase extends Headed {
  readonly name: string;
  readonly nameSpan: Range;
  /** The node itself starts at `def`, `async` or `class`, so decorators stand before it. */
  readonly decorator_list: readonly Expr[];
  readonly type_params: readonly TypeParam[];
  readonly args: Arguments;
  readonly returns: Expr | null;
  readonly body: readonly Stmt[];
}
export interface FunctionDef extends FunctionBase { readonly type: 'FunctionDef' }
export interface AsyncFunctionDef extends FunctionBase { readonly type: 'AsyncFunctionDef' }

export interface ClassDef extends Headed {
  readonly type: 'ClassDef';
  readonly name: string;
  readonly nameSpan: Range;
  readonly decorator_list: readonly Expr[];
  readonly type_params: readonly TypeParam[];
  readonly bases: readonly Expr[];
  readonly keywords: readonly Keyword[];
  readonly body: readonly Stmt[];
}

export interface Return extends NodeBase { readonly type: 'Return'; readonly value: Expr | null }
export interface Delete extends NodeBase { readonly type: 'Delete'; readonly targets: readonly Expr[] }
export interface Assign extends NodeBase { readonly type: 'Assign'; readonly targets: readonly Expr[]; readonly value: Expr }
export interface TypeAlias extends NodeBase { readonly type: 'TypeAlias'; readonly name: Expr; readonly type_params: readonly TypeParam[]; readonly value: Expr }
export interface AugAssign extends NodeBase { readonly type: 'AugAssign'; readonly target: Expr; readonly op: BinaryOperator; readonly value: Expr }
export interface AnnAssign extends NodeBase { readonly type: 'AnnAssign'; readonly target: Expr; readonly annotation: Expr; readonly value: Expr | null }

interface ForBase extends Headed { readonly target: Expr; readonly iter: Expr; readonly body: readonly Stmt[]; readonly orelse: readonly Stmt[] }
export interface For extends ForBase { readonly type: 'For' }
export interface AsyncFor extends ForBase { readonly type: 'AsyncFor' }
export interface While extends Headed { readonly type: 'While'; readonly test: Expr; readonly body: readonly Stmt[]; readonly orelse: readonly Stmt[] }
export interface If extends Headed { readonly type: 'If'; readonly test: Expr; readonly body: readonly Stmt[]; readonly orelse: readonly Stmt[] }

interface WithBase extends Headed { readonly items: readonly WithItem[]; readonly body: readonly Stmt[] }
export interface With extends WithBase { readonly type: 'With' }
export interface AsyncWith extends WithBase { readonly type: 'AsyncWith' }
export interface WithItem extends NodeBase { readonly type: 'withitem'; readonly context_expr: Expr; readonly optional_vars: Expr | null }

export interface Match extends NodeBase { readonly type: 'Match'; readonly subject: Expr; readonly cases: readonly MatchCase[] }
export interface MatchCase extends Headed { readonly type: 'match_case'; readonly pattern: Pattern; readonly guard: Expr | null; readonly body: readonly Stmt[] }

export interface Raise extends NodeBase { readonly type: 'Raise'; readonly exc: Expr | null; readonly cause: Expr | null }

interface TryBase extends Headed {
  readonly body: readonly Stmt[];
  readonly handlers: readonly ExceptHandler[];
  readonly orelse: readonly Stmt[];
  readonly finalbody: readonly Stmt[];
}
export interface Try extends TryBase { readonly type: 'Try' }
export interface TryStar extends TryBase { readonly type: 'TryStar' }
export interface ExceptHandler extends Headed {
  readonly type: 'ExceptHandler';
  readonly exc_type: Expr | null;
  readonly name: string | null;
  readonly nameSpan: Range | null;
  readonly body: readonly Stmt[];
}

export interface Assert extends NodeBase { readonly type: 'Assert'; readonly test: Expr; readonly msg: Expr | null }
export interface Import extends NodeBase { readonly type: 'Import'; readonly names: readonly Alias[] }
export interface ImportFrom extends NodeBase { readonly type: 'ImportFrom'; readonly module: string | null; readonly names: readonly Alias[]; readonly level: number }
export interface Alias extends NodeBase { readonly type: 'alias'; readonly name: string; readonly asname: string | null }
export interface Global extends NodeBase { readonly type: 'Global'; readonly names: readonly string[] }
export interface Nonlocal extends NodeBase { readonly type: 'Nonlocal'; readonly names: readonly string[] }
export interface ExprStmt extends NodeBase { readonly type: 'Expr'; readonly value: Expr }
export interface Pass extends NodeBase { readonly type: 'Pass' }
export interface Break extends NodeBase { readonly type: 'Break' }
export interface Continue extends NodeBase { readonly type: 'Continue' }

/** What could not be read. `children` are the parts of it that could, in source order. */
export interface ErrorNode extends NodeBase { readonly type: 'ErrorNode'; readonly children: readonly Expr[] }

// Expressions

export type Expr =
  | BoolOp | NamedExpr | BinOp | UnaryOp | Lambda | IfExp | Dict | SetDisplay | ListComp | SetComp | DictComp | GeneratorExp | Await | Yield
  | YieldFrom | Compare | Call | FormattedValue | JoinedStr | Interpolation | TemplateStr | Constant | Attribute | Subscript | Starred | Name
  | List | Tuple | Slice | ErrorNode;

export type BinaryOperator = 'Add' | 'BitAnd' | 'BitOr' | 'BitXor' | 'Div' | 'FloorDiv' | 'LShift' | 'MatMult' | 'Mod' | 'Mult' | 'Pow' | 'RShift' | 'Sub';
export type UnaryOperator = 'Invert' | 'Not' | 'UAdd' | 'USub';
export type ComparisonOperator = 'Eq' | 'NotEq' | 'Lt' | 'LtE' | 'Gt' | 'GtE' | 'Is' | 'IsNot' | 'In' | 'NotIn';

export interface BoolOp extends NodeBase { readonly type: 'BoolOp'; readonly op: 'And' | 'Or'; readonly values: readonly Expr[] }
export interface NamedExpr extends NodeBase { readonly type: 'NamedExpr'; readonly target: Expr; readonly value: Expr }
export interface BinOp extends NodeBase { readonly type: 'BinOp'; readonly left: Expr; readonly op: BinaryOperator; readonly right: Expr }
export interface UnaryOp extends NodeBase { readonly type: 'UnaryOp'; readonly op: UnaryOperator; readonly operand: Expr }
export interface Lambda extends NodeBase { readonly type: 'Lambda'; readonly args: Arguments; readonly body: Expr }
export interface IfExp extends NodeBase { readonly type: 'IfExp'; readonly test: Expr; readonly body: Expr; readonly orelse: Expr }
/** A null key is that of `**value`. */
export interface Dict extends NodeBase { readonly type: 'Dict'; readonly keys: readonly (Expr | null)[]; readonly values: readonly Expr[] }
export interface SetDisplay extends NodeBase { readonly type: 'Set'; readonly elts: readonly Expr[] }
interface ElementComprehension extends NodeBase { readonly elt: Expr; readonly generators: readonly Comprehension[] }
export interface ListComp extends ElementComprehension { readonly type: 'ListComp' }
export interface SetComp extends ElementComprehension { readonly type: 'SetComp' }
export interface GeneratorExp extends ElementComprehension { readonly type: 'GeneratorExp' }
/** `value` is null for `{**each for …}`, as `key` is then what is unpacked. */
export interface DictComp extends NodeBase { readonly type: 'DictComp'; readonly key: Expr; readonly value: Expr | null; readonly generators: readonly Comprehension[] }
export interface Comprehension extends NodeBase { readonly type: 'comprehension'; readonly target: Expr; readonly iter: Expr; readonly ifs: readonly Expr[]; readonly is_async: 0 | 1 }
export interface Await extends NodeBase { readonly type: 'Await'; readonly value: Expr }
export interface Yield extends NodeBase { readonly type: 'Yield'; readonly value: Expr | null }
export interface YieldFrom extends NodeBase { readonly type: 'YieldFrom'; readonly value: Expr }
export interface Compare extends NodeBase { readonly type: 'Compare'; readonly left: Expr; readonly ops: readonly ComparisonOperator[]; readonly comparators: readonly Expr[] }
export interface Call extends NodeBase { readonly type: 'Call'; readonly func: Expr; readonly args: readonly Expr[]; readonly keywords: readonly Keyword[] }
/** A null `arg` is that of `**value`. */
export interface Keyword extends NodeBase { readonly type: 'keyword'; readonly arg: string | null; readonly value: Expr }
export interface Attribute extends NodeBase { readonly type: 'Attribute'; readonly value: Expr; readonly attr: string }
export interface Subscript extends NodeBase { readonly type: 'Subscript'; readonly value: Expr; readonly slice: Expr }
export interface Starred extends NodeBase { readonly type: 'Starred'; readonly value: Expr }
export interface Name extends NodeBase { readonly type: 'Name'; readonly id: string }
export interface List extends NodeBase { readonly type: 'List'; readonly elts: readonly Expr[] }
export interface Tuple extends NodeBase { readonly type: 'Tuple'; readonly elts: readonly Expr[] }
export interface Slice extends NodeBase { readonly type: 'Slice'; readonly lower: Expr | null; readonly upper: Expr | null; readonly step: Expr | null }

/** The replacement fields of an f-string in source order, those of format specifications among them; the text between them is left out. */
export interface JoinedStr extends NodeBase { readonly type: 'JoinedStr'; readonly values: readonly FormattedValue[] }
export interface FormattedValue extends NodeBase { readonly type: 'FormattedValue'; readonly value: Expr }
export interface TemplateStr extends NodeBase { readonly type: 'TemplateStr'; readonly values: readonly Interpolation[] }
export interface Interpolation extends NodeBase { readonly type: 'Interpolation'; readonly value: Expr }

interface ConstantOf<ValueType extends string, Value> extends NodeBase { readonly type: 'Constant'; readonly valueType: ValueType; readonly value: Value }
export type StringConstant = ConstantOf<'str', string>;
export type Constant =
  | StringConstant
  /** One character per byte. */
  | ConstantOf<'bytes', string>
  | ConstantOf<'int', number | bigint>
  | ConstantOf<'float', number>
  /** The imaginary part. */
  | ConstantOf<'complex', number>
  | ConstantOf<'bool', boolean>
  | ConstantOf<'None', null>
  | ConstantOf<'Ellipsis', undefined>;

// Parameters

/** As in CPython, `defaults` belong to the last of `posonlyargs` and `args`; `kw_defaults` has one entry per `kwonlyargs`. */
export interface Arguments extends NodeBase {
  readonly type: 'arguments';
  readonly posonlyargs: readonly Arg[];
  readonly args: readonly Arg[];
  readonly vararg: Arg | null;
  readonly kwonlyargs: readonly Arg[];
  readonly kw_defaults: readonly (Expr | null)[];
  readonly kwarg: Arg | null;
  readonly defaults: readonly Expr[];
}
export interface Arg extends NodeBase { readonly type: 'arg'; readonly arg: string; readonly annotation: Expr | null }

// Patterns

export type Pattern = MatchValue | MatchSingleton | MatchSequence | MatchMapping | MatchClass | MatchStar | MatchAs | MatchOr | ErrorNode;

export interface MatchValue extends NodeBase { readonly type: 'MatchValue'; readonly value: Expr }
export interface MatchSingleton extends NodeBase { readonly type: 'MatchSingleton'; readonly value: boolean | null }
export interface MatchSequence extends NodeBase { readonly type: 'MatchSequence'; readonly patterns: readonly Pattern[] }
export interface MatchMapping extends NodeBase { readonly type: 'MatchMapping'; readonly keys: readonly Expr[]; readonly patterns: readonly Pattern[]; readonly rest: string | null }
export interface MatchClass extends NodeBase {
  readonly type: 'MatchClass';
  readonly cls: Expr;
  readonly patterns: readonly Pattern[];
  readonly kwd_attrs: readonly string[];
  readonly kwd_patterns: readonly Pattern[];
}
export interface MatchStar extends NodeBase { readonly type: 'MatchStar'; readonly name: string | null }
export interface MatchAs extends NodeBase { readonly type: 'MatchAs'; readonly pattern: Pattern | null; readonly name: string | null }
export interface MatchOr extends NodeBase { readonly type: 'MatchOr'; readonly patterns: readonly Pattern[] }

// Type parameters

export type TypeParam = TypeVar | ParamSpec | TypeVarTuple | ErrorNode;

export interface TypeVar extends NodeBase { readonly type: 'TypeVar'; readonly name: string; readonly bound: Expr | null; readonly default_value: Expr | null }
export interface ParamSpec extends NodeBase { readonly type: 'ParamSpec'; readonly name: string; readonly default_value: Expr | null }
export interface TypeVarTuple extends NodeBase { readonly type: 'TypeVarTuple'; readonly name: string; readonly default_value: Expr | null }
