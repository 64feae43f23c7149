import type {BlockEvent} from './agent-events.ts';
import type {CpuProfile, CpuProfileNode} from './formats/cpu-profile.ts';
import {isUserFile, pathOfUrl} from './file-paths.ts';
import type {Precision} from './run.ts';
import type {SourcePosition, SourcePositions} from './source-positions.ts';

/** A stack in the user's terms: frames in files only, the innermost first, without the runtime's own functions and the agent's. */
export interface Stack {
  readonly frames: readonly Frame[];
  /** Whether the innermost frame itself ran, rather than something of the runtime that it called. */
  readonly runsItself: boolean;
  /** Whether the loop ran a promise's continuation, rather than a callback of its own. */
  readonly isMicrotask: boolean;
}

export interface Frame {
  readonly function: FunctionPlace;
  /** The lines at which the frame was, each with its share of the time; none where that is not known. */
  readonly lines: readonly LineShare[];
}

export interface FunctionPlace {
  readonly file: string;
  /** Where it begins. */
  readonly line: number;
  readonly name: string;
}

export interface LineShare extends SourcePosition {
  readonly share: number;
  readonly precision: Precision;
}

/** The frame that a reader can do something about: the innermost of the user's own files, or else of any. */
export function accountableFrame({frames}: Stack): Frame | null {
  return frames.find(frame => isUserFile(frame.function.file)) ?? frames[0] ?? null;
}

/** The stacks of a thread: of nodes of its profiles, and of calls that were measured. */
export interface Stacks {
  ofNode(profile: CpuProfile, node: number): Stack;
  ofBlock(event: BlockEvent): Stack;
}

export function stacksOf(profiles: readonly CpuProfile[], positions: SourcePositions, agentFile: string): Stacks {
  const byNode = new Map<CpuProfileNode, Stack>();
  const functions = knownFunctions(profiles, positions);
  const isAgent = (url: string) => pathOfUrl(url) === agentFile;

  function frameOf(node: CpuProfileNode, isLeaf: boolean): Frame | null {
    if (isAgent(node.url)) return null;
    const place = functions.ofNode(node);
    return place && {function: place, lines: isLeaf ? tickedLines(node, place, positions) : []};
  }

  return {
    ofNode({nodes}, index) {
      const leaf = nodes[index];
      if (!leaf) return {frames: [], runsItself: false, isMicrotask: false};
      let stack = byNode.get(leaf);
      if (!stack) {
        const path: CpuProfileNode[] = [];
        for (let node: CpuProfileNode | undefined = leaf; node && node.parent >= 0; node = nodes[node.parent]) path.push(node);
        const frames = path.map((node, depth) => frameOf(node, depth === 0));
        // A computation of the engine that the agent has wrapped is its caller's own.
        const first = path.findIndex(({url}) => !isAgent(url));
        stack = {frames: frames.filter(frame => frame !== null), runsItself: first >= 0 && frames[first] !== null, isMicrotask: startsInMicrotask(path)};
        byNode.set(leaf, stack);
      }
      return stack;
    },
    ofBlock({stack, waits}) {
      const frames: Frame[] = [];
      for (const [url, line, column, name] of stack) {
        const place = isAgent(url) ? null : positions.at({url}, line, column);
        if (!place) continue;
        frames.push({function: functions.around(url, line, column, name) ?? {...place, name: name || ANONYMOUS}, lines: [{...place, share: 1, precision: 'measured'}]});
      }
      return {frames, runsItself: !waits, isMicrotask: false};
    },
  };
}

const ANONYMOUS = '(anonymous)';

/** Where the samples of a function lie that ran itself. Lines of a generated file that hold several of the source stand for the whole function. */
function tickedLines(node: CpuProfileNode, place: FunctionPlace, positions: SourcePositions): LineShare[] {
  const all = node.ticks.reduce((sum, {ticks}) => sum + ticks, 0);
  const shares = new Map<string, LineShare>();
  for (const {line, ticks} of node.ticks) {
    const position = positions.ofLine(node, line);
    const at = position ? {...position, precision: 'sampled' as const} : {file: place.file, line: place.line, precision: 'ambiguous' as const};
    const key = `${at.precision} ${at.line} ${at.file}`;
    shares.set(key, {...at, share: ticks / all + (shares.get(key)?.share ?? 0)});
  }
  return [...shares.values()];
}

/**
 * The runtime enters a callback of the loop through functions of its own. A promise's continuation is called by the engine, or from where the queue of
 * them is emptied, with nothing in between.
 */
function startsInMicrotask(path: readonly CpuProfileNode[]): boolean {
  const [outermost, next] = path.toReversed();
  const first = outermost?.functionName === 'processTicksAndRejections' ? next : outermost;
  return first !== undefined && pathOfUrl(first.url) !== null;
}

interface KnownFunctions {
  ofNode(node: CpuProfileNode): FunctionPlace | null;
  /** The function of that name that begins last before a position. */
  around(url: string, line: number, column: number, name: string): FunctionPlace | null;
}

function knownFunctions(profiles: readonly CpuProfile[], positions: SourcePositions): KnownFunctions {
  const places = new Map<string, FunctionPlace | null>();
  const byName = new Map<string, CpuProfileNode[]>();
  function ofNode(node: CpuProfileNode): FunctionPlace | null {
    const key = `${node.scriptId} ${node.line}:${node.column} ${node.url}`;
    let place = places.get(key);
    if (place === undefined) {
      const position = pathOfUrl(node.url) === null ? null : positions.at(node, node.line, node.column);
      const isTopLevel = node.functionName === '' && node.line <= 1 && node.column <= 1;
      place = position && {...position, name: isTopLevel ? '(top level)' : node.functionName || ANONYMOUS};
      places.set(key, place);
      if (place) group(byName, nameKey(node.url, node.functionName)).push(node);
    }
    return place;
  }
  for (const {nodes} of profiles) nodes.forEach(ofNode);
  return {
    ofNode,
    around(url, line, column, name) {
      const before = (byName.get(nameKey(url, name)) ?? []).filter(node => node.line < line || (node.line === line && node.column <= column));
      const last = before.sort((a, b) => a.line - b.line || a.column - b.column).at(-1);
      return last ? ofNode(last) : null;
    },
  };
}

/** Stacks name a method with its class or object in front, samples do not. */
function nameKey(url: string, name: string): string {
  return `${pathOfUrl(url) ?? url} ${name.slice(name.lastIndexOf('.') + 1)}`;
}

function group<Key, Value>(groups: Map<Key, Value[]>, key: Key): Value[] {
  let values = groups.get(key);
  if (!values) groups.set(key, (values = []));
  return values;
}
