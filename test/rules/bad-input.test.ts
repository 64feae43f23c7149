import {describe, expect, test} from 'vitest';
import {frontEnds} from '../../rules/src/disk/index.ts';
import {createEngine, type LintResult, NO_CATALOGUE_SETTINGS} from '../../rules/src/engine.ts';
import type {Language} from '../../rules/src/facts/index.ts';
import {rules} from '../../rules/src/rules/index.ts';

/**
 * Texts that nobody writes and machines do. Each must come back, without an exception and far within the time limit of a test: what
 * takes seconds here hangs an editor. A deep or large file may stay unread; one that is only long is read like any other.
 */
describe.each<[Language, Readonly<Record<string, string>>]>([['javascript', hugeJavascript()], ['python', hugePython()]])('%s', (language, texts) => {
  test.each(Object.entries(texts))('%s', (_, text) => {
    const {reports, syntaxErrors, library} = lint(language, text);
    for (const {span} of [...reports, ...syntaxErrors]) {
      expect(span.start).toBeGreaterThanOrEqual(0);
      expect(span.end).toBeLessThanOrEqual(text.length);
    }
    // What stands at the end, behind all that, is reported wherever the file could be read; packed code is passed over unread.
    if (library !== null && syntaxErrors.length === 0) expect(reports.map(({ruleId}) => ruleId)).toContain('no-blocking-call');
  });
});

function hugeJavascript(): Record<string, string> {
  const handler = "\nimport {readFileSync} from 'node:fs';\nexport async function last() { readFileSync('x'); }\n";
  const whole = (text: string) => `${text}\n${handler}`;
  return {
    'ten megabytes': whole(repeated(10_000_000, index => `export async function handle${index}(request) {\n  const rows = await load(request.id);\n  return rows.map(row => row.name);\n}\n`)),
    'a hundred thousand open brackets': whole('['.repeat(100_000)),
    'a hundred thousand closed brackets': whole(`x = ${'['.repeat(100_000)}${']'.repeat(100_000)};`),
    'a hundred thousand blocks': whole('{'.repeat(100_000) + '}'.repeat(100_000)),
    'a megabyte on one line': whole(repeated(1_000_000, index => `function f${index}(a,b){return a?b:f${index}(b,a)}async function g${index}(a){for(const b of a)await f${index}(b)}`)),
    'fifty thousand functions': whole(times(50_000, index => `function f${index}() { f${index + 1}(); }\n`)),
    'fifty thousand nested calls of functions': whole(times(50_000, index => `export const f${index} = async () => { await Promise.all(xs.map(x => f${index + 1}(x))); };\n`)),
    'five thousand branches': whole(`async function choose(x) {\n  ${times(5000, index => `if (x === ${index}) { await f(${index}); } else\n`)} { g(); }\n}`),
    'ten thousand cases': whole(`async function choose(x) {\n  switch (x) {\n${times(10_000, index => `    case ${index}: await f(${index}); break;\n`)}  }\n}`),
    'twenty thousand bindings': whole(times(20_000, index => `const v${index + 1} = v${index};\n`)),
    'a function of twenty thousand statements': whole(`async function long(v) {\n${times(20_000, index => `  const v${index} = await step(v${index - 1}, v);\n`)}}`),
    'twenty thousand values of one name': whole(`let v;\n${times(20_000, index => `v = f${index}(v);\n`)}v();`),
    'an array of two hundred thousand': whole(`const all = [${times(200_000, index => `${index},`)}];`),
    'an object of fifty thousand': whole(`const all = {${times(50_000, index => `k${index}: {n: ${index}, f() { return ${index}; }},\n`)}};`),
    'a chain of ten thousand calls': whole(`query${times(10_000, index => `.where(${index})`)};`),
    'a sum of ten thousand': whole(`const text = ${times(10_000, index => `'a${index}' + `)}'';`),
    'five hundred arrows in arrows': whole(`const f = ${'x => '.repeat(500)}x;`),
    'a thousand handlers in handlers': whole(`async function f() { ${'try { await a(); } catch (error) {\n'.repeat(800)} ${'}'.repeat(800)} }`),
    'fifty thousand comments': whole(times(50_000, index => `// eslint-disable-next-line loopsight/no-blocking-call -- ${index}\n`)),
  };
}

function hugePython(): Record<string, string> {
  const whole = (text: string) => `${text}\nimport time\nasync def last():\n    time.sleep(1)\n`;
  return {
    'ten megabytes': whole(repeated(10_000_000, index => `async def handle${index}(request):\n    rows = await load(request.id)\n    return [row.name for row in rows]\n`)),
    'a hundred thousand open brackets': whole('['.repeat(100_000)),
    'a hundred thousand closed brackets': whole(`x = ${'['.repeat(100_000)}${']'.repeat(100_000)}`),
    'a thousand indentations': whole(`${times(1000, index => `${' '.repeat(index)}if x:\n`)}${' '.repeat(1000)}pass`),
    'a megabyte on one line': whole(repeated(1_000_000, index => `x${index} = f(${index}, key=[1, 2, 3]); `)),
    'fifty thousand functions': whole(times(50_000, index => `def f${index}():\n    f${index + 1}()\n`)),
    'twenty thousand asynchronous functions': whole(times(20_000, index => `async def f${index}(xs):\n    await asyncio.gather(*(f${index + 1}(x) for x in xs))\n`)),
    'five thousand branches': whole(`async def choose(x):\n    if x:\n        pass\n${times(5000, index => `    elif x == ${index}:\n        await f(${index})\n`)}`),
    'twenty thousand bindings': whole(`v0 = 1\n${times(20_000, index => `v${index + 1} = v${index}\n`)}`),
    'a function of twenty thousand statements': whole(`async def long(v):\n${times(20_000, index => `    v${index} = await step(v, ${index})\n`)}`),
    'twenty thousand values of one name': whole(`v = None\n${times(20_000, index => `v = f${index}(v)\n`)}v()`),
    'a list of two hundred thousand': whole(`everything = [${times(200_000, index => `${index},`)}]`),
    'a dict of fifty thousand': whole(`everything = {${times(50_000, index => `'k${index}': {'n': ${index}},`)}}`),
    'a chain of ten thousand calls': whole(`query${times(10_000, index => `.where(${index})`)}`),
    'a sum of ten thousand': whole(`text = ${times(10_000, index => `'a${index}' + `)}''`),
    'twenty thousand strings side by side': whole(`text = (${times(20_000, index => `'a${index}'\n`)})`),
    'a hundred handlers in handlers': whole(`async def f():\n${times(90, index => `${' '.repeat(index + 1)}try:\n${' '.repeat(index + 2)}await a()\n${' '.repeat(index + 1)}except Exception:\n`)}${' '.repeat(91)}pass`),
    'fifty thousand comments': whole(times(50_000, index => `# noqa: ASYNC${index}\n`)),
  };
}

function times(count: number, piece: (index: number) => string): string {
  return Array.from({length: count}, (_, index) => piece(index)).join('');
}

/** Pieces until the text is so long. */
function repeated(length: number, piece: (index: number) => string): string {
  return times(Math.ceil(length / piece(1000).length), piece);
}

function lint(language: Language, text: string): LintResult {
  const engine = createEngine({
    frontEnds,
    files: {read: () => null, stat: () => null, list: () => [], realPath: path => path},
    cache: null,
    roots: ['/'],
    reportBug({error}) {
      throw error;
    },
  });
  const settings = {rules: new Map(rules.map(({id}) => [id, {minimumConfidence: 'possible' as const}])), catalogue: NO_CATALOGUE_SETTINGS, honourDisableComments: true};
  return engine.lint({path: language === 'python' ? '/app/huge.py' : '/app/huge.ts', language, text}, settings, 'project');
}
