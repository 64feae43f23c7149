import {readText} from './read-text.ts';

export interface Settings {
  readonly greeting: string;
}

/** Synchronous, and harmless at start-up. Its callers decide whether it blocks somebody. */
export function loadSettings(): Settings {
  return JSON.parse(readText('settings.json')) as Settings;
}
