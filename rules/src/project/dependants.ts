import type {Effects} from './effects.ts';
import type {FileRecords} from './file-records.ts';
import type {Names} from './names.ts';

export interface ProjectParts {
  readonly records: FileRecords;
  readonly names: Names;
  readonly effects: Effects;
}

/** The files whose analysis may have changed by the change of another. */
export function dependantsOfChange(path: string, {records}: ProjectParts): readonly string[] {
  const dependants = records.closureOfImporters(path).filter(other => other !== path);
  records.put(path, records.fresh(path));
  return dependants;
}
