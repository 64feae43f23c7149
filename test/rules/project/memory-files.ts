import type {SourceFiles} from '../../../rules/src/project/source-files.ts';

/** Files of a test, kept in memory. Links are folders that stand for others. Counts what is read, so that laziness can be tested. */
export interface MemoryFiles extends SourceFiles {
  write(path: string, text: string): void;
  remove(path: string): void;
  readonly reads: readonly string[];
}

export function memoryFiles(texts: Readonly<Record<string, string>>, links: Readonly<Record<string, string>> = {}): MemoryFiles {
  const files = new Map(Object.entries(texts));
  const versions = new Map<string, number>();
  const reads: string[] = [];
  const realPath = (path: string): string => {
    const link = Object.keys(links).find(from => path === from || path.startsWith(`${from}/`));
    return link === undefined ? path : realPath((links[link] ?? '') + path.slice(link.length));
  };
  const isDirectory = (path: string): boolean => [...files.keys(), ...Object.keys(links)].some(file => file.startsWith(`${path === '/' ? '' : path}/`));
  return {
    reads,
    write(path, text) {
      files.set(path, text);
      versions.set(path, (versions.get(path) ?? 0) + 1);
    },
    remove: path => void files.delete(path),
    read(path) {
      reads.push(path);
      return files.get(realPath(path)) ?? null;
    },
    stat(path) {
      const real = realPath(path);
      if (files.has(real)) return {kind: 'file', version: `${versions.get(real) ?? 0}`};
      return isDirectory(real) ? {kind: 'directory', version: '0'} : null;
    },
    list(directory) {
      const inside = (path: string, folder: string): string[] => {
        const start = folder === '/' ? '/' : `${folder}/`;
        return path.startsWith(start) ? [path.slice(start.length).split('/')[0] ?? ''] : [];
      };
      const real = [...files.keys()].flatMap(file => inside(file, realPath(directory)));
      return [...new Set([...real, ...Object.keys(links).flatMap(link => inside(link, directory))])];
    },
    realPath,
  };
}
