import {Disposable, MarkdownString, StatusBarAlignment, ThemeColor, Uri, window, workspace} from 'vscode';
import type {SilenceParams, StatusParams} from '../../server/protocol.ts';
import {appearanceOf} from './status-appearance.ts';

/** The item in the status bar: what the server is doing, why the file in front is silent where it is, and on hover what one can ask for. */
export class StatusBar {
  readonly #item = window.createStatusBarItem('loopsight.status', StatusBarAlignment.Right, 100);
  /** Why documents are silent, by their URI. */
  readonly #silences = new Map<string, string>();
  readonly #listeners: Disposable;
  #status: StatusParams = {state: 'starting'};

  constructor() {
    this.#item.name = 'Loopsight';
    this.#item.command = 'loopsight.showOutput';
    this.#item.show();
    this.#listeners = Disposable.from(
      window.onDidChangeActiveTextEditor(() => this.#draw()),
      workspace.onDidCloseTextDocument(({uri}) => this.#silences.delete(uri.toString())),
    );
  }

  show(status: StatusParams): void {
    this.#status = status;
    // A server that starts anew says so of each document that is silent.
    if (status.state === 'starting') this.#silences.clear();
    this.#draw();
  }

  silence({uri, reason}: SilenceParams): void {
    const key = Uri.parse(uri).toString();
    if (reason === null) this.#silences.delete(key);
    else this.#silences.set(key, reason);
    this.#draw();
  }

  dispose(): void {
    this.#listeners.dispose();
    this.#item.dispose();
  }

  #draw(): void {
    const inFront = window.activeTextEditor?.document.uri.toString() ?? '';
    const {text, explanation, isFailure} = appearanceOf(this.#status, this.#silences.get(inFront));
    this.#item.text = text;
    this.#item.tooltip = tooltip(explanation);
    this.#item.backgroundColor = isFailure ? new ThemeColor('statusBarItem.errorBackground') : undefined;
    this.#item.accessibilityInformation = {label: `Loopsight: ${explanation}`};
  }
}

function tooltip(explanation: string): MarkdownString {
  const links = COMMANDS.map(([command, title]) => `[${title}](command:${command})`).join(' · ');
  const tooltip = new MarkdownString();
  tooltip.appendText(explanation);
  tooltip.appendMarkdown(`\n\n${links}`);
  tooltip.isTrusted = {enabledCommands: COMMANDS.map(([command]) => command)};
  return tooltip;
}

const COMMANDS = [
  ['loopsight.indexWorkspace', 'Index Workspace'],
  ['loopsight.choosePreset', 'Choose Preset'],
  ['loopsight.restartServer', 'Restart Server'],
  ['loopsight.showOutput', 'Show Output'],
] as const;
