import {appendFileSync, mkdirSync} from 'node:fs';
import type {SummaryCache} from '../project/source-files.ts';
import {logLine, newLog, SummaryLogs} from './summary-logs.ts';

/** A longer log is followed by another, so that none is long to read. */
const LONGEST_LOG = 4_000_000;

/**
 * Summaries in a folder that several processes share. Each process appends to logs of its own, a line per summary: a project that is
 * new has a thousand of them, and to make a file for each would cost a fifth of its index. Whatever goes wrong is a miss, because
 * everything here can be computed again.
 */
export function diskCache(folder: string): SummaryCache {
  const logs = new SummaryLogs(folder);
  let own: {readonly path: string; length: number} | null = null;
  let isWritable = true;
  return {
    read: key => logs.find(key),
    write(key, value) {
      if (!isWritable) return;
      try {
        if (!own) mkdirSync(folder, {recursive: true});
        if (!own || own.length > LONGEST_LOG) own = {path: newLog(folder), length: 0};
        const line = logLine(key, value);
        appendFileSync(own.path, line);
        own.length += line.length;
      } catch {
        isWritable = false;
      }
    },
  };
}
