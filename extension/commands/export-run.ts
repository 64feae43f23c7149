import {Uri, window, workspace} from 'vscode';
import type {ExportFormat} from '../../server/protocol.ts';
import {chooseRun} from '../runs/choose-run.ts';
import type {Command} from './command.ts';

export const exportRun: Command = {
  id: 'loopsight.exportRun',
  async run({runs}, node) {
    const run = await chooseRun(runs, node, 'Which run shall be exported?');
    const format = run && (await window.showQuickPick(FORMATS, {title: `Export ${run.label} as`}));
    if (!run || !format) return;
    const folder = workspace.workspaceFolders?.[0]?.uri;
    const file = await window.showSaveDialog({filters: {[format.label]: [format.extension]}, ...(folder && {defaultUri: Uri.joinPath(folder, `${run.id}.${format.extension}`)})});
    if (!file) return;
    const result = await runs.export(run.id, format.format, file.fsPath);
    if (!result.ok) return void window.showErrorMessage(`Loopsight: ${result.reason}`);
    if (format.format === 'markdown') await window.showTextDocument(file);
    else void window.showInformationMessage(`Loopsight: the run was written to ${file.fsPath}.`);
  },
};

const FORMATS: readonly {readonly label: string; readonly detail: string; readonly format: ExportFormat; readonly extension: string}[] = [
  {label: 'Markdown', detail: 'Stalls, hot lines and hot functions in words, for a ticket or a review', format: 'markdown', extension: 'md'},
  {label: 'JSON', detail: 'Everything that was found out, as `loopsight profile --json` writes it', format: 'json', extension: 'json'},
  {label: 'CPU profile', detail: 'The samples of the busiest thread, for Chrome DevTools and VS Code', format: 'samples', extension: 'cpuprofile'},
  {label: 'speedscope', detail: 'The samples of all threads, for speedscope.app', format: 'samples', extension: 'speedscope.json'},
  {label: 'Chrome trace', detail: 'The samples of all threads, for Perfetto', format: 'samples', extension: 'trace.json'},
  {label: 'Collapsed stacks', detail: 'For flame graphs', format: 'samples', extension: 'collapsed'},
  {label: 'pprof', detail: 'For pprof and what reads its files', format: 'samples', extension: 'pb.gz'},
];
