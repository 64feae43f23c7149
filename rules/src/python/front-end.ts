import type {FrontEnd} from '../facts/index.ts';
import type {Module} from './ast.ts';
import {EditedFiles} from './edited-files.ts';
import {pythonEdits} from './edits/index.ts';
import {factsOf} from './lower-file.ts';

const editedFiles = new EditedFiles();

/** Python: pyright's parser, one pass from its tree to facts, and rewrites over the source. */
export const pythonFrontEnd: FrontEnd<Module> = {
  parse: source => editedFiles.parse(source),
  facts: factsOf,
  edits: pythonEdits,
};
