import type {FunctionCost, LineCost, Run, Stall} from '../profile/run.ts';
import type {EarlierEvidence} from './earlier-evidence.ts';

/** What a run has measured in one file. */
export interface FileEvidence {
  readonly file: string;
  readonly lines: readonly LineEvidence[];
  readonly functions: readonly FunctionEvidence[];
  /** Of the run that this one is compared with; absent where there is none, or where nobody can tell which of its lines are which. */
  readonly earlier?: EarlierEvidence;
}

export interface LineEvidence extends Omit<LineCost, 'file'> {
  readonly stalls: PartInStalls;
}

export interface FunctionEvidence extends Omit<FunctionCost, 'file'> {
  readonly stalls: Pick<PartInStalls, 'count' | 'ms'>;
}

/** The part of a line in the stalls of a run, start-ups left out: nobody waits for the loop before it has begun to turn. */
export interface PartInStalls {
  readonly count: number;
  /** How long the line itself held the loop in them. */
  readonly ms: number;
  /** Of how many it was the first cause. */
  readonly leads: number;
  /** Those in which it had the largest part, the largest first. */
  readonly worst: readonly StallPart[];
}

export interface StallPart {
  /** What the line itself took of the stall. */
  readonly ms: number;
  /** Calls on the line that held the loop for a part of it, the longest first. */
  readonly calls: readonly {readonly api: string; readonly ms: number}[];
  /** What all lines of the function took of the stall; only of the line that took most of it. */
  readonly functionMs?: number;
  readonly stall: Stall;
}

/** Of stalls, as many as a person reads. */
const MOST_STALLS = 5;
const MOST_CULPRITS = 5;

/** A run, file by file: what a document needs to be shown with its evidence. */
export function evidenceByFile({lines, functions, stalls}: Run): Map<string, FileEvidence> {
  const parts = partsByLine(stalls);
  const files = new Map<string, {lines: LineEvidence[]; functions: FunctionEvidence[]}>();
  const ofFile = (file: string) => {
    let evidence = files.get(file);
    if (!evidence) files.set(file, (evidence = {lines: [], functions: []}));
    return evidence;
  };
  for (const {file, ...cost} of lines) {
    const key = lineKey(file, cost.line);
    ofFile(file).lines.push({...cost, stalls: partIn(parts.get(key)?.parts ?? [])});
    parts.delete(key);
  }
  // A stall may have a cause whose line no table has: a function of which only the first line is known.
  for (const {file, line, parts: ofLine} of parts.values()) ofFile(file).lines.push({...NOTHING_MEASURED, line, precision: 'ambiguous', stalls: partIn(ofLine)});
  const byFunction = partsByFunction(stalls);
  for (const {file, ...cost} of functions) ofFile(file).functions.push({...cost, stalls: byFunction.get(functionKey(file, cost.name)) ?? NO_STALLS});
  return new Map([...files].map(([file, evidence]) => [file, {file, ...evidence}]));
}

/** Of a line that ran, if at all, in no time. */
export const NOTHING_MEASURED: Omit<LineEvidence, 'line'> = {selfMs: 0, totalMs: 0, blockedMs: 0, blockCalls: 0, gcMs: 0, precision: 'measured', stalls: {count: 0, ms: 0, leads: 0, worst: []}};

const NO_STALLS = {count: 0, ms: 0};

/** Of a function that ran, if at all, in no time. */
export const NO_COST: Omit<FunctionEvidence, 'name' | 'line'> = {selfMs: 0, totalMs: 0, stalls: NO_STALLS};

interface PartsOfLine {
  readonly file: string;
  readonly line: number;
  readonly parts: LinePart[];
}

interface LinePart {
  readonly part: StallPart;
  readonly leads: boolean;
}

function partsByLine(stalls: readonly Stall[]): Map<string, PartsOfLine> {
  const lines = new Map<string, PartsOfLine>();
  for (const stall of stalls) {
    if (stall.kind === 'startup') continue;
    for (const {file, line, ...part} of partsOf(stall)) {
      const key = lineKey(file, line);
      let ofLine = lines.get(key);
      if (!ofLine) lines.set(key, (ofLine = {file, line, parts: []}));
      ofLine.parts.push(part);
    }
  }
  return lines;
}

/** The parts of lines in a stall: a line is several of its causes where calls on it held the loop. */
function partsOf(stall: Stall): (LinePart & {readonly file: string; readonly line: number})[] {
  const shown = {...stall, culprits: stall.culprits.slice(0, MOST_CULPRITS)};
  const [first] = stall.culprits;
  const byLine = grouped(stall.culprits, ({file, line}) => lineKey(file, line));
  const ofFunctions = grouped([...byLine.values()], ([{file, function: name}]) => functionKey(file, name));
  return [...ofFunctions.values()].flatMap(lines => {
    const functionMs = sum(lines.flat());
    const most = lines.reduce((longest, line) => (sum(line) > sum(longest) ? line : longest));
    return lines.map(ofLine => {
      const [{file, line}] = ofLine;
      const calls = ofLine.flatMap(({api, ms}) => (api === undefined ? [] : [{api, ms}]));
      return {file, line, part: {ms: sum(ofLine), calls, ...(ofLine === most && {functionMs}), stall: shown}, leads: ofLine.some(culprit => culprit === first)};
    });
  });
}

function partIn(ofLine: readonly LinePart[]): PartInStalls {
  const parts = ofLine.map(({part}) => part);
  return {
    count: parts.length,
    ms: sum(parts),
    leads: ofLine.filter(({leads}) => leads).length,
    worst: parts.toSorted((a, b) => b.ms - a.ms).slice(0, MOST_STALLS),
  };
}

function partsByFunction(stalls: readonly Stall[]): Map<string, {count: number; ms: number}> {
  const functions = new Map<string, {count: number; ms: number}>();
  for (const {kind, culprits} of stalls) {
    if (kind === 'startup') continue;
    const seen = new Set<string>();
    for (const {file, function: name, ms} of culprits) {
      const key = functionKey(file, name);
      const part = functions.get(key) ?? {count: 0, ms: 0};
      functions.set(key, {count: part.count + (seen.has(key) ? 0 : 1), ms: part.ms + ms});
      seen.add(key);
    }
  }
  return functions;
}

function lineKey(file: string, line: number): string {
  return `${line} ${file}`;
}

function functionKey(file: string, name: string): string {
  return `${name} ${file}`;
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, [Item, ...Item[]]> {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function sum(parts: readonly {readonly ms: number}[]): number {
  return parts.reduce((total, {ms}) => total + ms, 0);
}
