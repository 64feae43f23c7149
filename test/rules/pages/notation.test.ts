import {describe, expect, test} from 'vitest';
import {defineRule, type Rule} from '../../../rules/src/define-rule.ts';
import {noBlockingCall} from '../../../rules/src/rules/no-blocking-call/index.ts';
import {erase} from './drawing.ts';
import {bless, drawnBody, projectOf} from './examples.ts';
import {headingMistakes} from './headings.ts';
import {readPage} from './notation.ts';

const PAGE = `# rule

What happens.

## Incorrect

An alias.

\`\`\`py
import time

async def poll():
    time.sleep(1)
    #^^^^ a wrong message
\`\`\`

\`\`\`py suggested
\`\`\`

## Correct

### In two files

<!-- options: {"testGlobs": []} -->
<!-- strict -->

\`\`\`ts a.ts
export const a = 1;
\`\`\`

\`\`\`ts b.ts
import {a} from './a.ts';
export const b = a;
\`\`\`
`;

describe('a page', () => {
  const [alias, files] = readPage(PAGE).examples;

  test('names its examples by the paragraph or heading above, and judges them by the section', () => {
    expect([alias?.title, alias?.verdict]).toEqual(['An alias.', 'incorrect']);
    expect([files?.title, files?.verdict]).toEqual(['In two files', 'correct']);
  });

  test('joins named fences into one project, with the options above it', () => {
    expect(files?.files.map(({name}) => name)).toEqual(['a.ts', 'b.ts']);
    expect([files?.options, files?.isStrict, alias?.isStrict]).toEqual([{testGlobs: []}, true, false]);
  });

  test('may not use what the notation does not know', () => {
    expect(readPage('<!-- stict -->').mistakes).toEqual([expect.stringContaining('<!-- stict -->')]);
    expect(readPage('```python\nawait f()\n```').mistakes).toEqual([expect.stringContaining('write ```py instead of ```python')]);
  });

  test('is drawn as the rule reports, and blessing it draws it so', () => {
    const blessed = bless('no-blocking-call', PAGE);
    const example = readPage(blessed).examples[0];
    if (!example) throw new Error('the page lost its example');
    expect(blessed).toContain("    #^^^^^^^^^^^^ `time.sleep` blocks the event loop in async function `poll`");
    expect(blessed).toContain('```py suggested\nimport asyncio\nimport time\n\nasync def poll():\n    await asyncio.sleep(1)\n```');
    expect(blessed).not.toContain('a wrong message');
    expect(bless('no-blocking-call', blessed)).toBe(blessed);
    for (const file of example.files) expect(drawnBody(projectOf('no-blocking-call', example), example, file)).toBe(file.drawn.body);
  });

  test('tells what its headings lack', () => {
    const mistakes = headingMistakes(noBlockingCall, readPage(PAGE), PAGE).join('\n');
    expect(mistakes).toContain('The page begins with “# no-blocking-call”.');
    expect(mistakes).toContain('“When not to use it”');
    expect(mistakes).toContain('The option startupFunctions has no heading');
    expect(mistakes).toContain('The page has no correct example for python.');
  });
});

test('drawings are erased and other comments are not', () => {
  const code = ['f()', '# a comment', '#^^^ a message', '    # ^^^^… another', '# ↳ 7: a place'];
  expect(erase([...code, 'g()'].join('\n'), 'a.py')).toBe('f()\n# a comment\ng()');
  expect(erase('// ^^^ a message\nlet a = 1 // ^ b', 'a.ts')).toBe('let a = 1 // ^ b');
});

test.each([
  ['an id that is not named after a construct', {id: 'blocking-call'}],
  ['a description with a full stop', {description: 'Disallow things.'}],
  ['a message without a full stop', {messages: {found: 'Something is wrong'}}],
  ['a message with a broken placeholder', {messages: {found: 'Something {{is wrong.'}}],
  ['an option without a sentence', {options: {maxDepth: {description: 'depth', default: 1}}}],
] as const)('%s breaks the conventions of a rule', (_, broken) => {
  expect(() => defineRule({...(noBlockingCall as Rule), ...broken})).toThrow(/^Rule /);
});
