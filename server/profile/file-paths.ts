/** The path that a script's URL stands for, or null where it is no file. A path is its own. */
export function pathOfUrl(url: string): string | null {
  if (/^(\/|[A-Za-z]:[\\/])/.test(url)) return url;
  if (!url.startsWith('file://')) return null;
  const [encoded = ''] = url.slice('file://'.length).split(/[?#]/, 1);
  const path = decoded(encoded);
  if (/^\/[A-Za-z]:/.test(path)) return path.slice(1).replaceAll('/', '\\');
  return path.startsWith('/') ? path : `\\\\${path.replaceAll('/', '\\')}`;
}

/** Written by the user rather than installed. Package managers keep themselves in folders of their own, virtual environments the programs of packages. */
export function isUserFile(path: string): boolean {
  return !/[\\/](node_modules|corepack|\.yarn|site-packages|dist-packages|\.?venv[\\/](bin|Scripts))[\\/]/.test(path);
}

/** The part of a path that a person reads. */
export function relativePath(path: string, folder: string): string {
  const separator = folder.includes('\\') ? '\\' : '/';
  const prefix = folder.endsWith(separator) ? folder : folder + separator;
  return path.startsWith(prefix) ? path.slice(prefix.length) : path;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
