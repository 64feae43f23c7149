/**
 * Writes what the rules say of themselves into the prose: the header of each page and the table of rules in the READMEs.
 *
 *     npm run docs               writes
 *     npm run docs -- --check    writes nothing; ends with 1 and names the files that are stale
 */
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {loadRules} from './load-rules.mjs';

const root = new URL('../../', import.meta.url);
const START = '<!-- start of the generated header -->';
const END = '<!-- end of the generated header -->';
const TABLE_START = '<!-- start of the generated table -->';
const TABLE_END = '<!-- end of the generated table -->';
const LANGUAGES = {javascript: 'JavaScript and TypeScript', python: 'Python'};
const FAMILIES = {
  blocking: 'Blocking: the event loop stands still',
  'fan-out': 'Fan-out: too much starts at once',
  cancellation: 'Cancellation: what starts must end',
  resilience: 'Resilience',
};

const rules = await loadRules();
const isCheck = process.argv.includes('--check');
const stale = [];
for (const rule of rules) update(`rules/docs/${rule.id}.md`, text => withHeader(text, rule));
update('README.md', text => withTable(text, 'rules/docs/'));
update('rules/README.md', text => withTable(text, 'docs/'));
if (stale.length > 0) {
  console.error(`${isCheck ? 'Stale, run `npm run docs`' : 'Written'}: ${stale.join(', ')}`);
  if (isCheck) process.exitCode = 1;
}

function update(name, change) {
  const file = new URL(name, root);
  if (!existsSync(file)) return;
  const before = readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  const after = change(before);
  if (after === before) return;
  stale.push(name);
  if (!isCheck) writeFileSync(file, after);
}

function withHeader(page, rule) {
  const header = [START, `> ${rule.description}.`, '>', ...facts(rule, page).map(fact => `> ${fact}  `), END].join('\n');
  if (page.includes(START)) return replaceBetween(page, START, END, header);
  return page.replace(/^# .*\n/, title => `${title}\n${header}\n`);
}

function facts(rule, page) {
  const languages = rule.languages.map(language => LANGUAGES[language]).join(', ');
  const presets = ['recommended', 'strict', 'all'];
  return [
    `Languages: ${languages}.`,
    `Presets: ${presets.slice(presets.indexOf(rule.preset)).map(preset => `\`${preset}\``).join(', ')}.`,
    ...(/^```\w+( \S+)? suggested/m.test(page) ? ['Offers suggestions.'] : []),
    ...(rule.codes.length > 0 ? [`Also silenced by \`# noqa\` with ${rule.codes.map(code => `\`${code}\``).join(', ')}.`] : []),
  ];
}

function withTable(readme, docs) {
  if (!readme.includes(TABLE_START)) return readme;
  const rows = Object.entries(FAMILIES).flatMap(([family, title]) => {
    const members = rules.filter(rule => rule.family === family);
    return members.length === 0 ? [] : [`| **${title}** | | | |`, ...members.map(rule => row(rule, docs))];
  });
  const table = [TABLE_START, '| rule | JS/TS | Python | preset |', '|---|---|---|---|', ...rows, TABLE_END].join('\n');
  return replaceBetween(readme, TABLE_START, TABLE_END, table);
}

function row(rule, docs) {
  const mark = language => (rule.languages.includes(language) ? '✓' : '–');
  return `| [\`${rule.id}\`](${docs}${rule.id}.md)<br>${rule.description} | ${mark('javascript')} | ${mark('python')} | ${rule.preset} |`;
}

function replaceBetween(text, start, end, replacement) {
  const from = text.indexOf(start);
  const to = text.indexOf(end, from);
  if (to === -1) throw new Error(`${start} has no ${end}`);
  return text.slice(0, from) + replacement + text.slice(to + end.length);
}

await import('./notices.mjs');
