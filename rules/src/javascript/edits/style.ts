import type {Node} from '../estree.ts';
import {endOf} from '../estree.ts';
import type {Syntax} from './syntax.ts';

/** How the file is written, so that what is added to it looks alike. */
export interface Style {
  readonly quote: string;
  readonly semicolon: string;
  /** The space inside the braces of imports. */
  readonly padding: string;
  /** Whether modules come by `import` or by `require`. */
  readonly modules: 'import' | 'require';
  /** The keyword of `const x = require(…)`. */
  readonly declaration: string;
  /** Whether builtin modules are written with `node:`. */
  readonly hasNodePrefix: boolean;
}

export function styleOf(syntax: Syntax): Style {
  const {text, program} = syntax;
  const body: readonly Node[] = program['body'] ?? [];
  const modules = body.some(({type}) => /^(?:Import|Export|TSImport|TSExport)/.test(type)) ? 'import' : moduleStyleOf(syntax);
  const quote = /(?:from|import|require\()\s*(["'])/.exec(text)?.[1] ?? /(["'])/.exec(text)?.[1] ?? "'";
  // Bounded, here and below: a file may be one line, in which each `const` would be followed to the end.
  const braces = /(?:import(?:\s+\w+\s*,)?|const|var|let)\s*\{([ \t]*)\w[^}]{0,1000}\}\s*(?:from|=)/.exec(text);
  return {
    quote,
    semicolon: hasSemicolons(syntax, body) ? ';' : '',
    padding: braces === null ? ' ' : (braces[1] ?? ''),
    modules,
    declaration: /\b(const|var|let)\b[^=\n]{0,1000}=\s*require\(/.exec(text)?.[1] ?? 'const',
    hasNodePrefix: !syntax.facts.imports.some(({module}) => BARE_BUILTINS.has(module)),
  };
}

function moduleStyleOf({facts: {path}, text}: Syntax): Style['modules'] {
  if (/\.(?:mjs|mts|ts|tsx)$/.test(path)) return 'import';
  if (/\.c[jt]s$/.test(path) || /\brequire\(|\bmodule\.exports\b|\bexports\./.test(text)) return 'require';
  return 'require';
}

/** Statements that could end without one: the first of them decides. */
function hasSemicolons({text}: Syntax, body: readonly Node[]): boolean {
  const first = body.find(({type}) => type === 'ImportDeclaration' || type === 'VariableDeclaration' || type === 'ExpressionStatement');
  if (first !== undefined) return text[endOf(first) - 1] === ';';
  return text.includes(';') || !/\w\)?\r?\n/.test(text);
}

/** Builtin modules that files commonly import; one of them without `node:` says how this file writes them. */
const BARE_BUILTINS = new Set([
  'assert', 'buffer', 'child_process', 'crypto', 'dns', 'events', 'fs', 'fs/promises', 'http', 'https', 'net', 'os', 'path', 'process', 'readline',
  'stream', 'stream/promises', 'timers', 'timers/promises', 'url', 'util', 'worker_threads', 'zlib',
]);
