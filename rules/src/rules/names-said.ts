import {contains, spanOf, type Call, type FileFacts, type Span} from '../facts/index.ts';

/**
 * Whether a file says the name of a function only where it calls, imports, exports or defines it. Wherever else it stands, the function
 * may be handed to somebody. By the text, since the facts do not say where a name is merely mentioned.
 */
export function isSaidOnly(name: string, file: FileFacts, calls: readonly Call[], definition: Span | null): boolean {
  const {text} = file;
  for (const {index: start} of text.matchAll(new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$&')}(?![\\w$])`, 'g'))) {
    const said = spanOf(start, start + name.length);
    const isExplained =
      (definition !== null && contains(definition, said)) ||
      calls.some(({calleeSpan}) => contains(calleeSpan, said)) ||
      isKey(text, said) ||
      isPassedOn(text, said) ||
      isOfOther(file, said) ||
      isInString(text, said) ||
      (file.language === 'python' && isInLongString(text, said)) ||
      file.comments.some(({span}) => contains(span, said));
    if (!isExplained) return false;
  }
  return true;
}

/** `{load: 1}`, `run(load=1)`, `exports.load = …`, `typeof load`. */
function isKey(text: string, {start, end}: Span): boolean {
  const before = text.slice(Math.max(0, start - LINE), start).trimEnd();
  const after = /^\s*(:|=(?![=>]))?/.exec(text.slice(end, end + LINE))?.[1] ?? '';
  return (after === ':' && /[{,]$/.test(before)) || (after === '=' && /[(,]$|\b(?:const|let|var|exports\s*\.)$/.test(before)) || /\btypeof$/.test(before);
}

/** `import {load} from …`, `export {load}`, `const {load} = require(…)`, `module.exports = {load}`, `exports.load = load`, `from files import load`. */
function isPassedOn(text: string, {start, end}: Span): boolean {
  const line = text.slice(text.lastIndexOf('\n', start) + 1, start);
  if (/^\s*(?:from\s+\S+\s+import\b|import\b|export\s+default\s*$|export\s*=\s*$)|^\s*(?:(?:module\.)?exports(?:\.[\w$]+)?\s*=\s*)+$/.test(line)) return true;
  const open = Math.max(text.lastIndexOf('{', start), text.lastIndexOf('(', start));
  const head = text.slice(Math.max(0, open - LINE), open).trimEnd();
  if (/[})]/.test(text.slice(open + 1, start))) return false;
  if (/\b(?:import|export|import\s+type|export\s+type|import\s+[\w$]+\s*,|module\.exports\s*=)$/.test(head)) return true;
  const rest = text.slice(end, end + LONG);
  return /\b(?:const|let|var)$/.test(head) && /^[^{}]*\}\s*=\s*(?:await\s+)?\(?\s*(?:await\s+)?(?:import|require)\b/.test(rest);
}

/** `settings.load` of something that is no module. */
function isOfOther({text, moduleBindings}: FileFacts, {start}: Span): boolean {
  const owner = /([\w$)\]]+)\s*\??\.\s*$/.exec(text.slice(Math.max(0, start - LINE), start))?.[1];
  return owner !== undefined && moduleBindings.get(owner)?.reference.root.kind !== 'import';
}

/** On its line; what is put into a template is code. */
function isInString(text: string, {start, end}: Span): boolean {
  const from = text.lastIndexOf('\n', start) + 1;
  const line = text.slice(from, from + LONGEST_LINE).split('\n', 1)[0] ?? '';
  return [...line.matchAll(/(['"`])(?:\\.|(?!\1).)*\1/g)].some(({0: string, index}) => from + index < start && end < from + index + string.length && !/[{]/.test(string));
}

/** Between triple quotes: documentation, or a program for another process. */
function isInLongString(text: string, {start, end}: Span): boolean {
  return [...text.matchAll(/("""|''')[^]*?\1/g)].some(({0: string, index}) => index < start && end < index + string.length);
}

const LONGEST_LINE = 2000;
const LINE = 200;
const LONG = 2000;
