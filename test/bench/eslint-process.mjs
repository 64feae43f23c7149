import {createRequire} from 'node:module';
import {ESLint} from 'eslint';
import n from 'eslint-plugin-n';
import promise from 'eslint-plugin-promise';
import unicorn from 'eslint-plugin-unicorn';
import typescript from 'typescript-eslint';
import {cpuMs} from './measure.mjs';

/** One ESLint run over a project, with our recommended rules or without; prints the CPU time of the whole process. */
const [, , cwd, how] = process.argv;
// The plugin keeps its index by the folder that ESLint is started in.
process.chdir(cwd);
const loopsight = how === 'with' ? createRequire(import.meta.url)('../../rules/dist/index.cjs').configs.recommended : [];
const eslint = new ESLint({
  cwd,
  overrideConfigFile: true,
  overrideConfig: [...typescript.configs.recommended, n.configs['flat/recommended'], promise.configs['flat/recommended'], unicorn.configs.recommended, ...loopsight],
});
const results = await eslint.lintFiles(['src']);
const fatal = results.flatMap(({messages}) => messages).find(message => message.fatal);
if (fatal) throw new Error(`ESLint failed: ${fatal.message}`);
console.log(JSON.stringify({cpu: cpuMs(), files: results.length}));
