/** How far a run is, in words that fit into a status bar. */
export function progressText(elapsedMs: number, measured: {readonly stalls: number; readonly longestStallMs: number} | null): string {
  return `${elapsed(elapsedMs)} · ${stallsText(measured)}`;
}

export function stallsText(measured: {readonly stalls: number; readonly longestStallMs: number} | null): string {
  if (!measured || measured.stalls === 0) return 'no stalls';
  return measured.stalls === 1 ? `1 stall of ${duration(measured.longestStallMs)}` : `${measured.stalls.toLocaleString('en')} stalls, the longest ${duration(measured.longestStallMs)}`;
}

/** Of a wait that a person watches: to the second. */
export function elapsed(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} min`;
}

/** Of something measured, as the server says it. */
export function duration(ms: number): string {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${ms >= 10 ? Math.round(ms) : ms.toFixed(1)} ms`;
}
