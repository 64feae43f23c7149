import type {Source} from '../facts/index.ts';
import {spanOf} from '../facts/index.ts';
import type {Parse, Parsed, ParseAgain, Program} from './create-front-end.ts';
import {emptyProgram} from './create-front-end.ts';
import type {Node} from './estree.ts';
import {nestingProblem} from './nesting.ts';
import {parseAgain} from './parse-again.ts';
import {type Attempt, repaired} from './repair.ts';

/** `parseSync` of oxc-parser, or of another build of oxc whose program is still JSON. */
export type OxcParse = (path: string, text: string, options: OxcOptions) => OxcResult;

interface OxcOptions {
  readonly lang: 'js' | 'jsx' | 'ts' | 'tsx' | 'dts';
  readonly sourceType: 'script' | 'module' | 'commonjs' | 'unambiguous';
  readonly preserveParens: boolean;
}

interface OxcResult {
  readonly program: string | Program;
  readonly comments: readonly object[];
  readonly errors: readonly OxcError[];
}

interface OxcError {
  readonly severity: string;
  readonly message: string;
  readonly labels: readonly {readonly start: number; readonly end: number}[];
}

/** Parses with oxc. Of a half-typed text, what can be read is read; the errors are those of the text as it is. */
export function parseWithOxc(oxc: OxcParse): Parse {
  return source => {
    const problem = nestingProblem(source.text);
    if (problem !== null) return {program: emptyProgram(), errors: [problem]};
    const parseAs = (sourceType: OxcOptions['sourceType']) => (text: string): ParsedText =>
      asParsed(oxc(source.path, text, {lang: dialect(source), sourceType, preserveParens: false}), text);
    const parse = parseAs(sourceType(source));
    const first = parse(source.text);
    if (first.errors.some(({message}) => RETURN_OUTSIDE.test(message))) {
      const asCommonJs = parseAs('commonjs')(source.text);
      if (asCommonJs.errors.length === 0) return asCommonJs;
    }
    return first.isRead ? first : {...(repaired(source.text, first, parse) ?? first), errors: first.errors};
  };
}

/** Parses the next version of a text with oxc: of a statement or member that was changed, only that. */
export function parseAgainWithOxc(oxc: OxcParse): ParseAgain {
  return (source, before) =>
    parseAgain(source, before, ({path, text: part}, sourceType, willDo) => {
      if (nestingProblem(part) !== null) return null;
      const parse = (text: string) => {
        const attempt = asParsed(oxc(path, text, {lang: dialect(source), sourceType, preserveParens: false}), text);
        return {...attempt, isRead: attempt.isRead && willDo(attempt.program)};
      };
      const first = parse(part);
      if (first.isRead) return first;
      if (first.errors.length === 0 || first.errors.some(error => mayGoOn(error, part))) return null;
      const read = repaired(part, first, parse);
      return read && {program: read.program, errors: first.errors};
    });
}

/** A comment or a template ends where it is closed, which may be far behind; a string ends with its line. */
function mayGoOn({message, span}: Parsed['errors'][number], text: string): boolean {
  return message.startsWith('Unterminated') && !/["']/.test(text.charAt(span.start));
}

/** A file that returns from its top level is CommonJS, whatever it is called, unless it is only half-typed. */
const RETURN_OUTSIDE = /'return' statement/;

interface ParsedText extends Parsed, Attempt {}

function asParsed(result: OxcResult, text: string): ParsedText {
  const {program, errors} = result;
  const root = typeof program === 'string' ? revived(program) : program;
  // Each comes over one by one, and hardly anybody asks for them.
  Object.defineProperty(root, 'comments', {get: () => result.comments, enumerable: true});
  const grave = errors
    .filter(({severity}) => severity === 'Error')
    .map(({message, labels: [label]}) => ({message, span: spanOf(label?.start ?? 0, label?.end ?? 0)}));
  const {body} = root as {body?: readonly unknown[]};
  return {program: root, errors: grave, isRead: grave.length === 0 || body?.length !== 0, errorAt: errors[0]?.labels[0]?.start ?? text.length};
}

/** JSON holds neither big integers nor regular expressions; of these, only the former have a value that rules ask for. */
function revived(json: string): Program {
  const {node, fixes} = JSON.parse(json) as {node: Node; fixes: readonly (readonly (string | number)[])[]};
  for (const path of fixes) {
    let literal: Node = node;
    for (const step of path) literal = literal[step];
    if (typeof literal['bigint'] === 'string') Object.assign(literal, {value: BigInt(literal['bigint'])});
  }
  return node;
}

/** A `.js` file may hold JSX. */
function dialect({path}: Source): OxcOptions['lang'] {
  if (/\.d\.[cm]?ts$/i.test(path)) return 'dts';
  if (/\.[cm]?ts$/i.test(path)) return 'ts';
  if (/\.tsx$/i.test(path)) return 'tsx';
  return 'jsx';
}

function sourceType({path}: Source): OxcOptions['sourceType'] {
  if (/\.m[jt]sx?$/i.test(path)) return 'module';
  return /\.c[jt]s$/i.test(path) ? 'commonjs' : 'unambiguous';
}
