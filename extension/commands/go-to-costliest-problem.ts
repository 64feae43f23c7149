import {window, workspace} from 'vscode';
import {COSTLIEST_PROBLEMS, type CostlyProblem} from '../../server/protocol.ts';
import {openLine} from '../runs/open-line.ts';
import {duration} from '../runs/progress-text.ts';
import type {Command} from './command.ts';

/** The problems by what they cost: the editor's own list knows severities only. */
export const goToCostliestProblem: Command = {
  id: 'loopsight.goToCostliestProblem',
  async run({client, runs}) {
    if (!runs.shown) return void window.showInformationMessage('Loopsight: no run is shown, so nobody knows what problems cost. Profile a program, or show one of the runs.');
    const problems = await client.request<readonly CostlyProblem[]>(COSTLIEST_PROBLEMS, {});
    if (problems.length === 0) return void window.showInformationMessage(`Loopsight: no problem has cost anything in ${runs.shown.label}, or too much has changed since.`);
    const items = problems.map(problem => ({
      label: duration(problem.costMs),
      description: `${workspace.asRelativePath(problem.file)}:${problem.line} · ${problem.code}`,
      detail: problem.message,
      problem,
    }));
    const chosen = await window.showQuickPick(items, {title: `What problems cost in ${runs.shown.label}, the costliest first`, matchOnDescription: true, matchOnDetail: true});
    if (chosen) await openLine(chosen.problem.file, chosen.problem.line, chosen.problem.column);
  },
};
