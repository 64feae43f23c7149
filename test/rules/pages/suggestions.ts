import type {Report} from '../../../rules/src/engine.ts';
import type {Suggestion} from '../../../rules/src/facts/index.ts';
import type {ExampleProject} from './example-project.ts';
import type {SuggestedFence} from './notation.ts';

/** The code that a `suggested` fence shows; or why there is none, as a sentence. */
export function suggestedCode(project: ExampleProject, name: string, {titleStart}: SuggestedFence): {readonly code: string} | {readonly missing: string} {
  const suggestions = project.lint(name).flatMap(report => report.suggestions);
  const suggestion = suggestions.find(({title}) => title.startsWith(titleStart));
  if (suggestion) return {code: project.after(name, suggestion).code(name)};
  const offered = suggestions.length === 0 ? 'none is offered' : `offered are: ${suggestions.map(({title}) => title).join(' · ')}`;
  return {missing: `No suggestion${titleStart === '' ? '' : ` begins with “${titleStart}”`}; ${offered}.`};
}

/** What is wrong with the suggestions of a file, as sentences: each must give valid code without its problem and without new ones. */
export function suggestionMistakes(project: ExampleProject, name: string): readonly string[] {
  const reports = project.lint(name);
  return [
    ...reports.flatMap(report => report.suggestions.flatMap(suggestion => mistakesOf(project, name, report, suggestion))),
    ...mistakesOfAll(project, name),
  ];
}

function mistakesOf(project: ExampleProject, name: string, report: Report, suggestion: Suggestion): readonly string[] {
  const label = `“${suggestion.title}” for “${report.message}”`;
  const mended = project.after(name, suggestion);
  const code = mended.code(name);
  const mistakes: string[] = [];
  if (code === project.code(name)) mistakes.push(`${label} changes nothing.`);
  if (overlaps(suggestion)) mistakes.push(`${label} has edits that overlap.`);
  if (!/^[A-Z].*\.$/.test(suggestion.title)) mistakes.push(`${label} is not a sentence.`);
  const broken = mended.syntaxErrors(name).filter(error => !project.syntaxErrors(name).includes(error));
  if (broken.length > 0) mistakes.push(`${label} gives code that does not parse (${broken.join('; ')}):\n${code}`);
  const before = project.lint(name).map(({message}) => message);
  const after = mended.lint(name).map(({message}) => message);
  const left = subtract(before, [report.message]);
  for (const message of subtract(after, left)) mistakes.push(`${label} leaves its problem or makes another: ${message}\n${code}`);
  return mistakes;
}

/** One suggestion after the other until none is left: it must end, give valid code, and import nothing twice. */
function mistakesOfAll(project: ExampleProject, name: string): readonly string[] {
  let mended = project;
  let turns = project.lint(name).length;
  for (;;) {
    const suggestion = mended.lint(name).flatMap(({suggestions}) => suggestions)[0];
    if (!suggestion) break;
    if (turns === 0) return [`Applying every suggestion does not end: “${suggestion.title}” is still offered:\n${mended.code(name)}`];
    turns -= 1;
    mended = mended.after(name, suggestion);
  }
  const imports: readonly string[] = mended.code(name).match(/^(import|from) .*$/gm) ?? [];
  const twice = imports.filter((line, index) => imports.indexOf(line) !== index);
  const broken = mended.syntaxErrors(name).filter(error => !project.syntaxErrors(name).includes(error));
  return [
    ...twice.map(line => `Applying every suggestion gives this import twice: ${line}`),
    ...broken.map(error => `Applying every suggestion gives code that does not parse (${error}):\n${mended.code(name)}`),
  ];
}

function overlaps({edits}: Suggestion): boolean {
  const sorted = edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return sorted.some((edit, index) => index > 0 && edit.span.start < (sorted[index - 1]?.span.end ?? 0));
}

/** Multiset difference. */
function subtract(from: readonly string[], what: readonly string[]): readonly string[] {
  const left = [...from];
  for (const item of what) {
    const index = left.indexOf(item);
    if (index !== -1) left.splice(index, 1);
  }
  return left;
}
