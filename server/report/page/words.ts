/** `412 ms`, `3.2 s`; below 10 ms with a decimal. */
export function time(us: number): string {
  const ms = us / 1000;
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${ms >= 10 ? Math.round(ms) : ms.toFixed(1)} ms`;
}

export function percent(part: number, whole: number): string {
  return whole > 0 ? `${((part / whole) * 100).toFixed(1)} %` : '';
}

/** The last parts of a path, which tell files apart for a reader. */
export function shortPath(file: string): string {
  return file.split(/[\\/]/).slice(-2).join('/');
}
