/** Less memory that a line holds is not worth a word. */
export const LEAST_HELD_BYTES = 10_000;

/** An amount of memory as a person reads it: `12 KB`, `3.4 MB`. */
export function memorySize(bytes: number): string {
  return bytes >= 1024 * 1024 ? `${(bytes / 1024 / 1024).toFixed(1)} MB` : `${Math.round(bytes / 1024)} KB`;
}
