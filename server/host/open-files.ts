import type {SourceFiles} from '../../rules/src/project/source-files.ts';

/** A buffer of the editor. */
export interface OpenText {
  readonly version: number;
  readonly text: string;
}

/** The disk with the editor's unsaved buffers laid over it. */
export function openFilesOver(disk: SourceFiles, openText: (path: string) => OpenText | undefined): SourceFiles {
  return {
    ...disk,
    read: path => openText(path)?.text ?? disk.read(path),
    stat(path) {
      const open = openText(path);
      return open ? {kind: 'file', version: `open:${open.version}`} : disk.stat(path);
    },
    isBuffer: path => openText(path) !== undefined,
  };
}
