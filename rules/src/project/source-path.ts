/** Absolute paths of either kind, `/a/b` and `C:\a\b`, taken apart and put together without asking which system this is. */
export function directoryOf(path: string): string {
  const cut = lastSeparator(path);
  return cut < 0 ? '' : path.slice(0, Math.max(cut, rootLength(path)));
}

export function baseNameOf(path: string): string {
  return path.slice(lastSeparator(path) + 1);
}

/** With its dot: `.ts`; empty where there is none. */
export function extensionOf(path: string): string {
  const name = baseNameOf(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot);
}

/** `relative` uses `/`, as module specifiers do; the result uses what `directory` uses. */
export function joinPath(directory: string, relative: string): string {
  const root = directory.slice(0, rootLength(directory));
  const separator = separatorOf(directory);
  const parts = directory.slice(root.length).split(/[\\/]/).filter(part => part !== '');
  for (const part of relative.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return root + parts.join(separator);
}

/** Whether the path is the directory or lies within it. */
export function isWithin(path: string, directory: string): boolean {
  if (path === directory) return true;
  return path.startsWith(directory) && /[\\/]/.test(path[directory.length] ?? '') ? true : path.startsWith(directory) && /[\\/]$/.test(directory);
}

/** The path from `directory`, with `/`; null when it is not within. */
export function relativeTo(path: string, directory: string): string | null {
  if (!isWithin(path, directory)) return null;
  return path.slice(directory.length).replaceAll('\\', '/').replace(/^\//, '');
}

/** The directory itself, then the one around it, and so on to the root. */
export function* directoriesUpwards(directory: string): Generator<string> {
  for (let at = directory; at !== ''; ) {
    yield at;
    const above = directoryOf(at);
    if (above === at) return;
    at = above;
  }
}

function separatorOf(path: string): '/' | '\\' {
  return path.startsWith('/') || !path.includes('\\') ? '/' : '\\';
}

function rootLength(path: string): number {
  return /^(?:\/|[A-Za-z]:[\\/]|\\\\[^\\]+\\[^\\]+\\?)/.exec(path)?.[0].length ?? 0;
}

function lastSeparator(path: string): number {
  return separatorOf(path) === '/' && !path.includes('\\') ? path.lastIndexOf('/') : Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
}
