import type {FunctionOutline, ReadOutline} from './outline.ts';

/** What a source file says of a function that ran. */
export interface FunctionExtent {
  /** Whether a line can be one of the function's. */
  has(line: number): boolean;
  /** The lines on which it calls one of the names. */
  callsOf(names: readonly string[]): readonly number[];
}

/** Finds a function in its file by where it begins and what it is called; null where the file does not tell. */
export function functionExtents(readOutline: ReadOutline): (place: {readonly file: string; readonly line: number; readonly name: string}) => FunctionExtent | null {
  const outlines = new Map<string, readonly FunctionOutline[] | null>();
  return ({file, line, name}) => {
    let outline = outlines.get(file);
    if (outline === undefined) outlines.set(file, (outline = readOutline(file)));
    const beginningHere = (outline ?? []).filter(each => each.startLine <= line && line <= each.bodyLine);
    const namesakes = beginningHere.filter(each => each.name === name.slice(name.lastIndexOf('.') + 1));
    // Several functions that begin on one line and have no name to tell them apart are taken together.
    const candidates = namesakes.length > 0 ? namesakes : beginningHere;
    if (candidates.length === 0) return null;
    return {
      has: wanted => candidates.some(each => each.startLine <= wanted && wanted <= each.endLine),
      callsOf: names => [...new Set(candidates.flatMap(({calls}) => names.flatMap(each => [...(calls.get(each) ?? [])])))],
    };
  };
}
