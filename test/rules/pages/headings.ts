import type {Rule} from '../../../rules/src/define-rule.ts';
import type {Page} from './notation.ts';

const SECTIONS = ['Incorrect', 'Correct', 'What it does not see', 'When not to use it', 'Options', 'See also'];

/** What a rule's page lacks, as sentences. A section may be left out only with `<!-- omitted: Options, because … -->`. */
export function headingMistakes(rule: Rule, page: Page, text: string): readonly string[] {
  const mistakes: string[] = [];
  if (page.headings[0]?.text !== rule.id) mistakes.push(`The page begins with “# ${rule.id}”.`);
  if (page.introduction === '') mistakes.push('One paragraph before the first section says what happens at run time.');
  if (page.introduction.includes('\n\n')) mistakes.push('What happens at run time is one paragraph, not several.');
  const sections = page.headings.filter(({level}) => level === 2).map(heading => heading.text);
  const options = Object.keys(rule.options);
  const omitted = SECTIONS.filter(section => text.includes(`<!-- omitted: ${section}`));
  const wanted = SECTIONS.filter(section => !omitted.includes(section) && (section !== 'Options' || options.length > 0));
  if (sections.join() !== wanted.join()) mistakes.push(`The sections are “${wanted.join('”, “')}”, in this order; the page has “${sections.join('”, “')}”.`);
  for (const option of options) mistakes.push(...optionMistakes(option, page));
  for (const language of rule.languages) mistakes.push(...languageMistakes(language, page));
  return mistakes;
}

function optionMistakes(option: string, page: Page): readonly string[] {
  const heading = page.headings.find(({level, text}) => level === 3 && text.replaceAll('`', '') === option);
  if (!heading) return [`The option ${option} has no heading “### ${option}” under “Options”.`];
  const next = page.headings.find(({level, line}) => level <= 3 && line > heading.line)?.line ?? Infinity;
  const verdicts = page.examples.filter(({line}) => line > heading.line && line < next).map(({verdict}) => verdict);
  return ['incorrect' as const, 'correct' as const]
    .filter(verdict => !verdicts.includes(verdict))
    .map(verdict => `The option ${option} needs an example under “#### ${verdict === 'incorrect' ? 'Incorrect' : 'Correct'}”.`);
}

function languageMistakes(language: string, page: Page): readonly string[] {
  const names = language === 'python' ? /\.pyi?$/ : /\.[mc]?[jt]sx?$/;
  return ['incorrect' as const, 'correct' as const]
    .filter(verdict => !page.examples.some(example => example.verdict === verdict && example.files.some(({name}) => names.test(name))))
    .map(verdict => `The page has no ${verdict} example for ${language}.`);
}
