import {type ESLint, Linter, type Rule} from 'eslint';
import {describe, expect, test} from 'vitest';
import {pythonLanguage} from '../../../rules/src/eslint/python-language/index.ts';
import type {Call, Node} from '../../../rules/src/python/ast.ts';

/** Reports every call of `sleep`, and offers to rename it. */
const noSleep = {
  meta: {type: 'problem', fixable: 'code', schema: [{enum: ['loud']}]},
  create: (context: Rule.RuleContext) => ({
    Call(node: Call) {
      if (node.func.type !== 'Name' || node.func.id !== 'sleep') return;
      const {func} = node;
      context.report({node: func, message: 'sleep', fix: (fixer: Rule.RuleFixer) => fixer.replaceTextRange([func.start, func.end], 'rest')} as unknown as Rule.ReportDescriptor);
    },
  }),
};

/** Reports the module, when asked to listen to nothing else. */
const moduleOnly = {meta: {type: 'problem', schema: []}, create: (context: Rule.RuleContext) => ({'Module:exit': (node: Node) => context.report({node, message: 'module'} as unknown as Rule.ReportDescriptor)})};

const py = {languages: {python: pythonLanguage}, rules: {'no-sleep': noSleep, module: moduleOnly}} as unknown as ESLint.Plugin;

function lint(code: string, more: Linter.Config = {}) {
  const config = {files: ['**/*.py'], plugins: {py}, language: 'py/python', rules: {'py/no-sleep': 'error'}, ...more} as Linter.Config;
  return new Linter().verify(code, [config], 'a.py').map(({line, column, endLine, endColumn, ruleId, message}) => `${line}:${column}${endLine ? `-${endLine}:${endColumn}` : ''} ${ruleId ?? message}`);
}

describe('Python in ESLint', () => {
  test('rules see nodes, with 1-based places', () => expect(lint('x = 1\nif x:\n    sleep(1)\n')).toEqual(['3:5-3:10 py/no-sleep']));

  test('a syntax error stops no rule', () => expect(lint('foo(\nsleep(1)\ndef f(:\n  sleep(2)\n')).toEqual(['2:1-2:6 py/no-sleep', '4:3-4:8 py/no-sleep']));

  test('a byte order mark, carriage returns and form feeds count as ESLint counts them', () => {
    expect(lint('\uFEFFsleep(1)\r\nx = 1\rsleep(2)\n\f\nsleep(3)')).toEqual(['1:1-1:6 py/no-sleep', '3:1-3:6 py/no-sleep', '5:1-5:6 py/no-sleep']);
  });

  test('fixes fit the text, byte order mark or not', () => {
    const config = [{files: ['**/*.py'], plugins: {py}, language: 'py/python', rules: {'py/no-sleep': 'error'}}] as unknown as Linter.Config[];
    expect(new Linter().verifyAndFix('\uFEFFx\r\nsleep("ä")\r\n', config, 'a.py').output).toBe('\uFEFFx\r\nrest("ä")\r\n');
  });

  test('selectors match along parents and fields', () => {
    const found: string[] = [];
    const rule = {meta: {type: 'problem', schema: []}, create: () => ({
      'AsyncFunctionDef[name="f"] Await > Call': (node: Node) => found.push(node.type),
      'Dict > Name': (node: Node) => found.push(node.type),
      'Call[keywords.length=1]:has(Constant)': () => found.push('keyword'),
    })};
    lint('async def f():\n  await g(a=1)\n  return {**x, y: 1}\nawait h()\n', {plugins: {py: {...py, rules: {rule}} as unknown as ESLint.Plugin}, rules: {'py/rule': 'error'}});
    expect(found).toEqual(['keyword', 'Call', 'Name', 'Name']);
  });

  test('an empty file is a file', () => expect(lint('', {rules: {'py/module': 'error'}})).toEqual(['1:1-1:1 py/module']));

  test('only the module is visited where the configuration says so', () => {
    const rules = {'py/no-sleep': 'error', 'py/module': 'error'} as const;
    expect(lint('sleep(1)', {languageOptions: {visit: 'module'}, rules} as unknown as Linter.Config)).toEqual(['1:1-1:9 py/module']);
  });

  test('an option with a wrong value is refused, and options of JavaScript are let pass', () => {
    expect(() => lint('', {languageOptions: {visit: 'some'}} as unknown as Linter.Config)).toThrow(/`visit`/);
    expect(lint('sleep(1)', {languageOptions: {sourceType: 'module'}})).toHaveLength(1);
  });
});

describe('directives', () => {
  const unusedToo: Linter.Config = {linterOptions: {reportUnusedDisableDirectives: 'error'}};

  test.each([
    ['the line', 'sleep(1)  # eslint-disable-line py/no-sleep\nsleep(2)', ['2:1-2:6 py/no-sleep']],
    ['the next line, with a reason', '# eslint-disable-next-line py/no-sleep -- it is short\nsleep(1)\nsleep(2)', ['3:1-3:6 py/no-sleep']],
    ['a block', '# eslint-disable py/no-sleep\nsleep(1)\n# eslint-enable py/no-sleep\nsleep(2)', ['4:1-4:6 py/no-sleep']],
    ['a block of all', '# eslint-disable\nsleep(1)\n# eslint-enable\nsleep(2)', ['4:1-4:6 py/no-sleep']],
    ['text in a string is no directive', 'x = "# eslint-disable"\ny = """\n# eslint-disable\n"""\nsleep(1)', ['5:1-5:6 py/no-sleep']],
    ['a directive in half-typed code', 'foo(\n# eslint-disable-next-line py/no-sleep\nsleep(1)\nsleep(2)', ['4:1-4:6 py/no-sleep']],
    ['carriage returns', '# eslint-disable-next-line py/no-sleep\r\nsleep(1)\r\nsleep(2)', ['3:1-3:6 py/no-sleep']],
  ])('%s', (_, code, expected) => expect(lint(code)).toEqual(expected));

  test('unused ones are reported, and removed', () => {
    expect(lint('# eslint-disable-next-line py/no-sleep\nx = 1', unusedToo)).toEqual(["1:1 Unused eslint-disable directive (no problems were reported from 'py/no-sleep')."]);
    const config = [{files: ['**/*.py'], plugins: {py}, language: 'py/python', rules: {}, ...unusedToo}] as unknown as Linter.Config[];
    expect(new Linter().verifyAndFix('x = 1  # eslint-disable-line\n', config, 'a.py').output.trimEnd()).toBe('x = 1');
  });

  test('a rule is configured in the file', () => {
    expect(lint('# eslint py/no-sleep: off\nsleep(1)')).toEqual([]);
    expect(lint('# eslint py/no-sleep: [1, "loud"]\nsleep(1)', {rules: {}})).toEqual(['2:1-2:6 py/no-sleep']);
    expect(lint('# eslint py/no-sleep: nonsense\nx = 1')).toEqual([expect.stringContaining('1:1-1:31')]);
  });

  test('prose about eslint is no configuration', () => expect(lint('# eslint is not run here\nx = 1')).toEqual([]));

  test('inline configuration can be forbidden', () => {
    expect(lint('# eslint-disable py/no-sleep\nsleep(1)', {linterOptions: {noInlineConfig: true}})).toContain('2:1-2:6 py/no-sleep');
  });
});
