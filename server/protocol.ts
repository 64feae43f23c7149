/** What Loopsight's server and its clients say to each other beyond LSP. A leaf: it imports nothing. */

/**
 * How a client that can choose starts the server's process. An edit makes and drops a tree and its facts; with more room for what
 * lives shortly, a fifth less time goes into collecting it.
 */
export const SERVER_NODE_OPTIONS = ['--max-semi-space-size=32'];

/** Server → client, notification: what the server is doing, for a status bar. */
export const STATUS = 'loopsight/status';

export interface StatusParams {
  readonly state: 'starting' | 'indexing' | 'ready' | 'failed';
  /** Files indexed so far and still to do; with `indexing`. */
  readonly done?: number;
  readonly left?: number;
  /** Why, and what to do; with `failed`. */
  readonly message?: string;
}

/** Client → server, request: index all files of the workspace. Progress comes as work done progress and as `loopsight/status`; cancelling the request stops it. */
export const INDEX_WORKSPACE = 'loopsight/indexWorkspace';

export interface IndexWorkspaceResult {
  readonly files: number;
  readonly isCancelled: boolean;
}

/** `initializationOptions` of `initialize`; all optional. */
export interface InitializationOptions {
  /** Folder for summaries kept between runs; without it they are kept next to the packages of each root, or not at all. */
  readonly cacheFolder?: string;
  /** False: no code of the workspace is run, so its ESLint configuration is not read. Default true. */
  readonly isTrusted?: boolean;
  /** Languages whose problems the ESLint extension shows already, where the project's ESLint configuration has our plugin. */
  readonly eslintExtensionLanguages?: readonly string[];
  /** How diagnostics travel. Default: `pull` where the client can, else `push`. Pushed diagnostics come in two steps, local ones first. */
  readonly diagnostics?: 'push' | 'pull';
}

/** Client → server, notification: the workspace became trusted, or the ESLint extension came or went. */
export const CLIENT_STATE = 'loopsight/clientState';

export type ClientStateParams = Pick<InitializationOptions, 'isTrusted' | 'eslintExtensionLanguages'>;
