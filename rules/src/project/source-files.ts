/** The files of a project, as the host gives them: the disk, the editor's unsaved buffers over it, or a test's own. Never throws. */
export interface SourceFiles {
  /** The text without byte order mark; null when the file is missing, unreadable, not text, or larger than the host allows. */
  read(path: string): string | null;
  /** Null when there is nothing. `version` changes when the content may have changed. */
  stat(path: string): {readonly kind: 'file' | 'directory'; readonly version: string} | null;
  list(directory: string): readonly string[];
  /** Symbolic links resolved; the path itself when it cannot be. */
  realPath(path: string): string;
  /** Whether the text is that of an editor's buffer, another one after each keystroke; left out by hosts that have none. */
  isBuffer?(path: string): boolean;
}

/** Where summaries are kept between runs; any failure is a miss. Keys are content hashes, values JSON on one line. */
export interface SummaryCache {
  read(key: string): string | null;
  write(key: string, value: string): void;
}
