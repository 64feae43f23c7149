import {fileURLToPath, pathToFileURL} from 'node:url';

/** The path of a document. What is no file (an untitled buffer, a notebook cell) keeps its URI as a name, which no import can reach. */
export function pathOf(uri: string): string {
  if (!uri.startsWith('file:')) return uri;
  try {
    return fileURLToPath(uri);
  } catch {
    return uri;
  }
}

export function uriOf(path: string): string {
  return /^[\w-]{2,}:/.test(path) ? path : pathToFileURL(path).href;
}
