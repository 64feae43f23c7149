import type {BlockEvent} from './agent-events.ts';
import {functionExtents, type FunctionExtent, nameInSource} from './function-extents.ts';
import type {CpuProfile, CpuProfileNode} from './formats/cpu-profile.ts';
import {isUserFile, pathOfUrl} from './file-paths.ts';
import {TOP_LEVEL, type ReadOutline} from './outline.ts';
import type {Precision} from './run.ts';
import {isCompiledPattern, namesCalled} from './runtime-names.ts';
import type {SourcePosition, SourcePositions} from './source-positions.ts';

/** A stack in the user's terms: frames in files only, the innermost first, without the runtime's own functions and the agent's. */
export interface Stack {
  readonly frames: readonly Frame[];
  /** Whether the innermost frame itself ran, rather than something of the runtime that it called. */
  readonly runsItself: boolean;
  /** Whether the thread waited for something outside, in what the innermost frame called. */
  readonly waits: boolean;
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

export function stacksOf(profiles: readonly CpuProfile[], {positions, readOutline, agentFile}: {readonly positions: SourcePositions; readonly readOutline: ReadOutline; readonly agentFile: string}): Stacks {
  const byNode = new Map<CpuProfileNode, Stack>();
  const outlines = new Map<string, ReturnType<ReadOutline>>();
  const outlineOf: ReadOutline = file => existingOr(outlines, file, () => readOutline(file));
  const functions = knownFunctions(profiles, positions, outlineOf);
  const extentOf = functionExtents(outlineOf);
  const isAgent = (url: string) => pathOfUrl(url) === agentFile;

  /** A frame that calls is the same for all stacks that go through the call. */
  const calling = new Map<CpuProfileNode, Frame | null>();
  function callingFrame(node: CpuProfileNode, callee: CpuProfileNode): Frame | null {
    let frame = calling.get(callee);
    if (frame === undefined) {
      const name = functions.ofNode(callee)?.name;
      const names = namesCalled(callee);
      calling.set(callee, (frame = frameOf(node, name === undefined || names.includes(name) ? names : [...names, name])));
    }
    return frame;
  }

  /** `called` are the names of what the function was calling; empty when it ran itself. */
  function frameOf(node: CpuProfileNode, called: readonly string[]): Frame | null {
    const place = functions.ofNode(node);
    if (!place) return null;
    if (node.at !== null) return {function: place, lines: [{file: place.file, line: node.at, share: 1, precision: 'sampled'}]};
    const extent = extentOf(place);
    const own = tickedLines(node, {place, extent, positions});
    return {function: place, lines: called.length === 0 ? own : callingLines(place.file, extent?.callsOf(called) ?? [], own)};
  }

  return {
    ofNode({nodes}, index) {
      const leaf = nodes[index];
      if (!leaf) return {frames: [], runsItself: false, waits: false, isMicrotask: false};
      let stack = byNode.get(leaf);
      if (!stack) {
        const path: CpuProfileNode[] = [];
        for (let node: CpuProfileNode | undefined = leaf; node && node.parent >= 0; node = nodes[node.parent]) path.push(node);
        const visible = path.filter(({url}) => !isAgent(url));
        const frames = visible.map((node, depth) => {
          const callee = depth > 0 ? visible[depth - 1] : undefined;
          return callee ? callingFrame(node, callee) : frameOf(node, isAgent(leaf.url) ? WRAPPED_BUILTINS : []);
        });
        // A computation of the engine that the agent has wrapped is its caller's own, and so is a regular expression.
        const running = frames[isCompiledPattern(leaf) ? 1 : 0];
        stack = {frames: frames.filter(frame => frame !== null), runsItself: running !== undefined && running !== null, waits: leaf.functionName === WAITING, isMicrotask: startsInMicrotask(path)};
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
      return {frames, runsItself: !waits, waits, isMicrotask: false};
    },
  };
}

const ANONYMOUS = '(anonymous)';

/** What an agent writes below the frame whose call waited: it is no function. */
const WAITING = '(waiting)';

/** What the agent wraps of the engine's own functions, which have no frame: when a wrapper itself seems to run, it is one of these. */
const WRAPPED_BUILTINS = ['parse', 'stringify', 'wait'];

/**
 * Where the samples of a function lie that ran itself. Lines of a generated file that hold several of the source stand for the whole function, and so do lines
 * outside of it, which the engine gives where it has inlined what the function calls.
 */
function tickedLines(node: CpuProfileNode, {place, extent, positions}: {readonly place: FunctionPlace; readonly extent: FunctionExtent | null; readonly positions: SourcePositions}): LineShare[] {
  const all = node.ticks.reduce((sum, {ticks}) => sum + ticks, 0);
  const shares = new Map<string, LineShare>();
  for (const {line, ticks} of node.ticks) {
    const position = positions.ofLine(node, line);
    const isOwn = position !== null && position.file === place.file && extent?.has(position.line) !== false;
    const at = isOwn ? {...position, precision: 'sampled' as const} : {file: place.file, line: place.line, precision: 'ambiguous' as const};
    const key = `${at.precision} ${at.line}`;
    shares.set(key, {...at, share: ticks / all + (shares.get(key)?.share ?? 0)});
  }
  return [...shares.values()];
}

/** Where a function was that was calling something: on the one line that calls it, or on several by how often it was seen there itself. */
function callingLines(file: string, candidates: readonly number[], own: readonly LineShare[]): LineShare[] {
  const [only] = candidates;
  if (only === undefined) return [];
  if (candidates.length === 1) return [{file, line: only, share: 1, precision: 'inferred'}];
  const seen = own.filter(({line, precision}) => precision === 'sampled' && candidates.includes(line));
  const all = seen.reduce((sum, {share}) => sum + share, 0);
  return seen.map(({line, share}) => ({file, line, share: share / all, precision: 'ambiguous'}));
}

/** Where the runtime empties the queue of continuations: after a callback of the loop, and between two timers that are due at once. */
const EMPTIES_QUEUE = ['processTicksAndRejections', 'runMicrotasks'];

/**
 * The runtime enters a callback of the loop through functions of its own. A promise's continuation is called by the engine, or from where the queue of
 * them is emptied, with nothing in between. A runtime that tells lines of all frames has no such queue.
 */
function startsInMicrotask(path: readonly CpuProfileNode[]): boolean {
  const first = path.findLastIndex(({url}) => pathOfUrl(url) !== null);
  const caller = path[first + 1];
  return path[first]?.at === null && (caller === undefined || EMPTIES_QUEUE.includes(caller.functionName));
}

interface KnownFunctions {
  ofNode(node: CpuProfileNode): FunctionPlace | null;
  /** The function of that name that begins last before a position. */
  around(url: string, line: number, column: number, name: string): FunctionPlace | null;
}

function knownFunctions(profiles: readonly CpuProfile[], positions: SourcePositions, outlineOf: ReadOutline): KnownFunctions {
  const places = new Map<string, FunctionPlace | null>();
  const byName = new Map<string, CpuProfileNode[]>();
  function ofNode(node: CpuProfileNode): FunctionPlace | null {
    const key = `${node.scriptId} ${node.line}:${node.column} ${node.url}`;
    let place = places.get(key);
    if (place === undefined) {
      const path = pathOfUrl(node.url);
      const position = path === null ? null : positions.at(node, node.line, node.column);
      const isTopLevel = node.functionName === '' && node.line <= 1 && node.column <= 1;
      const name = position && position.file !== path ? nameInSource(outlineOf(position.file), position.line, node.functionName) : node.functionName;
      place = position && {...position, name: isTopLevel ? TOP_LEVEL : name || ANONYMOUS};
      places.set(key, place);
      if (place) existingOr(byName, nameKey(node.url, node.functionName), () => []).push(node);
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

function existingOr<Key, Value>(values: Map<Key, Value>, key: Key, create: () => Value): Value {
  let value = values.get(key);
  if (value === undefined) values.set(key, (value = create()));
  return value;
}
