import {programPartOf, type ProgramPart} from '../catalogue/program-modules.ts';
import type {Language} from '../facts/index.ts';

/** What the text of a file says of its place in a program, without reading it as a program: enough for files that nobody has asked for. */
export interface ProgramText {
  /** The modules that it may import, as written; of `from a import b` both `a` and `a.b`. Comments may add some that it does not. */
  readonly imports: readonly string[];
  readonly parts: readonly ProgramPart[];
  /** Whether it takes requests with what the language brings along: `createServer(…)`, `asyncio.start_server(…)`. */
  readonly listens: boolean;
  /** Whether it is a program in itself: it reads what was typed after its name, or asks at the terminal, and gives nothing to others. */
  readonly isScript: boolean;
}

export function programTextOf(text: string, language: Language): ProgramText {
  const imports = [...new Set(language === 'javascript' ? javascriptImports(text) : pythonImports(text))];
  // With `ws` one may serve, or ask one that does.
  const parts = [...new Set(imports.filter(module => module !== 'ws' || SERVES_SOCKETS.test(text)).map(module => programPartOf(module, language)))].filter(part => part !== null);
  // Read back, because strings cut from the text would hold all of it in memory.
  return JSON.parse(JSON.stringify({imports, parts, listens: LISTENS[language].test(text), isScript: language === 'javascript' && isScript(text)})) as ProgramText;
}

const SERVES_SOCKETS = /\bWebSocketServer\b|\.\s*Server\s*\(/;

function isScript(text: string): boolean {
  return /\bprocess\s*\.\s*(?:argv|stdin)\b/.test(text) && !/\bmodule\s*\.\s*exports\b|\bexports\s*[.[]|^[ \t]*export\b/m.test(text);
}

function javascriptImports(text: string): readonly string[] {
  return [...text.matchAll(/\b(?:from|import|require)\s*\(?\s*(['"`])([^'"`\n]{1,200})\1/g)].map(([, , module = '']) => module);
}

function pythonImports(text: string): readonly string[] {
  return [...text.matchAll(/^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]*(?:\(([^)]*)\)|([^\n(#]+))|import[ \t]+([^\n#]+))/gm)].flatMap(([, from, inBrackets, onLine, whole = '']) => {
    const names = namesIn(inBrackets ?? onLine ?? whole);
    return from === undefined ? names : [from, ...names.map(name => (from.endsWith('.') ? `${from}${name}` : `${from}.${name}`))];
  });
}

/** `a, b as c` and the same with comments at the ends of lines. */
function namesIn(list: string): readonly string[] {
  return list
    .replace(/#[^\n]*/g, '')
    .split(',')
    .flatMap(item => /^\s*([\w.]+)/.exec(item)?.[1] ?? []);
}

/** How a program begins to take requests with what its language brings along. */
export const LISTENING: Readonly<Record<Language, readonly string[]>> = {
  javascript: ['createServer', 'createSecureServer', 'listen', 'serve'],
  python: ['create_server', 'run_app', 'serve_forever', 'start_server', 'start_unix_server'],
};

const LISTENS: Readonly<Record<Language, RegExp>> = {javascript: callOf(LISTENING.javascript), python: callOf(LISTENING.python)};

function callOf(names: readonly string[]): RegExp {
  return new RegExp(`\\b(?:${names.join('|')})\\s*\\(`);
}
