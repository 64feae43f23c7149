import {relative} from 'node:path';
import type {Format} from './index.ts';

/** For people: `path:line:column message rule`, the way to the blocking call below it, and a sum. */
export const text: Format = (files, {directory}) => {
  const problems = files.flatMap(file => file.problems);
  const lines = problems.flatMap(({path, line, column, message, ruleId, related}) => [
    `${relative(directory, path)}:${line}:${column}  ${message}  ${ruleId}`,
    ...related.map(place => `    ${relative(directory, place.path)}:${place.line}:${place.column}  ${place.message}`),
  ]);
  const affected = files.filter(file => file.problems.length > 0).length;
  const sum = problems.length === 0 ? `No problems in ${count(files.length, 'file')}.` : `${count(problems.length, 'problem')} in ${count(affected, 'file')} of ${files.length}.`;
  return `${[...lines, ...(lines.length > 0 ? [''] : []), sum].join('\n')}\n`;
};

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
