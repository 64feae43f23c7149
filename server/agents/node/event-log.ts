import {Buffer} from 'node:buffer';
import fs from 'node:fs';
import type {AgentEvent} from '../../profile/agent-events.ts';

/** Taken before they are wrapped: the agent's own writes are not the program's. */
const {openSync, writeSync, closeSync} = fs;
const {stringify} = JSON;

/** Held in memory at most: a program that blocks often must not make the agent grow. */
const MOST_HELD = 200;

export interface EventLog {
  append(event: AgentEvent): void;
  /** Appends that something went wrong; whatever the program has made of objects, this can be written. */
  appendFailure(message: string): void;
  /** Writes what is held. */
  flush(): void;
  /** Writes at the end of a file next to the events. */
  writeFile(suffix: string, text: string): void;
}

/** The events of one thread. Where they cannot be written (full disk, folder gone) they are dropped: the program goes on. */
export function openEventLog(basePath: string): EventLog {
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
      log.writeFile('events.jsonl', text);
    },
    writeFile(suffix, text) {
      try {
        appendTo(`${basePath}.${suffix}`, text);
      } catch {
        // Nobody to tell: the program's output is not ours.
      }
    },
  };
  return log;
}

/** Opens the file for this once: a program that closes all descriptors, as daemons do, would give the number to a file of its own. */
function appendTo(path: string, text: string): void {
  const file = openSync(path, 'a');
  try {
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
  } finally {
    closeSync(file);
  }
}
