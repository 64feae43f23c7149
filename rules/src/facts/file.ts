import type {Binding, ClassFacts, FunctionFacts} from './function.ts';
import type {Reference} from './reference.ts';
import type {Span} from './span.ts';

export type Language = 'javascript' | 'python';

/** The library whose words messages and rewrites use. */
export type AsyncLibrary = 'promise' | 'asyncio' | 'anyio' | 'trio';

/** All that the rules know of one file, with no syntax in it. */
export interface FileFacts {
  readonly path: string;
  readonly text: string;
  readonly language: Language;
  readonly library: AsyncLibrary;
  /** `functions[0]` is the module itself; the others follow in source order. */
  readonly functions: readonly FunctionFacts[];
  readonly classes: readonly ClassFacts[];
  readonly imports: readonly Import[];
  /** What each exported name stands for. In Python every name of the module. JavaScript's default export is `default`; `module.exports = x` is `export=`. */
  readonly exports: ReadonlyMap<string, Reference>;
  /** The exported names that always stand for one string. Absent: there are none, or nobody may ask by them. */
  readonly constants?: ReadonlyMap<string, string>;
  /** Modules all of whose names are exported too: `export * from './x'`, `from .x import *`. */
  readonly reexports: readonly string[];
  readonly moduleBindings: ReadonlyMap<string, Binding>;
  readonly comments: readonly Comment[];
  /** What the parser could not read; the facts are of the rest. */
  readonly syntaxErrors: readonly {readonly message: string; readonly span: Span}[];
}

export interface Import {
  /** As written: `./db.js`, `node:fs`, `..models`. */
  readonly module: string;
  /** Erased at run time: `import type`, `if TYPE_CHECKING:`. Followed for types, never for effects. */
  readonly isTypeOnly: boolean;
  /** `import()`, `require` or `import` inside a function. */
  readonly isDeferred: boolean;
  readonly span: Span;
}

export interface Comment {
  /** Without the comment signs. */
  readonly text: string;
  /** With them. */
  readonly span: Span;
}
