import {createCatalogue, type Catalogue} from '../../../rules/src/catalogue/index.ts';
import type {Call, FunctionFacts, Source} from '../../../rules/src/facts/index.ts';
import {frontEnds} from '../../../rules/src/disk/index.ts';
import type {BlockingChain, FileAnalysis} from '../../../rules/src/project/analysis.ts';
import {createProject, type Project} from '../../../rules/src/project/project.ts';
import type {SummaryCache} from '../../../rules/src/project/source-files.ts';
import {memoryFiles, type MemoryFiles} from './memory-files.ts';

export {frontEnds};

export const catalogue: Catalogue = createCatalogue({blocking: {}, allow: [], offLoop: [], onLoop: [], limiters: []});

/** A project of a few files in memory, with the questions that tests ask of it. */
export interface TestProject extends Project {
  readonly files: MemoryFiles;
  analysisOf(path: string): FileAnalysis;
}

export interface TestProjectOptions {
  readonly links?: Readonly<Record<string, string>>;
  readonly cache?: SummaryCache | null;
  readonly roots?: readonly string[];
}

export function projectOf(texts: Readonly<Record<string, string>>, {links = {}, cache = null, roots = ['/app']}: TestProjectOptions = {}): TestProject {
  const files = memoryFiles(texts, links);
  const project = createProject({frontEnds, files, cache, catalogue, roots});
  return {
    ...project,
    files,
    analysisOf(path) {
      const source: Source = {path, text: files.read(path) ?? ''};
      const frontEnd = frontEnds[path.endsWith('.py') ? 'python' : 'javascript'];
      return project.analyse(frontEnd.facts(frontEnd.parse(source), source));
    },
  };
}

/** The function of a file by its name. */
export function functionNamed(analysis: FileAnalysis, name: string): FunctionFacts {
  const found = analysis.file.functions.find(fn => fn.name === name);
  if (!found) throw new Error(`No function ${name} in ${analysis.file.path}; there are ${analysis.file.functions.map(fn => fn.name).join(', ')}`);
  return found;
}

/** The first call that is written so. */
export function callOf(analysis: FileAnalysis, text: string): Call {
  const calls = analysis.file.functions.flatMap(fn => fn.calls);
  const found = calls.find(({span}) => analysis.file.text.slice(span.start, span.end).startsWith(text));
  if (!found) throw new Error(`No call ${text} in ${analysis.file.path}`);
  return found;
}

/** How a function comes to block: `load → readJson → fs.readFileSync`; null when it does not. */
export function chainOf(analysis: FileAnalysis, name: string): string | null {
  const meaning = analysis.functionOf({kind: 'function', function: functionNamed(analysis, name), span: functionNamed(analysis, name).span});
  return meaning && spoken(analysis.blockingChain(meaning));
}

/** The same, from a call. */
export function chainOfCall(analysis: FileAnalysis, text: string): string | null {
  return spoken(analysis.blockingChainOfCall(callOf(analysis, text)));
}

function spoken(chain: BlockingChain | null): string | null {
  return chain && [chain.hops[0]?.caller, ...chain.hops.map(hop => hop.callee)].join(' → ');
}
