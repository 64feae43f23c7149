import type {ParseNode} from '@zzzen/pyright-internal/dist/parser/parseNodes.js';
import type {BinaryOperator, ComparisonOperator, UnaryOperator} from '../ast.ts';

/**
 * The numbers that pyright's tree speaks in. Its enums leave nothing behind at run time, so they are written down again; its types
 * hold each of them to the fields that go with it, and the comparison with CPython finds one that moved.
 */
export const Kind = {
  Error: 0, Argument: 1, Assert: 2, Assignment: 3, AssignmentExpression: 4, AugmentedAssignment: 5, Await: 6, BinaryOperation: 7, Break: 8,
  Call: 9, Class: 10, Comprehension: 11, ComprehensionFor: 12, Constant: 14, Continue: 15, Del: 17, Dictionary: 18,
  DictionaryExpandEntry: 19, DictionaryKeyEntry: 20, Ellipsis: 21, If: 22, Import: 23, ImportFrom: 25, Index: 27, For: 29, FormatString: 30,
  Function: 31, Global: 32, Lambda: 33, List: 34, MemberAccess: 35, Name: 38, Nonlocal: 39, Number: 40, Pass: 42, Raise: 43, Return: 44,
  Set: 45, Slice: 46, StatementList: 47, StringList: 48, String: 49, Ternary: 51, Tuple: 52, Try: 53, TypeAnnotation: 54, UnaryOperation: 55,
  Unpack: 56, While: 57, With: 58, Yield: 60, YieldFrom: 61, Match: 63, PatternSequence: 65, PatternAs: 66, PatternLiteral: 67,
  PatternClass: 68, PatternCapture: 69, PatternMapping: 70, PatternMappingKeyEntry: 71, PatternMappingExpandEntry: 72, PatternValue: 73,
  TypeAlias: 77,
} as const;

/** How an argument or parameter is spread. */
export const Spread = {none: 0, list: 1, dictionary: 2} as const;

export const TypeParameterKind = {typeVar: 0, typeVarTuple: 1, paramSpec: 2} as const;

export const Keyword = {debug: 9, false: 15, none: 27, true: 34} as const;

export const StringFlag = {triplicate: 4, raw: 8, bytes: 32, template: 128, unterminated: 65536} as const;

export const logicalOperators: Readonly<Record<number, 'And' | 'Or'>> = {36: 'And', 37: 'Or'};

export const unaryOperators: Readonly<Record<number, UnaryOperator>> = {0: 'UAdd', 5: 'Invert', 33: 'USub', 38: 'Not'};

export const comparisonOperators: Readonly<Record<number, ComparisonOperator>> = {
  12: 'Eq', 15: 'Gt', 16: 'GtE', 19: 'NotEq', 20: 'Lt', 21: 'LtE', 28: 'NotEq', 39: 'Is', 40: 'IsNot', 41: 'In', 42: 'NotIn',
};

export const binaryOperators: Readonly<Record<number, BinaryOperator>> = {
  0: 'Add', 3: 'BitAnd', 6: 'BitOr', 8: 'BitXor', 10: 'Div', 13: 'FloorDiv', 17: 'LShift', 22: 'MatMult', 24: 'Mod', 26: 'Mult', 29: 'Pow',
  31: 'RShift', 33: 'Sub',
};

/** Of `+=` and its like. */
export const augmentedOperators: Readonly<Record<number, BinaryOperator>> = {
  1: 'Add', 4: 'BitAnd', 7: 'BitOr', 9: 'BitXor', 11: 'Div', 14: 'FloorDiv', 18: 'LShift', 23: 'MatMult', 25: 'Mod', 27: 'Mult', 30: 'Pow',
  32: 'RShift', 34: 'Sub',
};

/** Where a node starts and ends, parentheses around it left out, as in CPython (see `entry.js`). */
export function startOf(node: Ranged): number {
  return (node.inner ?? node).start;
}

export function endOf(node: Ranged): number {
  const {start, length} = node.inner ?? node;
  return start + length;
}

/** Where what the node stands for ends, parentheses and all. */
export function outerEndOf(node: PlainRange): number {
  return node.start + node.length;
}

interface PlainRange {
  readonly start: number;
  readonly length: number;
}

/** Parentheses widen a node of pyright's; what it was before is `inner`. */
type Ranged = PlainRange & {readonly inner?: PlainRange};

export type {ParseNode};
