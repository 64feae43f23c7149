import {readSource} from './edit-sources.mjs';
import {cpuMs} from './measure.mjs';

/**
 * Lints one source again and again, and prints the CPU time of each round once warm: each time with one more comment at the end of another line, or
 * with one more character of a statement that is typed in the middle, most versions of which hold a syntax error.
 */
const [, , name, linter, how = 'comments'] = process.argv;
const {language, path, text} = readSource(name);
const lint = linter === 'loopsight' ? await loopsight() : await eslint();

/** By time and not by rounds, so that the compiler has come to rest for a short file too; the same for both linters. */
const WARM_UP_MS = 5000;
const TYPED = {
  javascript: 'const pages = await Promise.all(urls.map(async url => { return readFileSync(`${url}.html`, "utf8"); }));',
  python: 'pages = await asyncio.gather(*[self.load(url, timeout={"total": 5}) for url in urls])',
}[language];
const ROUNDS = how === 'comments' ? 25 : TYPED.length;

const lines = text.split('\n');
// A comment behind a backslash would end a line that goes on.
const editable = lines.flatMap((line, index) => (/\\\s*$/.test(line) ? [] : [index]));
// In front of a statement of a function, not of what goes on from the line before.
const middle = lines.findIndex((line, index) => index > lines.length / 2 && /^\s+(return|await|const|self\.|this\.)\b.*[;)\w]$/.test(line) && /[;{}:]$/.test(lines[index - 1]));
const indentation = /^\s*/.exec(lines[middle])[0];

let edits = 0;
const warmAt = cpuMs() + WARM_UP_MS;
while (cpuMs() < warmAt) lintOnce();
console.log(JSON.stringify(Array.from({length: ROUNDS}, lintOnce)));

function lintOnce() {
  const edited = how === 'comments' ? withOneMoreComment() : withOneMoreCharacter();
  const start = cpuMs();
  lint(edited);
  return cpuMs() - start;
}

function withOneMoreComment() {
  // Spread over the whole file, large definitions and small ones, in the same order in every process.
  const at = editable[(edits * 7919) % editable.length];
  lines[at] += ` ${language === 'python' ? '#' : '//'} ${edits++}`;
  return lines.join('\n');
}

function withOneMoreCharacter() {
  const typed = TYPED.slice(0, (edits++ % TYPED.length) + 1);
  return [...lines.slice(0, middle), indentation + typed, ...lines.slice(middle)].join('\n');
}

async function loopsight() {
  const {allRules, engineOfDisk} = await import('./.cache/engine.mjs');
  const engine = engineOfDisk();
  return edited => engine.lint({path, language, text: edited}, allRules, 'file');
}

/** Without type information, and with a dozen rules of others about asynchronous code. */
async function eslint() {
  const [{Linter}, typescript, {default: n}, {default: promise}] = await Promise.all([import('eslint'), import('typescript-eslint'), import('eslint-plugin-n'), import('eslint-plugin-promise')]);
  // The rule no-sync of eslint-plugin-n throws where it finds the parser's services but no types in them.
  const parser = {...typescript.parser, parseForESLint: (...args) => ({...typescript.parser.parseForESLint(...args), services: {}})};
  const linter = new Linter();
  const config = {
    files: ['**/*.ts'],
    languageOptions: {parser},
    plugins: {n, promise},
    rules: {...promise.configs['flat/recommended'].rules, 'no-await-in-loop': 'error', 'n/no-sync': 'error'},
  };
  return edited => {
    const fatal = linter.verify(edited, config, {filename: 'edited.ts'}).find(message => message.fatal);
    if (fatal) throw new Error(`ESLint could not lint ${name}: ${fatal.message}`);
  };
}
