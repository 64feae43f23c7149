import {inProcess} from './measure.mjs';

/** How many files of a Python package are parsed when all are linted: those with asynchronous code, and what they import. */
export function parsesBench() {
  return ['json', 'email', 'http', 'asyncio'].map(name => {
    const {files, parsed, asynchronous} = inProcess('parses-process.mjs', name);
    const isQuiet = asynchronous === 0;
    return {
      measure: `files parsed to lint Python's ${name} (${files} files)`,
      ours: String(parsed),
      beside: `files with a word of asynchronous code ${asynchronous}`,
      ratio: '',
      goal: isQuiet ? '0' : '',
      met: isQuiet ? parsed === 0 : null,
    };
  });
}
