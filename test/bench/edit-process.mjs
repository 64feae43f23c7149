import {readSource} from './edit-sources.mjs';
import {cpuMs} from './measure.mjs';

/** Lints one source again and again, each time with one more comment at the end of another line, and prints the CPU time of each round once warm. */
const [, , name, linter] = process.argv;
const {language, path, text} = readSource(name);
const lint = linter === 'loopsight' ? await loopsight() : await eslint();

/** By time and not by rounds, so that the compiler has come to rest for a short file too; the same for both linters. */
const WARM_UP_MS = 5000;
const ROUNDS = 25;

const lines = text.split('\n');
// A comment behind a backslash would end a line that goes on.
const editable = lines.flatMap((line, index) => (/\\\s*$/.test(line) ? [] : [index]));

let edits = 0;
const warmAt = cpuMs() + WARM_UP_MS;
while (cpuMs() < warmAt) lintOnce();
console.log(JSON.stringify(Array.from({length: ROUNDS}, lintOnce)));

function lintOnce() {
  // Spread over the whole file, large definitions and small ones, in the same order in every process.
  const at = editable[(edits * 7919) % editable.length];
  lines[at] += ` ${language === 'python' ? '#' : '//'} ${edits++}`;
  const edited = lines.join('\n');
  const start = cpuMs();
  lint(edited);
  return cpuMs() - start;
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
