import {type FunctionOutline, type ReadOutline, TOP_LEVEL} from './outline.ts';

/** What a source file says of a function that ran. */
export interface FunctionExtent {
  /** Whether a line can be one of the function's. */
  has(line: number): boolean;
  /** The lines on which it calls one of the names. */
  callsOf(names: readonly string[]): readonly number[];
}

/** Finds a function in its file by where it begins and what it is called; null where the file does not tell. */
export function functionExtents(readOutline: ReadOutline): (place: {readonly file: string; readonly line: number; readonly name: string}) => FunctionExtent | null {
  return ({file, line, name}) => {
    const beginningHere = functionsAt(readOutline(file), line);
    const namesakes = beginningHere.filter(each => each.name === lastName(name));
    // Several functions that begin on one line and have no name to tell them apart are taken together.
    const candidates = namesakes.length > 0 ? namesakes : beginningHere;
    if (candidates.length === 0) return null;
    return {
      has: wanted => candidates.some(each => each.startLine <= wanted && wanted <= each.endLine),
      callsOf: names => [...new Set(candidates.flatMap(({calls}) => names.flatMap(each => [...(calls.get(each) ?? [])])))],
    };
  };
}

/** What a function is called in its source, whose generated code may have another name for it: a minifier's. That name, where the source does not tell. */
export function nameInSource(outline: readonly FunctionOutline[] | null, line: number, generatedName: string): string {
  // One without a name has none in the source either.
  const named = generatedName === '' ? [] : functionsAt(outline, line).filter(({name}) => name !== '' && name !== TOP_LEVEL);
  const [only] = named;
  return only && named.length === 1 && !named.some(({name}) => name === lastName(generatedName)) ? only.name : generatedName;
}

function functionsAt(outline: readonly FunctionOutline[] | null, line: number): readonly FunctionOutline[] {
  return (outline ?? []).filter(each => each.startLine <= line && line <= each.bodyLine);
}

function lastName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
