import {basename, extname} from 'node:path';
import {type LaunchChoice, type Project, refusal} from './launch.ts';
import {launchWithNode} from './node-launcher.ts';
import {launchWithPython} from './python-launcher.ts';
import {isTestFile, launchTests} from './test-launcher.ts';

/** How files of a language are run as programs. */
export interface Launcher {
  /** The editor's names of the language. */
  readonly languages: readonly string[];
  launch(file: string, text: string, project: Project): Promise<LaunchChoice>;
}

const LAUNCHERS: readonly Launcher[] = [
  {
    languages: ['javascript', 'javascriptreact', 'typescript', 'typescriptreact'],
    async launch(file, text, project) {
      const sign = browserSign(text);
      if (extname(file) === '.jsx') return refusal(`${basename(file)} has markup that Node cannot read. Profile the program that serves it, or its build.`);
      if (sign) return refusal(`${basename(file)} runs in a browser: it uses \`${sign}\`. Loopsight measures programs of Node and Python; for pages, browsers have a profiler of their own.`);
      return launchWithNode(file, project);
    },
  },
  {languages: ['python'], launch: launchWithPython},
];

/** How to run a file as a program, or why it cannot be. */
export async function launchFile({file, languageId, text}: {readonly file: string; readonly languageId: string; readonly text: string}, project: Project): Promise<LaunchChoice> {
  const launcher = LAUNCHERS.find(({languages}) => languages.includes(languageId));
  if (launcher && isTestFile(file)) return launchTests({file, text, titles: []}, project);
  if (launcher) return launcher.launch(file, text, project);
  if (IN_BROWSERS.includes(languageId)) return refusal(`${basename(file)} runs in a browser. Loopsight measures programs of Node and Python; for pages, browsers have a profiler of their own.`);
  return refusal(`${basename(file)} is no program that Loopsight can run: it measures JavaScript and TypeScript in Node, and Python.`);
}

const IN_BROWSERS: readonly string[] = ['html', 'css', 'scss', 'less', 'vue', 'svelte', 'astro'];

/** What only a page has, of a file that asks nothing of Node. */
function browserSign(text: string): string | null {
  const code = text.replaceAll(/\/\*[^]*?\*\/|(?:^|\s)\/\/.*$/gm, '');
  const sign = code.match(/(?<![\w$.'"`/-])(?:document\.(?:querySelector|getElementById|createElement|addEventListener|body)|window\.(?:addEventListener|location|document)|localStorage\.|from ['"]react-dom)/)?.[0];
  return sign && !/\b(?:process\.|require\(|Buffer\b|__dirname|import\.meta\.dirname)|['"]node:/.test(text) ? sign.replace(/\.$/, '') : null;
}
