import {open, readdir, type FileHandle} from 'node:fs/promises';
import {join} from 'node:path';
import type {AgentEvent} from '../profile/agent-events.ts';
import {readEvents} from '../profile/event-lines.ts';

/** So much is read of a file at once; the rest waits for the next time. */
const MOST_BYTES = 1_000_000;

/** Reads what agents append while they do. Threads come as they show up; what cannot be read is tried again. */
export class EventTail {
  readonly #folder: string;
  readonly #offsets = new Map<string, number>();

  constructor(eventsFolder: string) {
    this.#folder = eventsFolder;
  }

  /** The events that were written since it was last asked, by thread. */
  async read(): Promise<readonly {readonly thread: string; readonly events: readonly AgentEvent[]}[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const read = [];
    for (const name of names) {
      if (!name.endsWith('.events.jsonl')) continue;
      const events = await this.#readFile(name).catch(() => []);
      if (events.length > 0) read.push({thread: name, events});
    }
    return read;
  }

  async #readFile(name: string): Promise<readonly AgentEvent[]> {
    const file = await open(join(this.#folder, name));
    try {
      const offset = this.#offsets.get(name) ?? 0;
      const {size} = await file.stat();
      const text = await wholeLines(file, offset, Math.min(size - offset, MOST_BYTES));
      this.#offsets.set(name, offset + text.byteLength);
      return readEvents(text.toString('utf8'));
    } finally {
      await file.close();
    }
  }
}

/** Up to the last end of a line; a line that never ends is given up. */
async function wholeLines(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  if (length <= 0) return Buffer.alloc(0);
  const {bytesRead, buffer} = await file.read(Buffer.alloc(length), 0, length, offset);
  const read = buffer.subarray(0, bytesRead);
  const end = read.lastIndexOf('\n') + 1;
  return end === 0 && bytesRead === MOST_BYTES ? read : read.subarray(0, end);
}
