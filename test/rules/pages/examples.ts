import {draw, erase} from './drawing.ts';
import {ExampleProject} from './example-project.ts';
import {readPage, type Example, type ExampleFile, type Fence, type SuggestedFence} from './notation.ts';
import {suggestedCode} from './suggestions.ts';

/** An example as a project: its code without the drawings. */
export function projectOf(ruleId: string, example: Example): ExampleProject {
  return new ExampleProject(ruleId, example, new Map(example.files.map(({name, drawn}) => [name, `${erase(drawn.body, name)}\n`])));
}

/** The file's fence as the rule would draw it. */
export function drawnBody(project: ExampleProject, example: Example, {name}: ExampleFile): string {
  const file = {name, code: project.code(name), isStrict: example.isStrict, nameOf: ExampleProject.nameOf};
  return withoutLastLineFeed(draw(file, project.lint(name)));
}

/** What a `suggested` fence of the file would show. */
export function suggestedBody(project: ExampleProject, {name}: ExampleFile, fence: SuggestedFence): string {
  return withoutLastLineFeed(suggestedCode(project, name, fence));
}

/** The page with every expectation redrawn to what the rule reports now. */
export function bless(ruleId: string, text: string): string {
  const replacements = readPage(text).examples.flatMap(example => {
    const project = projectOf(ruleId, example);
    return example.files.flatMap(file => [
      {fence: file.drawn, body: drawnBody(project, example, file)},
      ...file.suggested.map(fence => ({fence, body: suggestedBody(project, file, fence)})),
    ]);
  });
  return replacements.toSorted((a, b) => b.fence.start - a.fence.start).reduce((page, {fence, body}) => replaceBody(page, fence, body), text);
}

function replaceBody(text: string, {start, end}: Fence, body: string): string {
  return text.slice(0, start) + (body === '' ? '' : `${body}\n`) + text.slice(end);
}

function withoutLastLineFeed(text: string): string {
  return text.replace(/\n$/, '');
}
