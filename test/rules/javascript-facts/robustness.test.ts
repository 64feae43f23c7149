import {describe, expect, test} from 'vitest';
import type {FileFacts} from '../../../rules/src/facts/index.ts';
import {createJavascriptFrontEnd, type Program} from '../../../rules/src/javascript/create-front-end.ts';
import {dump} from './dump.ts';
import {factsOf} from './parsers.ts';

const many = (count: number, make: (index: number) => string, separator = ''): string => Array.from({length: count}, (_, index) => make(index)).join(separator);

/** Everything that rules could ask; throws where something cannot be answered. */
function askAll(facts: FileFacts): string {
  for (const name of facts.moduleBindings.values()) void name.reference;
  return dump(facts);
}

describe('What nests deeply', () => {
  test.each([
    ['a sum', `x = ${many(3_000, () => 'a', ' + ')}`],
    ['a sum that would end the parser', `x = ${many(100_000, () => 'a', ' + ')}`],
    ['conditions that would end the parser', `x = ${many(20_000, () => 'a ? b : ')}c`],
    ['words that would end the parser', `type A = ${many(20_000, () => 'keyof ')}B`],
    ['types that would end the parser', `let x: ${'A<'.repeat(20_000)}B${'>'.repeat(20_000)}`],
    ['a sum of differences', `x = ${many(1_500, () => 'a - b', ' + ')}`],
    ['a conjunction of calls', many(1_500, () => 'a()', ' && ')],
    ['a chain of calls', `x${many(3_000, () => '.then(a)')}`],
    ['calls of calls', `f${many(5_000, () => '()')}`],
    ['members', `x${many(3_000, () => '.a')}`],
    ['parentheses', `x = ${'('.repeat(5_000)}1${')'.repeat(5_000)}`],
    ['lists', `x = ${'['.repeat(900)}1${']'.repeat(900)}`],
    ['blocks', '{'.repeat(900) + '}'.repeat(900)],
    ['functions', `${'(() => '.repeat(900)}1${')'.repeat(900)}`],
    ['alternatives', `if (a) b();${many(2_000, () => ' else if (a) b();')}`],
    ['conditions', `x = ${many(1_500, () => 'a ? b', ' : ')} : c`],
    ['assignments', `${many(2_000, () => 'a = ')}1`],
    ['patterns', `const ${'['.repeat(900)}a${']'.repeat(900)} = b`],
    ['cases', `switch (a) {${many(3_000, (index) => `case ${index}: f(); break;`)}}`],
    ['cases that fall through', `switch (a) {${many(3_000, (index) => `case ${index}: f(); if (b) break;`)}}`],
    ['scopes', `async () => {${many(1_000, (index) => `using a${index} = f();`)}}`],
    ['names defined by names', `${many(3_000, (index) => `const a${index} = a${index + 1}();`)}`],
    ['templates', `${'`${'.repeat(900)}1${'}`'.repeat(900)}`],
    ['types', `let x: ${'A<'.repeat(900)}B${'>'.repeat(900)};`],
  ])('does not run out of stack: %s', (_, text) => {
    expect(askAll(factsOf(text))).toContain('module');
  });

  test('says that it did not read everything', () => {
    expect(factsOf('{'.repeat(900) + '}'.repeat(900)).syntaxErrors.map(({message}) => message)).toEqual(['Nested too deeply to be read.']);
    expect(factsOf('['.repeat(5_000) + ']'.repeat(5_000)).syntaxErrors.map(({message}) => message)).toEqual(['Nested too deeply to be parsed.']);
  });

  test('counts nothing in strings and comments', () => {
    const text = `const data = "${'+/=('.repeat(10_000)}";\n// ${'(+'.repeat(5_000)}\n/* ${'(+'.repeat(5_000)} */\nf(data);`;
    expect(factsOf(text).functions[0]!.calls).toHaveLength(1);
  });

  test('still reads what stands beside it', () => {
    const facts = factsOf(`${'{'.repeat(900)}${'}'.repeat(900)}\nimport {readFileSync} from 'fs';\nreadFileSync('a');`);
    expect(facts.functions[0]!.calls).toHaveLength(1);
  });
});

describe('What is not as it should be', () => {
  test.each([
    ['records defined by themselves', 'const a = {b: a.b}; a.b(); const c = {d: c.d()}; c.d();'],
    ['classes that extend themselves', 'class A extends A { x = this.x; f() { this.x(); super.f(); } }'],
    ['aliases of themselves', 'type A = A; interface B extends B { b: B } let x: A; x.y();'],
    ['names declared twice', 'var a; function a() {} var a = 1; a();'],
    ['an empty text', ''],
  ])('bears %s', (_, text) => {
    expect(askAll(factsOf(text))).toContain('module');
  });

  const source = {path: '/project/file.js', text: 'x'};
  const read = (body: unknown[]): string => {
    const program = {type: 'Program', body} as Program;
    return askAll(createJavascriptFrontEnd(() => ({program, errors: []})).facts(program, source));
  };

  test('visits the children of nodes that it does not know', () => {
    const call = {type: 'CallExpression', callee: {type: 'Identifier', name: 'f', start: 0, end: 1}, arguments: [], start: 0, end: 1};
    expect(read([{type: 'NewKindOfStatement', thing: {type: 'NewKindOfExpression', inside: [call]}, start: 0, end: 1}])).toContain('call global f()');
  });

  test('bears nodes that lack what they should have', () => {
    const types = ['CallExpression', 'NewExpression', 'MemberExpression', 'ArrowFunctionExpression', 'ClassExpression', 'AssignmentExpression', 'TemplateLiteral',
      'ObjectExpression', 'ArrayExpression', 'AwaitExpression', 'YieldExpression', 'ImportExpression', 'TaggedTemplateExpression', 'LogicalExpression', 'UnaryExpression',
      'UpdateExpression', 'ConditionalExpression', 'SequenceExpression', 'JSXElement', 'JSXAttribute', 'Literal', 'Identifier'];
    expect(read(types.map((type) => ({type: 'ExpressionStatement', expression: {type}})))).toContain('module');
    const statements = ['VariableDeclaration', 'FunctionDeclaration', 'ClassDeclaration', 'IfStatement', 'ForStatement', 'ForOfStatement', 'ForInStatement', 'WhileStatement',
      'DoWhileStatement', 'SwitchStatement', 'TryStatement', 'ReturnStatement', 'ThrowStatement', 'BlockStatement', 'LabeledStatement', 'ImportDeclaration',
      'ExportNamedDeclaration', 'ExportDefaultDeclaration', 'ExportAllDeclaration', 'TSEnumDeclaration', 'TSModuleDeclaration', 'TSInterfaceDeclaration',
      'TSTypeAliasDeclaration', 'TSImportEqualsDeclaration', 'TSExportAssignment'];
    expect(read(statements.map((type) => ({type})))).toContain('module');
  });

  test('takes what a parser throws for a syntax error', () => {
    const frontEnd = createJavascriptFrontEnd(() => { throw new SyntaxError('Unexpected token.'); });
    expect(frontEnd.facts(frontEnd.parse(source), source).syntaxErrors.map(({message}) => message)).toEqual(['Unexpected token.']);
  });
});
