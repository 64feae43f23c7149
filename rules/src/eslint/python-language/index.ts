import type {File, Language, OkParseResult} from '@eslint/core';
import type {Comment, Module, Node} from '../../python/ast.ts';
import {visitorKeys} from '../../python/visitor-keys.ts';
import {lazyModule} from './lazy-module.ts';
import {PythonSourceCode} from './source-code.ts';

/** What a configuration may say about a Python file. */
export interface PythonLanguageOptions extends Record<string, unknown> {
  /**
   * Which nodes rules are shown: `all`, or the `module` alone, for configurations whose rules look no further, as ours do. Then a
   * file that no rule looks into is not even parsed.
   */
  readonly visit?: 'all' | 'module';
}

interface PythonTypes {
  LangOptions: PythonLanguageOptions;
  Code: PythonSourceCode;
  RootNode: Module;
  Node: Node | Comment;
}

/** Python as an ESLint language. Half-typed files are linted too: a syntax error is no obstacle for a rule. */
export const pythonLanguage: Language<PythonTypes> = {
  fileType: 'text',
  lineStart: 1,
  columnStart: 1,
  nodeTypeKey: 'type',
  visitorKeys: Object.fromEntries(Object.entries(visitorKeys).map(([type, keys]) => [type, [...keys]])),
  defaultLanguageOptions: {visit: 'all'},

  /** Options of JavaScript (`parser`, `globals`) are let pass: configurations set them for every file, and mean only their own. */
  validateLanguageOptions({visit}) {
    if (visit !== undefined && visit !== 'all' && visit !== 'module') throw new TypeError('The language option `visit` is `all` or `module`.');
  },

  parse(file: File) {
    return {ok: true, ast: lazyModule(String(file.body))};
  },

  createSourceCode(file: File, {ast}: OkParseResult<Module>) {
    return new PythonSourceCode(String(file.body), ast);
  },
};
