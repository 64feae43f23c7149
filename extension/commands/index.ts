import {commands, Disposable} from 'vscode';
import {attachToProcess} from './attach-to-process.ts';
import {choosePreset} from './choose-preset.ts';
import {clearAnnotations} from './clear-annotations.ts';
import {compareRuns} from './compare-runs.ts';
import type {Command, Extension} from './command.ts';
import {deleteRun} from './delete-run.ts';
import {exportRun} from './export-run.ts';
import {goToCostliestProblem} from './go-to-costliest-problem.ts';
import {indexWorkspace} from './index-workspace.ts';
import {openExample} from './open-example.ts';
import {openMeasuredLine} from './open-measured-line.ts';
import {openProfile} from './open-profile.ts';
import {openRulePage} from './open-rule-page.ts';
import {openRunPage} from './open-run-page.ts';
import {openSettings} from './open-settings.ts';
import {openWalkthrough} from './open-walkthrough.ts';
import {profileCurrentFile} from './profile-current-file.ts';
import {profileLaunchConfiguration} from './profile-launch-configuration.ts';
import {profileNpmScript} from './profile-npm-script.ts';
import {profileTestAtCursor} from './profile-test-at-cursor.ts';
import {profileTestFile} from './profile-test-file.ts';
import {refreshRuns} from './refresh-runs.ts';
import {renameRun} from './rename-run.ts';
import {restartServer} from './restart-server.ts';
import {runAgain} from './run-again.ts';
import {showAwaitTime} from './show-await-time.ts';
import {showBlockedTime} from './show-blocked-time.ts';
import {showOutput} from './show-output.ts';
import {showRun} from './show-run.ts';
import {showSelfTime} from './show-self-time.ts';
import {showTotalTime} from './show-total-time.ts';
import {stopProfiling} from './stop-profiling.ts';
import {toggleAnnotations} from './toggle-annotations.ts';

const all: readonly Command[] = [
  attachToProcess,
  choosePreset,
  clearAnnotations,
  compareRuns,
  deleteRun,
  exportRun,
  goToCostliestProblem,
  indexWorkspace,
  openExample,
  openMeasuredLine,
  openProfile,
  openRulePage,
  openRunPage,
  openSettings,
  openWalkthrough,
  profileCurrentFile,
  profileLaunchConfiguration,
  profileNpmScript,
  profileTestAtCursor,
  profileTestFile,
  refreshRuns,
  renameRun,
  restartServer,
  runAgain,
  showAwaitTime,
  showBlockedTime,
  showOutput,
  showRun,
  showSelfTime,
  showTotalTime,
  stopProfiling,
  toggleAnnotations,
];

export function registerCommands(extension: Extension): Disposable {
  return Disposable.from(...all.map(({id, run}) => commands.registerCommand(id, (argument?: unknown) => run(extension, argument))));
}
