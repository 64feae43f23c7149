import {type FileEvidence, type FunctionEvidence, type LineEvidence, NO_COST, NOTHING_MEASURED} from './file-evidence.ts';
import type {LineFate} from './line-map.ts';

/** What an earlier run had measured in a file, at the lines that the file has in a later one. What stands where nobody can tell is not in it. */
export interface EarlierEvidence {
  readonly lines: readonly EarlierLine[];
  readonly functions: readonly FunctionEvidence[];
}

export interface EarlierLine {
  /** At the line of the later run. */
  readonly cost: LineEvidence;
  /** Whether the line was edited between the runs. */
  readonly wasEdited: boolean;
}

/** `fates` lead from the lines of `then` to those of `now`. A line that costs something only now has cost nothing then, if it was there. */
export function earlierEvidence(then: FileEvidence, now: FileEvidence, fates: readonly LineFate[]): EarlierEvidence {
  const lines: EarlierLine[] = [];
  const functions: FunctionEvidence[] = [];
  const costs = byLine(then.lines);
  const functionCosts = byLine(aloneOnTheirLines(then.functions));
  const costsNow = byLine(now.lines);
  const functionsNow = byLine(aloneOnTheirLines(now.functions));
  for (const [index, fate] of fates.entries()) {
    if (fate.kind === 'deleted') continue;
    const line = fate.line + 1;
    const cost = costs.get(index + 1);
    if (cost || costsNow.has(line)) lines.push({cost: {...(cost ?? NOTHING_MEASURED), line}, wasEdited: fate.kind === 'edited'});
    const ofFunction = functionCosts.get(index + 1);
    const {name} = ofFunction ?? functionsNow.get(line) ?? {};
    if (name !== undefined) functions.push({...(ofFunction ?? NO_COST), name, line});
  }
  return {lines, functions};
}

/** Of functions that begin on one line, nobody can tell which is which. */
function aloneOnTheirLines(functions: readonly FunctionEvidence[]): FunctionEvidence[] {
  return functions.filter(({line}, index) => !functions.some((other, otherIndex) => otherIndex !== index && other.line === line));
}

function byLine<Cost extends {readonly line: number}>(costs: readonly Cost[]): ReadonlyMap<number, Cost> {
  return new Map(costs.map(cost => [cost.line, cost]));
}
