import {setTimeout as wait} from 'node:timers/promises';
import {MarkdownString, ProgressLocation, StatusBarAlignment, ThemeColor, window} from 'vscode';
import {progressText} from './progress-text.ts';

export interface Watched {
  stop(): void;
  /** What has been measured so far; null where nothing is known yet. */
  look(): Promise<{readonly stalls: number; readonly longestStallMs: number} | null | 'over'>;
}

const LOOK_EVERY_MS = 500;

/** Shows in a notification and in the status bar how far a run is, until it is over. Both stop it when they are clicked. */
export async function showProgress(label: string, {stop, look}: Watched): Promise<void> {
  const startedAt = performance.now();
  const item = window.createStatusBarItem('loopsight.run', StatusBarAlignment.Left, 50);
  item.name = 'Loopsight: profiled program';
  item.command = 'loopsight.stopProfiling';
  item.backgroundColor = new ThemeColor('statusBarItem.warningBackground');
  item.tooltip = new MarkdownString().appendText(`Loopsight profiles ${label}. Click to stop it.`);
  const options = {location: ProgressLocation.Notification, title: `Loopsight profiles ${label}`, cancellable: true};
  await window.withProgress(options, async (progress, token) => {
    token.onCancellationRequested(stop);
    for (let measured = await look(); measured !== 'over'; measured = await look()) {
      const text = progressText(performance.now() - startedAt, measured);
      progress.report({message: text});
      item.text = `$(record) ${text}`;
      item.accessibilityInformation = {label: `Loopsight profiles ${label}: ${text}. Activate to stop.`, role: 'button'};
      item.show();
      await wait(LOOK_EVERY_MS);
    }
  });
  item.dispose();
}
