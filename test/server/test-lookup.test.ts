import {describe, expect, test} from 'vitest';
import {testInJavaScript} from '../../server/test-lookup/javascript.ts';
import {testInPython} from '../../server/test-lookup/python.ts';

/** The titles around the place that is marked with ¦. */
const inJavaScript = (marked: string, path = '/a.test.ts') => testInJavaScript({path, text: marked.replace('¦', '')}, marked.indexOf('¦')).map(({text, isTemplate}) => (isTemplate ? `each: ${text}` : text));
const inPython = (marked: string) => testInPython(marked.replace('¦', ''), marked.slice(0, marked.indexOf('¦')).split('\n').length - 1).map(({text}) => text);

describe('in JavaScript and TypeScript', () => {
  test.each<[string, readonly string[]]>([
    ["test('adds', () => { expect(1¦).toBe(1); });", ['adds']],
    ["describe('sums', () => { it('adds', async () => { ¦ }); it('other', () => {}); });", ['sums', 'adds']],
    ["describe('sums', () => { ¦const x = 1; it('adds', () => {}); });", ['sums']],
    ["describe.skip('a', function () { it.only('b', function () { ¦ }, 500); });", ['a', 'b']],
    ["test('adds', {timeout: 5}, (t) => { t.test('inner', () => { ¦ }); });", ['adds', 'inner']],
    ["test.each([[1, 2]])('adds %d', (a: number) => { ¦ });", ['each: adds %d']],
    ["test.each`a | b\n${1} | ${2}`('adds $a', ({a}) => { ¦ });", ['each: adds $a']],
    ["test(`is ${name}`, () => { ¦ });", ['each: is ${name}']],
    ["test('it\\'s', () => { ¦ });", ["it's"]],
    ["test(`plain`, () => { ¦ });", ['plain']],
    ["te¦st('at its name', () => {});", ['at its name']],
    ["test(title, () => { ¦ });", []],
    ["¦ test('a', () => {});", []],
    ["run('a', () => { ¦ });", []],
    ["test('not a test', value¦);", []],
    ["test('half-typed', () => { ¦", []],
    ['¦', []],
  ])('%s', (marked, titles) => {
    expect(inJavaScript(marked)).toEqual(titles);
  });
});

describe('in Python', () => {
  const file = `import pytest

class TestSums:
    @pytest.mark.parametrize('x', [1])
    def test_adds(self, x):
        if x:
            def helper():
                return x

        assert helper()

    def helper(self):
        pass

async def test_alone():
    await thing()
`;
  test.each<[string, readonly string[]]>([
    ['assert helper()', ['TestSums', 'test_adds']],
    ['return x', ['TestSums', 'test_adds']],
    ['@pytest.mark', ['TestSums', 'test_adds']],
    ['def test_adds', ['TestSums', 'test_adds']],
    ['pass', ['TestSums']],
    ['class TestSums', ['TestSums']],
    ['await thing', ['test_alone']],
    ['import pytest', []],
  ])('at %s', (words, titles) => {
    expect(inPython(file.replace(words, `¦${words}`))).toEqual(titles);
  });

  test('text that begins further left hides a test, and none is mistaken', () => {
    expect(inPython('def test_a():\n    text = """\nleft\n"""\n    ¦x = 1\n')).toEqual([]);
  });

  test('of nothing there is nothing', () => {
    expect(inPython('¦')).toEqual([]);
    expect(testInPython('', 99)).toEqual([]);
  });
});
