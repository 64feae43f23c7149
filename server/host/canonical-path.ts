import {realpath} from 'node:fs/promises';

/** The one name of a file, whatever links lead to it; on disks that take upper and lower case for the same, in lower case. */
export async function canonicalPath(path: string): Promise<string> {
  return inOneCase(await realpath(path).catch(() => path));
}

export function inOneCase(path: string, platform: NodeJS.Platform = process.platform): string {
  return platform === 'win32' || platform === 'darwin' ? path.toLowerCase() : path;
}
