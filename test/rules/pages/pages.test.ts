import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {rules} from '../../../rules/src/rules/index.ts';
import {bless, drawnBody, projectOf, suggestedBody} from './examples.ts';
import {headingMistakes} from './headings.ts';
import {readPage, type Example} from './notation.ts';
import {suggestionMistakes} from './suggestions.ts';

const DOCS = new URL('../../../rules/docs/', import.meta.url);
const CASES = new URL('../', import.meta.url);
const MINIMUM_CASES = 20;

for (const rule of rules) {
  const page = new URL(`${rule.id}.md`, DOCS);
  const cases = caseFiles(rule.id);
  describe(rule.id, () => {
    test('has a page and case files', () => {
      expect(existsSync(page), `Write what happens at run time, and examples, into rules/docs/${rule.id}.md.`).toBe(true);
      expect(cases.length, `Write edge cases and false alarms into test/rules/${rule.id}/*.md (notation: test/rules/pages/notation.ts).`).toBeGreaterThan(0);
    });
    if (existsSync(page)) {
      describe('page', () => {
        const text = read(page, rule.id);
        test('has the headings of a page', () => expect(headingMistakes(rule, readPage(text), text)).toEqual([]));
        testExamples(rule.id, text);
      });
    }
    for (const file of cases) describe(nameOf(file), () => testExamples(rule.id, read(file, rule.id)));
    for (const language of rule.languages) {
      test(`has at least ${MINIMUM_CASES} incorrect and ${MINIMUM_CASES} correct cases in ${language}`, () => {
        const examples = [page, ...cases].filter(file => existsSync(file)).flatMap(file => readPage(readText(file)).examples);
        const inLanguage = examples.filter(({files}) => files.some(({name}) => /\.pyi?$/.test(name) === (language === 'python')));
        for (const verdict of ['incorrect', 'correct'] as const) {
          expect(inLanguage.filter(example => example.verdict === verdict).length, `${verdict} cases in ${language}`).toBeGreaterThanOrEqual(MINIMUM_CASES);
        }
      });
    }
  });
}

test('every page and every folder of cases belongs to a rule', () => {
  const ids = rules.map(({id}) => id);
  const pages = readdirSync(DOCS).filter(name => /^(no|require|prefer)-.*\.md$/.test(name)).map(name => name.replace('.md', ''));
  const folders = readdirSync(CASES, {withFileTypes: true}).filter(entry => entry.isDirectory() && /^(no|require|prefer)-/.test(entry.name)).map(({name}) => name);
  expect([...pages, ...folders].filter(id => !ids.includes(id)), 'not listed in rules/src/rules/index.ts').toEqual([]);
});

function testExamples(ruleId: string, text: string): void {
  const page = readPage(text);
  test('keeps to the notation', () => expect(page.mistakes).toEqual([]));
  for (const example of page.examples) testExample(ruleId, example);
}

function testExample(ruleId: string, example: Example): void {
  const verdict = example.verdict === 'unstated' ? '' : `${example.verdict}: `;
  const section = example.section === '' ? '' : `${example.section} › `;
  test(`${verdict}${section}${example.title} (${example.files.map(({name}) => name).join(', ')})`, () => {
    const project = projectOf(ruleId, example);
    const reports = example.files.flatMap(({name}) => project.lint(name));
    for (const file of example.files) {
      if (!example.isHalfTyped) expect(project.syntaxErrors(file.name), `syntax errors in ${file.name}`).toEqual([]);
      expect(drawnBody(project, example, file)).toBe(file.drawn.body);
      for (const fence of file.suggested) expect(suggestedBody(project, file, fence)).toEqual({body: fence.body});
      expect(suggestionMistakes(project, file.name)).toEqual([]);
    }
    if (example.verdict === 'incorrect') expect(reports.length, `an example under “Incorrect” without a problem: mend the query of ${ruleId} or the example`).toBeGreaterThan(0);
    if (example.verdict === 'correct') expect(reports.map(({message}) => message), 'problems in an example that is correct').toEqual([]);
    if (example.offersNothing) expect(reports.flatMap(({suggestions}) => suggestions.map(({title}) => title))).toEqual([]);
    for (const {message} of reports) expect(message, 'a placeholder is not filled in').not.toMatch(/\{\{|undefined|\[object/);
  });
}

/** With BLESS=1, or BLESS=<a part of the path>, the file's expectations are redrawn first. */
function read(file: URL, ruleId: string): string {
  const text = readText(file);
  const wanted = process.env['BLESS'];
  if (!wanted || (wanted !== '1' && !file.pathname.includes(wanted))) return text;
  const blessed = bless(ruleId, text);
  if (blessed !== text) writeFileSync(file, blessed);
  return blessed;
}

function readText(file: URL): string {
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
}

function caseFiles(ruleId: string): readonly URL[] {
  const folder = new URL(`${ruleId}/`, CASES);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter(name => name.endsWith('.md')).sort().map(name => new URL(name, folder));
}

function nameOf(file: URL): string {
  return file.pathname.split('/').at(-1) ?? '';
}
