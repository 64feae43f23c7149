import {editSources, python, readSource} from './edit-sources.mjs';
import {inProcess, median} from './measure.mjs';
import {ms, times} from './table.mjs';

/**
 * From an edit to the local diagnostics: parse, facts and all rules, as the server does after each keystroke, with a warm compiler. The goals are shares
 * of what ESLint takes with typescript-eslint, measured in the same run, so that they mean the same on a slower machine; what they are in milliseconds on
 * the machine on which they were set is said beside.
 */
export function editBench() {
  const edited = editSources.map(measureEdited);
  const eslintMsPerLine = lines => {
    const {eslint, lines: ofIt} = edited.filter(one => one.eslint !== null).sort((a, b) => Math.abs(a.lines - lines) - Math.abs(b.lines - lines))[0];
    return eslint / ofIt;
  };
  return [...edited.map(one => lineEdited(one, eslintMsPerLine(one.lines))), ...edited.map(one => lineTyped(one, eslintMsPerLine(one.lines)))];
}

function measureEdited(name) {
  const {language, text} = readSource(name);
  // Both in turn, twice, so that a busy minute of the machine does not fall on one of them alone.
  const rounds = [1, 2].map(() => ({ours: inProcess('edit-process.mjs', name, 'loopsight'), beside: besideIt(name, language, text)}));
  const ours = median(rounds.flatMap(round => round.ours));
  const beside = median(rounds.flatMap(round => round.beside));
  return {name, language, lines: text.split('\n').length, ours, beside, eslint: language === 'javascript' ? beside : null};
}

function lineEdited({name, language, lines, ours, beside}, eslintMsPerLine) {
  return {
    measure: `edit → diagnostics, ${name} (${lines} lines)`,
    ours: ms(ours),
    beside: `${language === 'python' ? 'ast.parse alone' : 'ESLint, 12 rules'} ${ms(beside)}`,
    ratio: times(beside / ours),
    ...goalFor(ours, lines, eslintMsPerLine),
  };
}

/** While a statement is typed, the text holds a syntax error most of the time, and the whole is to be read. */
function lineTyped({name, lines}, eslintMsPerLine) {
  const [typed, edited] = ['characters', 'comments'].map(how => median(inProcess('edit-process.mjs', name, 'loopsight', how)));
  return {measure: `half-typed → diagnostics, ${name} (${lines} lines)`, ours: ms(typed), beside: `a comment more ${ms(edited)}`, ratio: times(edited / typed), ...goalFor(typed, lines, eslintMsPerLine)};
}

/** 8 ms at 1,000 lines and 45 ms at 5,000, where ESLint with typescript-eslint, without types, took 51 and 213. */
const GOALS = [{upTo: 3000, lines: 1000, goalMs: 8, eslintMs: 51}, {upTo: Infinity, lines: 5000, goalMs: 45, eslintMs: 213}];

/** Of a text in Python, what ESLint takes is that of the TypeScript text of about its length, line by line. */
function goalFor(oursMs, textLines, eslintMsPerLine) {
  const {lines, goalMs, eslintMs} = GOALS.find(({upTo}) => textLines < upTo);
  const share = goalMs / eslintMs;
  const here = share * eslintMsPerLine * textLines;
  const absolute = (goalMs / lines) * textLines;
  return {goal: `≤ ${ms(here)}, ${(share * 100).toFixed(0)} % of ESLint's (there ${ms(absolute)}: ${oursMs <= absolute ? 'met' : 'missed'})`, met: oursMs <= here};
}

/** ESLint has nothing for Python; CPython's own parser, in C, says how much there is to read. */
function besideIt(name, language, text) {
  return language === 'python' ? JSON.parse(python(AST_PARSE, text)) : inProcess('edit-process.mjs', name, 'eslint');
}

const AST_PARSE = `
import ast, json, sys, time
text = sys.stdin.read()
taken = []
for count in range(12):
    start = time.process_time()
    ast.parse(text + "#" + str(count))
    taken.append((time.process_time() - start) * 1000)
print(json.dumps(taken[4:]))
`;
