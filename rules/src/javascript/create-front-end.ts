import type {FileFacts, FrontEnd, Source, Span} from '../facts/index.ts';
import {spanOf} from '../facts/index.ts';
import type {Node} from './estree.ts';
import {fileFacts} from './file-facts.ts';
import {javascriptEdits} from './edits/index.ts';

/** The root of whatever ESTree a parser made: espree's, typescript-eslint's, oxc's. */
export interface Program {
  readonly type: string;
}

/** What a parser says of a text. */
export interface Parsed {
  readonly program: Program;
  readonly errors: readonly {readonly message: string; readonly span: Span}[];
}

/** A parser for JavaScript and TypeScript; the extension of the path chooses the dialect. It may throw: what it says is then a syntax error. */
export type Parse = (source: Source) => Parsed;

/** The front end over a host's parser. */
export function createJavascriptFrontEnd(parse: Parse): FrontEnd<Program> {
  const known = new WeakMap<Program, FileFacts>();
  const syntaxErrors = new WeakMap<Program, Parsed['errors']>();
  return {
    parse(source) {
      const {program, errors} = parsed(parse, source);
      syntaxErrors.set(program, errors);
      return program;
    },
    facts(tree, source) {
      let facts = known.get(tree);
      if (facts === undefined) {
        facts = fileFacts(tree as Node, source, syntaxErrors.get(tree) ?? []);
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
