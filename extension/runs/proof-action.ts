import {CodeAction, type CodeActionContext, CodeActionKind, type CodeActionProvider, type Disposable, languages} from 'vscode';
import {LANGUAGE_IDS} from '../languages.ts';
import type {Runs} from './runs.ts';

/** Offers, on a problem while a run is shown, to run the program again and see whether the problem's cost has gone. */
export class ProofAction implements CodeActionProvider {
  readonly #runs: Runs;
  readonly #registered: Disposable;

  constructor(runs: Runs) {
    this.#runs = runs;
    this.#registered = languages.registerCodeActionsProvider(LANGUAGE_IDS.map(language => ({language, scheme: 'file'})), this, {providedCodeActionKinds: [CodeActionKind.QuickFix]});
  }

  provideCodeActions(_document: unknown, _range: unknown, {diagnostics}: CodeActionContext): CodeAction[] {
    const own = diagnostics.filter(({source}) => source === 'loopsight');
    if (own.length === 0 || !this.#runs.shown) return [];
    const action = new CodeAction(`Run ${this.#runs.shown.label} again, and compare`, CodeActionKind.QuickFix);
    action.command = {command: 'loopsight.runAgain', title: action.title};
    return [action];
  }

  dispose(): void {
    this.#registered.dispose();
  }
}
