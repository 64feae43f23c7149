import {readSource} from './edit-sources.mjs';
import {cpuMs} from './measure.mjs';

/** Lints one source again and again, each time with another character at its end, and prints the CPU time of each round once warm. */
const [, , name, linter] = process.argv;
const {language, path, text} = readSource(name);
const lint = linter === 'loopsight' ? await loopsight() : await eslint();
const WARM_UP = 15;
const ROUNDS = 25;

const taken = [];
for (let round = 0; round < WARM_UP + ROUNDS; round++) {
  const edited = `${text}\n${language === 'python' ? '#' : '//'} ${round}`;
  const start = cpuMs();
  lint(edited);
  if (round >= WARM_UP) taken.push(cpuMs() - start);
}
console.log(JSON.stringify(taken));

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
