import type {CancellationToken} from 'vscode-languageserver/node';

/** LSP's token as the signal that everything behind this door uses. */
export function abortSignalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
