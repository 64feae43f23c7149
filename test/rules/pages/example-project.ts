import {createEngine, NO_CATALOGUE_SETTINGS, type LintResult, type Report} from '../../../rules/src/engine.ts';
import {frontEnds} from '../../../rules/src/disk/front-ends.ts';
import type {Language, Suggestion} from '../../../rules/src/facts/index.ts';
import type {SourceFiles} from '../../../rules/src/project/source-files.ts';
import type {Example} from './notation.ts';

const FOLDER = '/project';

/** The files of one example, in memory, as the engine sees a project. Files are never changed: a suggestion gives another project. */
export class ExampleProject {
  readonly #files: ReadonlyMap<string, string>;
  readonly #ruleId: string;
  readonly #example: Example;
  readonly #engine;

  constructor(ruleId: string, example: Example, files: ReadonlyMap<string, string>) {
    this.#files = files;
    this.#ruleId = ruleId;
    this.#example = example;
    this.#engine = createEngine({
      files: inMemory(files),
      cache: null,
      frontEnds,
      roots: [FOLDER],
      reportBug({error}) {
        throw error;
      },
    });
  }

  code(name: string): string {
    const code = this.#files.get(name);
    if (code === undefined) throw new Error(`The example has no file ${name}`);
    return code;
  }

  lint(name: string): readonly Report[] {
    return this.#lint(name).reports;
  }

  /** By the front end itself, because the engine does not parse a file that has none of a rule's words. */
  syntaxErrors(name: string): readonly string[] {
    const frontEnd = frontEnds[languageOf(name)];
    const source = {path: pathOf(name), text: this.code(name)};
    return frontEnd.facts(frontEnd.parse(source), source).syntaxErrors.map(({message, span}) => `${message} at ${this.code(name).slice(span.start, span.start + 20)}`);
  }

  /** The project after a suggestion for one of its files. */
  after(name: string, {edits}: Suggestion): ExampleProject {
    let code = this.code(name);
    // From the end of the file; of two insertions at one place, the first stands first, as in the editor.
    for (const {span, text} of edits.toReversed().toSorted((a, b) => b.span.start - a.span.start || b.span.end - a.span.end)) {
      code = code.slice(0, span.start) + text + code.slice(span.end);
    }
    return new ExampleProject(this.#ruleId, this.#example, new Map([...this.#files, [name, code]]));
  }

  /** The name that the page gives a path of a problem's related place. */
  static nameOf(path: string): string {
    return path.startsWith(`${FOLDER}/`) ? path.slice(FOLDER.length + 1) : path;
  }

  #lint(name: string): LintResult {
    const source = {path: pathOf(name), text: this.code(name), language: languageOf(name)};
    const settings = {
      rules: new Map([[this.#ruleId, {...this.#example.options, minimumConfidence: this.#example.isStrict ? ('possible' as const) : ('probable' as const)}]]),
      catalogue: {...NO_CATALOGUE_SETTINGS, ...this.#example.settings},
      honourDisableComments: true,
    };
    return this.#engine.lint(source, settings, 'project');
  }
}

function pathOf(name: string): string {
  return `${FOLDER}/${name}`;
}

function languageOf(name: string): Language {
  return /\.pyi?$/.test(name) ? 'python' : 'javascript';
}

function inMemory(files: ReadonlyMap<string, string>): SourceFiles {
  const paths = new Map([...files].map(([name, code]) => [pathOf(name), code]));
  const isFolder = (path: string) => [...paths.keys()].some(file => file.startsWith(`${path}/`));
  return {
    read: path => paths.get(path) ?? null,
    stat: path => (paths.has(path) ? {kind: 'file', version: '1'} : isFolder(path) ? {kind: 'directory', version: '1'} : null),
    list: folder => [...new Set([...paths.keys()].filter(file => file.startsWith(`${folder}/`)).map(file => file.slice(folder.length + 1).split('/')[0] ?? ''))],
    realPath: path => path,
  };
}
