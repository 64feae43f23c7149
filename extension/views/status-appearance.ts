import type {StatusParams} from '../../server/protocol.ts';

/** How the status bar shows what the server is doing. */
export interface StatusAppearance {
  readonly text: string;
  readonly explanation: string;
  readonly isFailure: boolean;
}

/** `silence` says why the file in front shows no problems, whatever it contains. */
export function appearanceOf(status: StatusParams, silence?: string): StatusAppearance {
  switch (status.state) {
    case 'starting':
      return {text: '$(loading~spin) Loopsight', explanation: 'The server is starting.', isFailure: false};
    case 'indexing':
      return indexing(status.done ?? 0, status.left ?? 0);
    case 'ready':
      return silence === undefined ? {text: '$(pulse) Loopsight', explanation: 'Ready.', isFailure: false} : {text: '$(circle-slash) Loopsight', explanation: silence, isFailure: false};
    case 'failed':
      return {text: '$(error) Loopsight', explanation: status.message ?? 'The server does not run.', isFailure: true};
  }
}

function indexing(done: number, left: number): StatusAppearance {
  return {
    text: `$(loading~spin) Loopsight ${done.toLocaleString('en')}/${(done + left).toLocaleString('en')}`,
    explanation: `Indexing: ${done.toLocaleString('en')} files done, ${left.toLocaleString('en')} left.`,
    isFailure: false,
  };
}
