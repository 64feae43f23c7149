import type {Connection} from 'vscode-languageserver/node';
import type {DocumentLinter} from '../lint/document-linter.ts';
import type {IndexWorkspaceResult, StatusParams} from '../protocol.ts';

interface Parts {
  readonly linter: DocumentLinter;
  readonly list: (roots: readonly string[], signal: AbortSignal) => Promise<readonly string[]>;
  readonly roots: readonly string[];
  readonly connection: Connection;
  readonly status: (params: StatusParams) => void;
}

/** Indexes every source file of the workspace, with progress that shows files done and left and can be cancelled. */
export async function indexWorkspace({linter, list, roots, connection, status}: Parts, requestSignal: AbortSignal): Promise<IndexWorkspaceResult> {
  const progress = await connection.window.createWorkDoneProgress();
  const controller = new AbortController();
  const signal = AbortSignal.any([requestSignal, controller.signal]);
  progress.token.onCancellationRequested(() => controller.abort());
  progress.begin('Loopsight: indexing', 0, 'looking for files', true);
  let files = 0;
  try {
    const paths = await list(roots, signal);
    await linter.index(paths, signal, (done, left) => {
      files = done;
      progress.report(Math.round((100 * done) / Math.max(1, done + left)), `${done} files done, ${left} left`);
      status({state: 'indexing', done, left});
    });
    return {files: paths.length, isCancelled: false};
  } catch (error) {
    if (!signal.aborted) throw error;
    return {files, isCancelled: true};
  } finally {
    progress.done();
    status({state: 'ready'});
  }
}
