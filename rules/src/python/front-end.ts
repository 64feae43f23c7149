import type {FrontEnd} from '../facts/index.ts';
import type {Module} from './ast.ts';
import {pythonEdits} from './edits/index.ts';
import {factsOf} from './lower-file.ts';
import {parseAgain, parsePython} from './parse.ts';

/** Python: pyright's parser, one pass from its tree to facts, and rewrites over the source. */
export const pythonFrontEnd: FrontEnd<Module> = {
  parse: ({text}) => parsePython(text).tree,
  parseAgain: ({text}, before) => parseAgain(text, before),
  facts: factsOf,
  edits: pythonEdits,
};
