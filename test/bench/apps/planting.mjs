import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

/**
 * Puts stalls into the copy of an application in `folder`, and gives each with its path, the line that holds the loop, and the
 * first line of its code, from 1.
 *
 * Of a stall, `name` says what it is, and `file` where it goes: in front of the line `before`, which the file has once, or once below the line `after`. In `code` one line is
 * wrapped in `@…@`: it is the one that holds the loop. Code that does not time itself is timed by `clocked`, which knows the language; `setup` comes before the clock starts, and `imports` go to the top of the file.
 */
export function plant(folder, stalls, clocked) {
  return [...new Set(stalls.map(({file}) => file))].flatMap(file => {
    const path = join(folder, file);
    const ofFile = stalls.filter(stall => stall.file === file);
    const lines = ofFile.reduce((text, stall) => withStall(text, stall, clocked), readFileSync(path, 'utf8').split('\n'));
    lines.unshift(...new Set(ofFile.flatMap(({imports = []}) => imports)));
    writeFileSync(path, lines.map(line => line.replace(/@@[^@]+@@/, '')).join('\n'));
    return ofFile.map(stall => {
      const index = lines.findIndex(line => line.includes(markOf(stall)));
      const above = stall.code.split('\n').findIndex(line => isMarked(line));
      return {...stall, path, line: index + 1, firstLine: index + 1 - above};
    });
  });
}

function withStall(lines, stall, clocked) {
  const {name, before, after, setup, code} = stall;
  const from = after === undefined ? -1 : onlyLine(lines, after, stall);
  const at = after === undefined ? onlyLine(lines, before, stall) : lines.findIndex((line, index) => index > from && line.trim() === before);
  if (at < 0) throw new Error(`${name}: ${stall.file} has no line \`${before}\` below \`${after}\`.`);
  const indentation = lines[at].match(/^\s*/)[0];
  const marked = code.split('\n').map(line => (isMarked(line) ? line.replace(/@(.*)@$/, `$1${markOf(stall)}`) : line));
  if (!code.split('\n').some(isMarked)) throw new Error(`${name} does not say which line holds the loop.`);
  const planted = stall.timesItself ? marked : clocked(name, setup === undefined ? [] : setup.split('\n'), marked);
  return lines.toSpliced(at, 0, ...planted.map(line => indentation + line));
}

function isMarked(line) {
  return /^\s*@.*@$/.test(line);
}

function onlyLine(lines, wanted, {name, file}) {
  const found = lines.flatMap((line, index) => (line.trim() === wanted ? [index] : []));
  if (found.length !== 1) throw new Error(`${name}: ${file} has ${found.length} lines \`${wanted}\`.`);
  return found[0];
}

/** Stands at the end of the line until all of its file is written. */
function markOf({name}) {
  return `@@${name}@@`;
}
