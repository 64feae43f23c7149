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

/** What a `suggested` fence of the file would show, or why there is nothing. */
export function suggestedBody(project: ExampleProject, {name}: ExampleFile, fence: SuggestedFence): {readonly body: string} | {readonly missing: string} {
  const suggested = suggestedCode(project, name, fence);
  return 'code' in suggested ? {body: withoutLastLineFeed(suggested.code)} : suggested;
}

/** The page with every expectation redrawn to what the rule reports now; a suggestion that is not offered any more stays, and fails. */
export function bless(ruleId: string, text: string): string {
  const replacements = readPage(text).examples.flatMap(example => {
    const project = projectOf(ruleId, example);
    return example.files.flatMap(file => [
      {fence: file.drawn, body: drawnBody(project, example, file)},
      ...file.suggested.flatMap(fence => {
        const suggested = suggestedBody(project, file, fence);
        return 'body' in suggested ? [{fence, body: suggested.body}] : [];
      }),
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
