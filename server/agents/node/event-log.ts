import fs from 'node:fs';
import type {AgentEvent} from '../../profile/agent-events.ts';

/** Taken before they are wrapped: the agent's own writes are not the program's. */
const {openSync, writeSync, writeFileSync} = fs;
const {stringify} = JSON;

/** Held in memory at most: a program that blocks often must not make the agent grow. */
const MOST_HELD = 200;

export interface EventLog {
  append(event: AgentEvent): void;
  /** Appends that something went wrong; whatever the program has made of objects, this can be written. */
  appendFailure(message: string): void;
  /** Writes what is held. */
  flush(): void;
  /** Writes a whole file next to the events. */
  writeFile(suffix: string, text: string): void;
}

/** The events of one thread. Where they cannot be written (full disk, folder gone) they are dropped: the program goes on. */
export function openEventLog(basePath: string): EventLog {
  let file: number | null = null;
  let held: string[] = [];
  const log: EventLog = {
    append(event) {
      held.push(stringify(event));
      if (held.length >= MOST_HELD) log.flush();
    },
    appendFailure(message) {
      held.push(`{"kind":"failure","message":${stringify(message)}}`);
    },
    flush() {
      if (held.length === 0) return;
      const text = `${held.join('\n')}\n`;
      held = [];
      try {
        file ??= openSync(`${basePath}.events.jsonl`, 'a');
        writeSync(file, text);
      } catch {
        // Nobody to tell: the program's output is not ours.
      }
    },
    writeFile(suffix, text) {
      try {
        writeFileSync(`${basePath}.${suffix}`, text);
      } catch {
        // As above.
      }
    },
  };
  return log;
}

