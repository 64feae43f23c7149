import * as espree from 'espree';
import {parseSync} from 'oxc-parser';
import tseslint from 'typescript-eslint';
import type {FileFacts, FrontEnd} from '../../../rules/src/facts/index.ts';
import {createJavascriptFrontEnd, type Parse, type Program} from '../../../rules/src/javascript/create-front-end.ts';
import {parseWithOxc} from '../../../rules/src/javascript/oxc.ts';
import {dump} from './dump.ts';

/** The parsers whose trees must give the same facts; espree reads no TypeScript. */
const parsers: Readonly<Record<'oxc' | 'typescript-eslint' | 'espree', Parse>> = {
  oxc: parseWithOxc(parseSync),
  'typescript-eslint': ({path, text}) => ({
    program: parseTypeScript(text, {range: true, loc: true, comment: true, filePath: path, ecmaFeatures: {jsx: !path.endsWith('.ts')}}).ast,
    errors: [],
  }),
  espree: ({text}) => ({program: espree.parse(text, espreeOptions(text)) as Program, errors: []}),
};

/** Its published types leave the options out. */
const parseTypeScript = tseslint.parser.parseForESLint as unknown as (text: string, options: object) => {readonly ast: Program};

function espreeOptions(text: string): object {
  const sourceType = /^\s*(?:import\s*["'{*a-zA-Z]|export\b)/m.test(text) ? 'module' : 'commonjs';
  return {ecmaVersion: 'latest', sourceType, range: true, comment: true, ecmaFeatures: {jsx: true}};
}

export const oxc = createJavascriptFrontEnd(parsers.oxc);

export function factsOf(text: string, path = '/project/file.ts'): FileFacts {
  const source = {path, text};
  return oxc.facts(oxc.parse(source), source);
}

/** The front end over each parser that reads the dialect. */
export function frontEndsFor(path: string): FrontEnd<Program>[] {
  const names = /\.[cm]?js$/.test(path) ? (['oxc', 'typescript-eslint', 'espree'] as const) : (['oxc', 'typescript-eslint'] as const);
  return names.map((name) => createJavascriptFrontEnd(parsers[name]));
}

/** Throws where a parser that reads the dialect does not read the text. */
export function parsesEverywhere(text: string, path: string): void {
  const source = {path, text};
  const {errors} = parsers.oxc(source);
  if (errors.length > 0) throw new Error(`oxc does not read the result: ${errors[0]!.message}\n${text}`);
  parsers['typescript-eslint'](source);
  if (/\.[cm]?js$/.test(path)) parsers.espree(source);
}

/** The dump of a TypeScript source's facts, which oxc and typescript-eslint agree on. */
export function typescriptFacts(text: string, path = '/project/file.ts'): string {
  return agreed(text, path, ['oxc', 'typescript-eslint']);
}

/** The dump of a JavaScript source's facts, which all three parsers agree on. */
export function javascriptFacts(text: string, path = '/project/file.js'): string {
  return agreed(text, path, ['oxc', 'typescript-eslint', 'espree']);
}

function agreed(text: string, path: string, names: readonly (keyof typeof parsers)[]): string {
  const dumps = names.map((name) => {
    const frontEnd = createJavascriptFrontEnd(parsers[name]);
    const source = {path, text};
    const facts = frontEnd.facts(frontEnd.parse(source), source);
    return {name, text: dump(facts), spans: JSON.stringify(spansOf(facts))};
  });
  const [first, ...others] = dumps;
  for (const other of others) {
    if (other.text !== first!.text) throw new Error(`${other.name} differs from ${first!.name}:\n${other.text}\n--- ${first!.name}\n${first!.text}`);
    if (other.spans !== first!.spans) throw new Error(`${other.name} has other spans than ${first!.name}:\n${other.spans}\n--- ${first!.name}\n${first!.spans}`);
  }
  return first!.text;
}

/** Where things stand, by which reports and edits are placed. */
function spansOf({functions, classes, imports, comments}: FileFacts): unknown {
  return [
    functions.map(({name, span, header, nameSpan, calls}) => [name, span, header, nameSpan, calls.map((call) => [call.span, call.calleeSpan, call.args.map((one) => one.span)])]),
    classes.map(({span, header}) => [span, header]),
    imports.map(({span}) => span),
    comments,
  ];
}

