import {duration} from '../../profile/durations.ts';

/** A time in microseconds, as the views count it. */
export function time(us: number): string {
  return duration(us / 1000);
}

export function percent(part: number, whole: number): string {
  return whole > 0 ? `${((part / whole) * 100).toFixed(1)} %` : '';
}

/** The last parts of a path, which tell files apart for a reader. */
export function shortPath(file: string): string {
  return file.split(/[\\/]/).slice(-2).join('/');
}
