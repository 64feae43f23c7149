import type {FileFacts, FrontEnd, Source, Span} from '../facts/index.ts';
import {spanOf} from '../facts/index.ts';
import type {Node} from './estree.ts';
import {fileFacts} from './file-facts.ts';
import {javascriptEdits} from './edits/index.ts';
import type {Version} from './parse-again.ts';

/** The root of whatever ESTree a parser made: espree's, typescript-eslint's, oxc's. */
export interface Program {
  readonly type: string;
}

/** What a parser says of a text. */
export interface Parsed {
  readonly program: Program;
  readonly errors: readonly {readonly message: string; readonly span: Span}[];
  /** Where all that is wrong is. Absent: it may be anywhere. */
  readonly damaged?: Span;
}

/** A parser for JavaScript and TypeScript; the extension of the path chooses the dialect. It may throw: what it says is then a syntax error. */
export type Parse = (source: Source) => Parsed;

/** The same for the next version of a text, out of the one before, which is used up by it; null where the whole has to be parsed. */
export type ParseAgain = (source: Source, before: Version) => Parsed | null;

/** The front end over a host's parser. */
export function createJavascriptFrontEnd(parse: Parse, parseAgain?: ParseAgain): FrontEnd<Program> {
  const known = new WeakMap<Program, FileFacts>();
  const versions = new WeakMap<Program, Omit<Version, 'program'>>();
  const remembered = ({program, ...found}: Parsed, {text}: Source): Program => {
    versions.set(program, {...found, text});
    return program;
  };
  const parseWhole = (source: Source): Program => remembered(parsed(parse, source), source);
  return {
    parse: parseWhole,
    ...(parseAgain && {
      parseAgain(source: Source, before: Program) {
        const version = versions.get(before);
        const again = version ? parseAgain(source, {...version, program: before}) : null;
        return again ? remembered(again, source) : parseWhole(source);
      },
    }),
    facts(tree, source) {
      let facts = known.get(tree);
      if (facts === undefined) {
        facts = fileFacts(tree as Node, source, versions.get(tree)?.errors ?? []);
        known.set(tree, facts);
      }
      return facts;
    },
    edits: javascriptEdits,
  };
}

function parsed(parse: Parse, source: Source): Parsed {
  try {
    return parse(source);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {program: emptyProgram(), errors: [{message, span: spanOf(0, 0)}]};
  }
}

export function emptyProgram(): Program {
  return {type: 'Program', body: [], comments: []} as Program;
}
