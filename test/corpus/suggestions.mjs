import {relative} from 'node:path';
import {parseArgs} from 'node:util';
import {filesBelow, linterOf, readSource} from './engine.mjs';
import {fetchCorpus} from './fetch.mjs';

/**
 * Applies every suggestion of every report on the corpus, one at a time, and lints the text again: it must parse as well as before, the
 * problem must be gone, and no new one may have come. `--each N` looks at every N-th suggestion only. Prints the sums, and what failed.
 */
const {values: {each: step}, positionals: wanted} = parseArgs({options: {each: {type: 'string', default: '1'}}, allowPositionals: true});
const EACH = Number(step);
if (!Number.isInteger(EACH) || EACH < 1) throw new Error(`--each takes a whole number from 1, not ${step}.`);

/** The shares of a hundred that must hold. */
const GONE_PERCENT = 98;

const sums = new Map();
let seen = 0;
for (const {name, registry, folder} of fetchCorpus(wanted)) {
  const {lint} = linterOf(folder);
  for (const file of filesBelow(folder, registry === 'pypi' ? /\.py$/ : /(?<!\.d|\.min)\.[cm]?[jt]sx?$/)) checkFile(name, relative(folder, file).replaceAll('\\', '/'), file, lint);
}
print();

function checkFile(name, path, file, lint) {
  const text = readSource(file);
  if (text === null) return;
  const before = lint(file, text);
  for (const report of before.reports) {
    for (const {title, edits} of report.suggestions) {
      if (seen++ % EACH !== 0) continue;
      const after = applied(text, edits);
      const verdict = verdictOf(before, lint(file, after), report, text, edits);
      const key = `${report.ruleId}\t${verdict}`;
      sums.set(key, (sums.get(key) ?? 0) + 1);
      if (verdict !== 'gone') console.log(`  ${verdict}: ${name} ${path}:${text.slice(0, report.span.start).split('\n').length} ${report.ruleId}: ${title}`);
    }
  }
  // What was linted is the text with the suggestion; what others import is the file.
  if (before.reports.length > 0) lint(file, text);
}

/** Of several insertions at one place the first comes first. */
function applied(text, edits) {
  let result = '';
  let at = 0;
  for (const {span, text: inserted} of edits.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)) {
    result += text.slice(at, span.start) + inserted;
    at = span.end;
  }
  return result + text.slice(at);
}

function verdictOf(before, after, report, text, edits) {
  if (after.syntaxErrors.length > before.syntaxErrors.length) return 'syntax error';
  const moved = offset => offset + edits.filter(({span}) => span.end <= offset).reduce((sum, {span, text: inserted}) => sum + inserted.length - (span.end - span.start), 0);
  const count = (reports, of) => reports.filter(({ruleId, message}) => `${ruleId}\n${message}` === of).length;
  const own = `${report.ruleId}\n${report.message}`;
  if (count(after.reports, own) >= count(before.reports, own) && after.reports.some(other => other.ruleId === report.ruleId && Math.abs(other.span.start - moved(report.span.start)) < 200)) return 'still there';
  // A rule may say something else of a place than before: the callee is another one now, or the next of two problems of one call is told.
  const wasThere = ({ruleId, span}) => before.reports.some(known => known.ruleId === ruleId && moved(known.span.start) === span.start);
  const fresh = after.reports.find(found => count(after.reports, `${found.ruleId}\n${found.message}`) > count(before.reports, `${found.ruleId}\n${found.message}`) && !wasThere(found));
  return fresh ? `new ${fresh.ruleId}` : 'gone';
}

function print() {
  console.log(['rule', 'outcome', 'suggestions'].join('\t'));
  for (const [key, count] of [...sums].sort()) console.log(`${key}\t${count}`);
  const of = test => [...sums].filter(([key]) => test(key.split('\t')[1])).reduce((sum, [, count]) => sum + count, 0);
  const all = of(() => true);
  const broken = of(verdict => verdict === 'syntax error');
  const gone = of(verdict => verdict === 'gone');
  console.log(`${all} suggestions applied: ${broken} broke the syntax, ${gone} (${((100 * gone) / all).toFixed(1)} %) removed their problem and made no new one`);
  if (broken > 0 || 100 * gone < GONE_PERCENT * all) process.exitCode = 1;
}
