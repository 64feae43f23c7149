import {words} from '../knowledge.ts';

/** Top-level modules of which the catalogue knows something. */
const MODULES: ReadonlySet<string> = new Set(words(`
  asyncio anyio trio time os io subprocess socket requests httpx aiohttp sqlite3 shutil pathlib threading queue
`));

export function isKnownPythonModule(name: string): boolean {
  return MODULES.has(name);
}
