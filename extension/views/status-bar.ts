import {MarkdownString, StatusBarAlignment, ThemeColor, window} from 'vscode';
import type {StatusParams} from '../../server/protocol.ts';
import {appearanceOf} from './status-appearance.ts';

/** The item in the status bar: what the server is doing, and on hover what one can ask of it. */
export class StatusBar {
  readonly #item = window.createStatusBarItem('loopsight.status', StatusBarAlignment.Right, 100);

  constructor() {
    this.#item.name = 'Loopsight';
    this.#item.command = 'loopsight.showOutput';
    this.#item.show();
  }

  show(status: StatusParams): void {
    const {text, explanation, isFailure} = appearanceOf(status);
    this.#item.text = text;
    this.#item.tooltip = tooltip(explanation);
    this.#item.backgroundColor = isFailure ? new ThemeColor('statusBarItem.errorBackground') : undefined;
    this.#item.accessibilityInformation = {label: `Loopsight: ${explanation}`};
  }

  dispose(): void {
    this.#item.dispose();
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
