import type {FrontEnd} from '../facts/index.ts';
import {pythonEdits} from './edits/index.ts';
import {factsOf} from './lower-file.ts';
import {parsePython, type ParsedPython} from './parse.ts';

/** Python: pyright's parser, one pass from its tree to facts, and rewrites over the source. */
export const pythonFrontEnd: FrontEnd<ParsedPython> = {
  parse: ({text}) => parsePython(text),
  facts: factsOf,
  edits: pythonEdits,
};
