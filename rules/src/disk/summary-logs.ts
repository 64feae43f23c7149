import {randomUUID} from 'node:crypto';
import {closeSync, openSync, readdirSync, readFileSync, readSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

/** A line of a log: which log, and which bytes of it, the line end left out. */
interface Line {
  readonly log: string;
  readonly start: number;
  readonly length: number;
}

/** How often it is looked for what other processes have written since. */
const REST_MS = 100;

/** A log's line is a key, a space and a value without line ends. */
export function logLine(key: string, value: string): string {
  return `${key} ${value}\n`;
}

/** The name of a new log in the folder; nobody else has it. */
export function newLog(folder: string): string {
  return join(folder, `${randomUUID()}${LOG}`);
}

const LOG = '.log';

/** The logs of a folder, to which other processes append meanwhile. What stands behind the last line end is still being written, or never was to its end. */
export class SummaryLogs {
  readonly #folder: string;
  readonly #lines = new Map<string, Line>();
  /** Up to which byte each log is known. */
  readonly #known = new Map<string, number>();
  #lookedAt: number | null = null;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The value of a key; null where no log has it. */
  find(key: string): string | null {
    if (!this.#lines.has(key)) this.#lookAgain();
    const line = this.#lines.get(key);
    if (!line) return null;
    const text = readBytes(line.log, line.start, line.length)?.toString('utf8');
    // Logs are only appended to; but one that was taken away may have been begun anew by whoever wrote it.
    return text?.startsWith(`${key} `) ? text.slice(key.length + 1) : null;
  }

  #lookAgain(): void {
    const now = performance.now();
    if (this.#lookedAt !== null && now - this.#lookedAt < REST_MS) return;
    if (this.#lookedAt === null) tidy(this.#folder);
    this.#lookedAt = now;
    for (const {path, bytes} of logsIn(this.#folder)) {
      const known = this.#known.get(path) ?? 0;
      if (bytes > known) this.#known.set(path, known + this.#readLines(path, known, bytes));
    }
  }

  /** The number of bytes in whole lines. */
  #readLines(log: string, from: number, to: number): number {
    const bytes = readBytes(log, from, to - from);
    let start = 0;
    for (let end = bytes?.indexOf(LINE_END) ?? -1; bytes && end >= 0; end = bytes.indexOf(LINE_END, start)) {
      const space = bytes.indexOf(SPACE, start);
      if (space > start && space < end) this.#lines.set(bytes.toString('latin1', start, space), {log, start: from + start, length: end - start});
      start = end + 1;
    }
    return start;
  }
}

const LINE_END = 10;
const SPACE = 32;

/** Logs of so many bytes are left as they are; of smaller ones, each of one run over a project that had hardly changed, so many may lie about. */
const SMALL_BYTES = 256 * 1024;
const MOST_SMALL = 32;

/** Beyond so many bytes the oldest logs go. */
const MOST_BYTES = 256 * 1024 * 1024;

interface Log {
  readonly path: string;
  readonly bytes: number;
  readonly changedMs: number;
}

function logsIn(folder: string): Log[] {
  try {
    return readdirSync(folder).filter(name => name.endsWith(LOG)).flatMap(name => {
      const path = join(folder, name);
      const stats = statSync(path, {throwIfNoEntry: false});
      return stats?.isFile() ? [{path, bytes: stats.size, changedMs: stats.mtimeMs}] : [];
    });
  } catch {
    return [];
  }
}

/** Keeps the folder from filling up. Several processes may do so at once: what is lost by that is computed again. */
function tidy(folder: string): void {
  const logs = logsIn(folder);
  const small = logs.filter(({bytes}) => bytes < SMALL_BYTES);
  try {
    if (small.length > MOST_SMALL) merge(small, folder);
    let total = logs.reduce((sum, {bytes}) => sum + bytes, 0);
    for (const {path, bytes} of logs.sort((a, b) => a.changedMs - b.changedMs)) {
      if (total <= MOST_BYTES) break;
      rmSync(path, {force: true});
      total -= bytes;
    }
  } catch {
    // A folder that cannot be written to stays as it is.
  }
}

/** Written under another name first, so that nobody reads half of it. */
function merge(logs: readonly Log[], folder: string): void {
  const lines = new Set(logs.flatMap(({path}) => readFileSync(path, 'latin1').split('\n').slice(0, -1)));
  const merged = newLog(folder);
  const draft = `${merged}.draft`;
  writeFileSync(draft, [...lines].map(line => `${line}\n`).join(''), 'latin1');
  renameSync(draft, merged);
  for (const {path} of logs) rmSync(path, {force: true});
}

function readBytes(path: string, start: number, length: number): Buffer | null {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return null;
  }
  try {
    const bytes = Buffer.allocUnsafe(length);
    return bytes.subarray(0, readSync(file, bytes, 0, length, start));
  } catch {
    return null;
  } finally {
    closeSync(file);
  }
}
