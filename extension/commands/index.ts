import {commands, Disposable} from 'vscode';
import type {ServerClient} from '../client.ts';
import {choosePreset} from './choose-preset.ts';
import type {Command} from './command.ts';
import {indexWorkspace} from './index-workspace.ts';
import {openRulePage} from './open-rule-page.ts';
import {openSettings} from './open-settings.ts';
import {openWalkthrough} from './open-walkthrough.ts';
import {restartServer} from './restart-server.ts';
import {showOutput} from './show-output.ts';

const all: readonly Command[] = [choosePreset, indexWorkspace, openRulePage, openSettings, openWalkthrough, restartServer, showOutput];

export function registerCommands(client: ServerClient): Disposable {
  return Disposable.from(...all.map(({id, run}) => commands.registerCommand(id, () => run(client))));
}
