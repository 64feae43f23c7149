/** Whether a path with `/` matches one of the globs: `*` within a folder, `**` across folders, `?`, `{a,b}`. */
export function matchesGlob(path: string, globs: readonly string[]): boolean {
  return globs.some(glob => patternOf(glob).test(path));
}

const patterns = new Map<string, RegExp>();

function patternOf(glob: string): RegExp {
  let pattern = patterns.get(glob);
  if (!pattern) patterns.set(glob, (pattern = new RegExp(`^${sourceOf(glob)}$`)));
  return pattern;
}

const SIGNS: Readonly<Record<string, string>> = {'**/': '(?:[^/]+/)*', '**': '.*', '*': '[^/]*', '?': '[^/]', '{': '(?:', '}': ')', ',': '|'};

function sourceOf(glob: string): string {
  // Braces that do not close would make an invalid pattern, so they stand for themselves.
  const hasBraces = /^[^{}]*(\{[^{}]*\}[^{}]*)*$/.test(glob);
  return glob.replaceAll(/\*\*\/|\*\*|[*?{},]|[.+^$()|[\]\\]/g, sign => {
    const meaning = SIGNS[sign];
    return meaning !== undefined && (hasBraces || !'{},'.includes(sign)) ? meaning : `\\${sign}`;
  });
}
