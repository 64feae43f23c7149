import {relative} from 'node:path';
import type {Format} from './index.ts';

/** Annotations on a pull request, by the commands that GitHub's runner reads from a step's output. */
export const github: Format = (files, {directory}) =>
  files
    .flatMap(file => file.problems)
    .map(({path, line, column, endLine, endColumn, ruleId, message}) => {
      const properties = {file: relative(directory, path).replaceAll('\\', '/'), line, col: column, endLine, endColumn, title: `Loopsight: ${ruleId}`};
      return `::warning ${Object.entries(properties).map(([name, value]) => `${name}=${escapedProperty(String(value))}`).join(',')}::${escaped(message)}\n`;
    })
    .join('');

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapedProperty(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
