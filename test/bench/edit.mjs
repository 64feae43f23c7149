import {editSources, python, readSource} from './edit-sources.mjs';
import {inProcess, median} from './measure.mjs';
import {ms, times} from './table.mjs';

/** From an edit to the local diagnostics: parse, facts and all rules, as the server does after each keystroke, with a warm compiler. */
export function editBench() {
  return [...editSources.map(lineEdited), ...editSources.map(lineTyped)];
}

function lineEdited(name) {
  const {language, text} = readSource(name);
  const lines = text.split('\n').length;
  // Both in turn, twice, so that a busy minute of the machine does not fall on one of them alone.
  const rounds = [1, 2].map(() => ({ours: inProcess('edit-process.mjs', name, 'loopsight'), beside: besideIt(name, language, text)}));
  const ours = median(rounds.flatMap(round => round.ours));
  const beside = median(rounds.flatMap(round => round.beside));
  const goal = goalMs(lines);
  return {
    measure: `edit → diagnostics, ${name} (${lines} lines)`,
    ours: ms(ours),
    beside: `${language === 'python' ? 'ast.parse alone' : 'ESLint, 12 rules'} ${ms(beside)}`,
    ratio: times(beside / ours),
    goal: `≤ ${ms(goal)}`,
    met: ours <= goal,
  };
}

/** While a statement is typed, the text holds a syntax error most of the time, and the whole is to be read. */
function lineTyped(name) {
  const lines = readSource(name).text.split('\n').length;
  const [typed, edited] = ['characters', 'comments'].map(how => median(inProcess('edit-process.mjs', name, 'loopsight', how)));
  const goal = goalMs(lines);
  return {measure: `half-typed → diagnostics, ${name} (${lines} lines)`, ours: ms(typed), beside: `a comment more ${ms(edited)}`, ratio: times(edited / typed), goal: `≤ ${ms(goal)}`, met: typed <= goal};
}

/** 8 ms at 1,000 lines, 45 ms at 5,000. */
function goalMs(lines) {
  return (lines < 3000 ? 8 : 9) * (lines / 1000);
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
