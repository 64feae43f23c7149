import {createRequire} from 'node:module';
import {relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {ensureInstalled} from '../install.mjs';
import {filesBelow, linterOf, readSource} from './engine.mjs';
import {fetchCorpus} from './fetch.mjs';
import {compareWithReadings} from './peer-readings.mjs';

/**
 * What eslint-plugin-n's `no-sync` says inside of async functions, and whether a rule of ours says something at the same place. Each
 * report that we do not make has been read: either ours was mended, or `readings/beside-no-sync.json` says why it is a false alarm.
 */
// The same linters that speed is measured beside.
const bench = fileURLToPath(new URL('../bench/', import.meta.url));
ensureInstalled(bench, '--ignore-scripts');
const require = createRequire(`${bench}package.json`);
const {Linter} = require('eslint');
const {default: n} = await import(require.resolve('eslint-plugin-n'));
const parser = require('typescript-eslint').parser;

/** The rule asks for types as soon as a parser offers services, and throws where there are none; so nothing is offered. */
const configuration = [{
  files: ['**/*'],
  languageOptions: {parser: {parseForESLint: (text, options) => ({...parser.parseForESLint(text, options), services: undefined}), meta: {name: 'typescript-without-services'}}},
  linterOptions: {noInlineConfig: true, reportUnusedDisableDirectives: 'off'},
  plugins: {n: {rules: {'no-sync': insideAsyncFunctions(n.rules['no-sync'])}}},
  rules: {'n/no-sync': 'error'},
}];

const wanted = process.argv.slice(2);
const packages = fetchCorpus(wanted).filter(({registry}) => registry === 'npm');
const linter = new Linter();
compareWithReadings({peer: 'no-sync', reports: packages.flatMap(reportsIn), isWhole: wanted.length === 0});

function reportsIn({name, folder}) {
  const ours = linterOf(folder);
  return [...filesBelow(folder, /(?<!\.d|\.min)\.[cm]?[jt]sx?$/)].flatMap(file => {
    const text = readSource(file);
    if (text === null || !/Sync\b/.test(text) || !/\basync\b/.test(text)) return [];
    const theirs = peerReports(file, text);
    if (theirs.length === 0) return [];
    const {reports} = ours.lint(file, text);
    const lines = lineStarts(text);
    return theirs.map(({line, column, message}) => {
      const start = lines[line - 1] + column - 1;
      const isOurs = reports.some(({span}) => span.start <= start && /^(?:\(0, ?)?$/.test(text.slice(span.start, start)));
      return {package: name, path: relative(folder, file).replaceAll('\\', '/'), line, code: /'(\w+)'/.exec(message)?.[1] ?? message, text: text.slice(start, start + 80), isOurs};
    });
  });
}

function peerReports(path, text) {
  const messages = linter.verify(text, configuration, {filename: `file${/\.[cm]?[jt]sx?$/.exec(path)[0]}`});
  const fatal = messages.find(message => message.fatal);
  if (fatal) console.error(`${path}:${fatal.line}: ${fatal.message}`);
  return messages.filter(({ruleId}) => ruleId === 'n/no-sync');
}

function insideAsyncFunctions(rule) {
  return {
    ...rule,
    create: context => rule.create(Object.create(context, {report: {value: problem => isInAsyncFunction(problem.node) && context.report(problem)}})),
  };
}

function isInAsyncFunction(node) {
  let at = node.parent;
  while (at && !/Function/.test(at.type) && at.type !== 'StaticBlock' && at.type !== 'PropertyDefinition') at = at.parent;
  return at?.async === true;
}

function lineStarts(text) {
  const starts = [0];
  for (const {index, 0: end} of text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) starts.push(index + end.length);
  return starts;
}
