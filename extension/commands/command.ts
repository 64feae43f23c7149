import type {ServerClient} from '../client.ts';

/** A contributed command. Its file has its name: `restart-server.ts` is `loopsight.restartServer` (tested against the manifest). */
export interface Command {
  readonly id: `loopsight.${string}`;
  run(client: ServerClient): Promise<unknown> | unknown;
}
