// Nothing in this file blocks by itself. The helper does, two calls and one file away: the links under the problem lead there.
import {loadSettings} from './settings/load-settings.ts';

interface Request {
  readonly path: string;
}

// Planted: `loadSettings` ends in `readFileSync`.
export async function handle(request: Request): Promise<string> {
  const settings = loadSettings();
  return `${settings.greeting}, ${request.path}`;
}

// Well done: read once, before anybody waits.
const settings = loadSettings();

export async function handleWell(request: Request): Promise<string> {
  return `${settings.greeting}, ${request.path}`;
}
