/**
 * Starts a rule: `npm run new-rule no-sleepy-lock` makes its folder, page, cases and line in the index, and a test run that is red
 * until they say something. What is written is never overwritten.
 */
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = new URL('../../', import.meta.url);
const [id = ''] = process.argv.slice(2);
if (!/^(no|require|prefer)(-[a-z]+)+$/.test(id)) {
  console.error('Usage: npm run new-rule <id>. The id is `no-`, `require-` or `prefer-` and the construct at fault: no-sleepy-lock.');
  process.exit(2);
}
const name = id.replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase());

const index = new URL('rules/src/rules/index.ts', root);
create(`rules/src/rules/${id}/index.ts`, ruleSource());
create(`rules/docs/${id}.md`, page());
create(`test/rules/${id}/javascript.md`, cases('JavaScript', 'ts'));
create(`test/rules/${id}/python.md`, cases('Python', 'py'));
writeFileSync(index, withRule(readFileSync(index, 'utf8')));
console.log(`
Next:
1. rules/src/rules/${id}/index.ts: the description, the messages and the query.
2. rules/docs/${id}.md: what happens at run time, and examples; carets are drawn by \`npm run bless -- ${id}\`.
3. test/rules/${id}/*.md: twenty cases each way per language (notation: test/rules/pages/notation.ts).
4. npx vitest run test/rules/pages -t ${id}
5. npm run docs`);

function create(path, text) {
  const file = fileURLToPath(new URL(path, root));
  if (existsSync(file)) return console.log(`kept     ${path}`);
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, text);
  console.log(`created  ${path}`);
}

/** The index with the rule's import and entry, both in alphabetical order. */
function withRule(source) {
  const ids = new Set([...source.matchAll(/^import .* from '\.\/([\w-]+)\/index\.ts';$/gm)].map(([, found]) => found));
  const sorted = [...ids.add(id)].sort();
  const camel = rule => rule.replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase());
  const imports = sorted.map(rule => `import {${camel(rule)}} from './${rule}/index.ts';`);
  return `import type {Rule} from '../define-rule.ts';
${imports.join('\n')}

/** Every rule, in alphabetical order. */
export const rules: readonly Rule[] = [
${sorted.map(rule => `  ${camel(rule)},\n`).join('')}];
`;
}

function ruleSource() {
  return `import {defineRule} from '../../define-rule.ts';
import type {Problem} from '../../facts/index.ts';
import type {FileAnalysis} from '../../project/analysis.ts';

export const ${name} = defineRule({
  id: '${id}',
  family: 'blocking',
  description: 'Disallow what ${id} names',
  preset: 'strict',
  languages: ['javascript', 'python'],
  codes: [],
  messages: {
    found: 'What is wrong, why it matters, what to do instead.',
  },
  options: {},
  words: {javascript: null, python: null},
  * query(analysis): Generator<Problem> {
    for (const call of analysis.file.functions.flatMap(fn => fn.calls)) {
      if (isAtFault(analysis, call)) yield {messageId: 'found', data: {}, span: call.span, confidence: 'definite', related: [], suggestions: []};
    }
  },
});

/** Ask the facts, never the syntax; knowledge belongs into the catalogue. */
function isAtFault(_analysis: FileAnalysis, _call: object): boolean {
  return false;
}
`;
}

function page() {
  return `# ${id}

One paragraph: what happens at run time, true word for word in both languages.

## Incorrect

\`\`\`ts
export async function load() {
  // Write code that ${id} reports, then the query in rules/src/rules/${id}/index.ts.
}
\`\`\`

\`\`\`py
async def load():
    pass  # Write code that ${id} reports, then the query in rules/src/rules/${id}/index.ts.
\`\`\`

## Correct

\`\`\`ts
export async function load() {}
\`\`\`

\`\`\`py
async def load():
    pass
\`\`\`

## What it does not see

## When not to use it

## See also
`;
}

function cases(language, tag) {
  return `# ${id} in ${language}

## Incorrect

The simplest case.

\`\`\`${tag}
\`\`\`

## Correct

The nearest thing that is fine.

\`\`\`${tag}
\`\`\`
`;
}
