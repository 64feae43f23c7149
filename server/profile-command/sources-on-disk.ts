import {readFileSync} from 'node:fs';
import {loadOxc} from '../../rules/src/disk/oxc.ts';
import {parseWithOxc} from '../../rules/src/javascript/oxc.ts';
import type {Sources} from '../profile/analyse-run.ts';
import {outlineOf} from '../profile/outline.ts';

/** Longer files are generated ones, whose lines are mapped or tell little. */
const LONGEST_OUTLINED = 2_000_000;

/** The program's files on this machine; what has gone or cannot be parsed is null. */
export function sourcesOnDisk(): Sources {
  const parse = parseWithOxc(loadOxc());
  return {
    readText,
    readOutline(path) {
      const text = readText(path);
      if (text === null || text.length > LONGEST_OUTLINED) return null;
      try {
        const {program, errors} = parse({path, text});
        return errors.length === 0 ? outlineOf(program, text) : null;
      } catch {
        return null;
      }
    },
  };
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
