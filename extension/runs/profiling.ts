import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {commands, type Disposable, EventEmitter, type ExtensionContext, ProcessExecution, Task, type TaskExecution, TaskPanelKind, TaskRevealKind, TaskScope, tasks, window, workspace} from 'vscode';
import type {Launch, LaunchChoice} from './launch.ts';
import type {ListedRun} from '../../server/protocol.ts';
import {showProgress} from './progress-display.ts';
import {tellResult} from './result-message.ts';
import type {Runs} from './runs.ts';

/** The command is started by a terminal that may have to be made. */
const BEGINS_WITHIN_MS = 10_000;

interface RunningProgram {
  readonly id: string;
  readonly label: string;
  /** The run that this one is to be compared with when it has ended. */
  readonly repeats: ListedRun | null;
  execution: TaskExecution | null;
}

/**
 * Runs programs with `loopsight profile`, each in a terminal that the user sees and can type into. The command measures, analyses and keeps the run: in the
 * editor there is nothing to do but to look now and then how far it is.
 */
export class Profiling {
  readonly #commandFile: string;
  readonly #runs: Runs;
  readonly #running = new Map<string, RunningProgram>();
  /** What runs were started with besides the editor's own variables; it is not written down, because there may be secrets in it. */
  readonly #environments = new Map<string, Readonly<Record<string, string>>>();
  readonly #repeated = new EventEmitter<{readonly before: ListedRun; readonly after: ListedRun}>();
  /** A run that repeats another has ended. */
  readonly onRepeated = this.#repeated.event;
  readonly #listener: Disposable;

  constructor(context: ExtensionContext, runs: Runs) {
    this.#commandFile = context.asAbsolutePath(join('server', 'dist', 'loopsight.mjs'));
    this.#runs = runs;
    this.#listener = tasks.onDidEndTaskProcess(({execution, exitCode}) => void this.#ended(String(execution.task.definition['run']), exitCode));
  }

  /** Profiles what is chosen, or says why that cannot be; a choice that is null was taken back. Resolves when the program has been started. */
  async profile(choose: () => LaunchChoice | null | Promise<LaunchChoice | null>): Promise<void> {
    if (!workspace.isTrusted) return offerTrust();
    const choice = await choose();
    if (choice?.ok === false) void window.showWarningMessage(`Loopsight: ${choice.reason}`);
    if (choice?.ok) await this.#launch(choice.launch);
  }

  /** Runs the same command in the same folder once more; `onRepeated` tells when it has ended. */
  async again(run: ListedRun): Promise<void> {
    if (!workspace.isTrusted) return offerTrust();
    const [program] = run.command;
    if (program === undefined || run.command.length === 1) {
      void window.showWarningMessage(`Loopsight: ${run.label} was not started by a command that can be run again. Profile the program, and compare the two runs.`);
      return;
    }
    await this.#start(run.label, ['--', ...run.command], this.#environments.get(run.id) ?? {}, {cwd: run.cwd, repeats: run});
  }

  /** Measures a process that runs already: its number, or the address of its inspector. Stopping ends the measuring only. */
  async attach(target: string): Promise<void> {
    if (!workspace.isTrusted) return offerTrust();
    await this.#start(`process ${target}`, ['--attach', target], {});
  }

  async #launch({label, command, cwd, environment = {}, remark}: Launch): Promise<void> {
    if (remark) void window.showInformationMessage(`Loopsight: ${remark}`);
    await this.#start(label, ['--', ...command], environment, {cwd});
  }

  /** `words` say what is measured; the rest of the command line is the same for all. */
  async #start(label: string, words: readonly string[], environment: Readonly<Record<string, string>>, {cwd, repeats = null}: {readonly cwd?: string; readonly repeats?: ListedRun | null} = {}): Promise<void> {
    const settings = workspace.getConfiguration('loopsight');
    const {id, folder} = await this.#runs.create(label, settings.get<number>('keptRuns', 30), repeats);
    const program: RunningProgram = {id, label, repeats, execution: null};
    this.#running.set(id, program);
    this.#environments.set(id, environment);
    const args = [this.#commandFile, 'profile', '--out', folder, '--label', label, ...(settings.get<boolean>('memory', false) ? ['--memory'] : []), ...words];
    // Where the editor is an Electron program, this makes its binary a Node; the command takes it off again for what it runs.
    const env = {...environment, ...(process.versions['electron'] && {ELECTRON_RUN_AS_NODE: '1'})};
    const task = new Task({type: 'loopsight', run: id}, workspace.workspaceFolders ? TaskScope.Workspace : TaskScope.Global, label, 'Loopsight', new ProcessExecution(process.execPath, args, {...(cwd !== undefined && {cwd}), env}), []);
    task.presentationOptions = {reveal: TaskRevealKind.Always, focus: true, panel: TaskPanelKind.Shared, clear: true, echo: false, showReuseMessage: false};
    void this.#follow(id, label);
    program.execution = await tasks.executeTask(task);
    this.#runs.changed();
  }

  /** Looks after programs that were started before the window was loaded again: their terminals live on. */
  async resume(): Promise<void> {
    for (const {id, label, state} of await this.#runs.list()) {
      if (state !== 'running' || this.#running.has(id)) continue;
      this.#running.set(id, {id, label, repeats: null, execution: null});
      void this.#follow(id, label).then(() => this.#ended(id, undefined));
    }
  }

  /** Shows how far a run is, until it is over. */
  #follow(id: string, label: string): Promise<void> {
    let wasSeen = false;
    return showProgress(label, {
      stop: () => void this.stop(id),
      look: async () => {
        const run = await this.#runs.get(id).catch(() => null);
        wasSeen ||= run?.state === 'running';
        const isOver = !this.#running.has(id) || (wasSeen && run !== null && run.state !== 'running');
        return isOver ? 'over' : (run?.measured ?? null);
      },
    });
  }

  /** The programs that are being profiled, also those that only begin. Rejects while the server does not run. */
  async running(): Promise<readonly {readonly id: string; readonly label: string}[]> {
    const begun = (await this.#runs.list()).filter(({state}) => state === 'running');
    return [...[...this.#running.values()].filter(({id}) => !begun.some(each => each.id === id)), ...begun];
  }

  /** Ends a program as a person would: it may end in its own way, and what was measured is kept. */
  async stop(id: string): Promise<void> {
    try {
      // Nobody hears of a wish to end before the command has begun to listen.
      for (const deadline = Date.now() + BEGINS_WITHIN_MS; (await this.#runs.get(id)) === null && this.#running.has(id) && Date.now() < deadline; ) await wait(100);
      await this.#runs.stop(id);
    } catch {
      // Without the server nobody can ask; the terminal can still be closed.
      this.#running.get(id)?.execution?.terminate();
    }
  }

  async #ended(id: string, exitCode: number | undefined): Promise<void> {
    const program = this.#running.get(id);
    if (!program) return;
    this.#running.delete(id);
    const run = await this.#runs.get(id).catch(() => null);
    if (run?.state !== 'ended') this.#runs.changed();
    else if (program.repeats) this.#repeated.fire({before: program.repeats, after: run});
    else this.#runs.show(run);
    await tellResult(this.#runs, program.label, run, exitCode);
  }

  dispose(): void {
    this.#listener.dispose();
    this.#repeated.dispose();
  }
}

async function offerTrust(): Promise<void> {
  const answer = await window.showWarningMessage('Loopsight: profiling runs the program, and this workspace is not trusted.', 'Manage Trust');
  if (answer) await commands.executeCommand('workbench.trust.manage');
}
