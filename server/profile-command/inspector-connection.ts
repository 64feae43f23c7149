import {WebSocket} from 'ws';

/** A connection to the inspector of a Node process. */
export interface InspectorConnection {
  /** Evaluates an expression in the process, with `require` at hand, and gives its value or what its promise resolves to, which must be plain data. Rejects with what it threw, or when the process has gone. */
  evaluate(expression: string): Promise<unknown>;
  /** Resolves when the process has gone, or the connection has been closed. */
  readonly closed: Promise<void>;
  close(): void;
}

/** A process that does not answer for so long is stopped at a breakpoint, or worse. */
const PATIENCE_MS = 10_000;

/** An answer, or a notification, which has a method instead of a number. */
interface Answer {
  readonly id?: number;
  readonly method?: string;
  readonly error?: {readonly message: string};
  readonly result?: {readonly result?: {readonly value?: unknown}; readonly exceptionDetails?: {readonly text: string; readonly exception?: {readonly description?: string}}};
}

/** Rejects where nobody answers. `url` is what the process says of itself at `/json/list`. */
export async function connectToInspector(url: string): Promise<InspectorConnection> {
  const socket = new WebSocket(url, {perMessageDeflate: false, handshakeTimeout: PATIENCE_MS});
  const waiting = new Map<number, (answer: Answer) => void>();
  const closed = new Promise<void>(resolve => socket.once('close', () => resolve()));
  let asked = 0;
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  // What goes wrong later ends in `close`.
  socket.on('error', () => {});
  socket.on('message', data => {
    const answer = JSON.parse(String(data)) as Answer;
    // A process that ends waits for those who debug it, and we do not.
    if (answer.method === 'NodeRuntime.waitingForDisconnect') socket.close();
    waiting.get(answer.id ?? -1)?.(answer);
    waiting.delete(answer.id ?? -1);
  });
  socket.once('close', () => {
    for (const answer of waiting.values()) answer({error: {message: 'the process has ended'}});
    waiting.clear();
  });

  socket.send(JSON.stringify({id: ++asked, method: 'NodeRuntime.notifyWhenWaitingForDisconnect', params: {enabled: true}}));
  return {
    closed,
    close: () => socket.close(),
    async evaluate(expression) {
      if (socket.readyState !== WebSocket.OPEN) throw new Error('the process has ended');
      const id = ++asked;
      const answered = new Promise<Answer>(resolve => {
        waiting.set(id, resolve);
        setTimeout(() => resolve({error: {message: `the process did not answer within ${PATIENCE_MS / 1000} s`}}), PATIENCE_MS).unref();
      });
      socket.send(JSON.stringify({id, method: 'Runtime.evaluate', params: {expression, includeCommandLineAPI: true, returnByValue: true, awaitPromise: true}}));
      const {error, result} = await answered;
      if (error) throw new Error(error.message);
      const thrown = result?.exceptionDetails;
      if (thrown) throw new Error((thrown.exception?.description ?? thrown.text).split('\n')[0]);
      return result?.result?.value;
    },
  };
}
