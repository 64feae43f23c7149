import {window} from 'vscode';
import type {ListedRun} from '../../server/protocol.ts';
import {openLineOfRun} from './open-line.ts';
import {stallsText} from './progress-text.ts';
import type {Runs} from './runs.ts';

/** Says how a run ended, and leads to what held the loop for longest. */
export async function tellResult(runs: Runs, label: string, run: ListedRun | null, exitCode: number | undefined): Promise<void> {
  const trouble = troubleOf(label, run, exitCode);
  if (trouble) return void window.showWarningMessage(`Loopsight: ${trouble}`);
  const result = await runs.overview(run?.id ?? '');
  if (!result.ok) return void window.showWarningMessage(`Loopsight: ${result.reason}`);
  const {stalls, processes} = result.overview;
  if (processes.length === 0) return void window.showWarningMessage(`Loopsight: ${label} ran, and nothing of your own files was seen to: it started no program of Node or Python, or one of installed packages only.`);
  const [longest] = stalls;
  const culprit = longest?.isStartUp === false ? longest.culprits[0] : undefined;
  const answer = await window.showInformationMessage(`Loopsight: ${label} had ${stallsText(run?.measured ?? null)}.`, ...(culprit ? [SHOW] : []));
  if (answer === SHOW && culprit && run) await openLineOfRun(runs, run.id, culprit);
}

const SHOW = 'Show Longest Stall';

function troubleOf(label: string, run: ListedRun | null, exitCode: number | undefined): string | null {
  if (run?.state === 'ended') return null;
  if (run?.state === 'failed') return run.failure ?? `${label} could not be run.`;
  if (run) return `${label} was ended together with what measures it, or the run could not be written, so nothing is known of it. Its terminal may say why. “Loopsight: Stop Profiling” ends a program and keeps what was measured.`;
  return `${label} left no run behind${exitCode ? `: the command that measures it ended with ${exitCode}` : ''}. Its terminal may say why.`;
}
