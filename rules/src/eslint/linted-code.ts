import type {Language} from '../facts/index.ts';
import type {ParserServices} from './typed-callees.ts';

/** What we use of a source code object, whichever language and host it is of. */
export interface LintedCode {
  readonly text: string;
  readonly ast: {readonly type: string};
  /** Of parsers that give some. */
  readonly parserServices?: ParserServices;
  getLocFromIndex(index: number): {line: number; column: number};
}

/** Our Python trees are rooted in a `Module`, as CPython's are; every JavaScript parser's in a `Program`. */
export function languageOf(code: LintedCode): Language {
  return code.ast.type === 'Module' ? 'python' : 'javascript';
}
