import {lastName, placesOfKind, type Bind, type Call, type FileFacts, type Scope, type Suggestion, type TextEdit} from '../../facts/index.ts';
import type {FileAnalysis} from '../../project/analysis.ts';
import type {Taking} from './takings.ts';

/**
 * A lock for tasks in place of the one for threads, where every use of it is known: it is made once, nobody outside of the file is meant to use it, and
 * the file does nothing with it but enter it in asynchronous functions.
 */
export function asTaskLock(analysis: FileAnalysis, {lock, value, within}: Taking): readonly Suggestion[] {
  const {file, edits} = analysis;
  const twin = /^`(\w+)\.(\w+)`$/.exec(lock.twins[file.library] ?? '');
  const name = lastName(value);
  const [, module = '', kind = ''] = twin ?? [];
  if (!within || lock.name !== `threading.${kind}()` || !isOfThisFile(value, name) || !isOfAnyLoop(analysis)) return [];
  const made = constructionsOf(file, name);
  const scopes = scopesOf(file, name);
  const [construction] = made;
  if (!construction || made.length > 1 || mentionsOf(file, name) !== 1 + scopes.length) return [];
  const rewrites = [edits.callInstead(construction, {module, name: kind}), ...scopes.map(scope => edits.makeAsync(scope))];
  const all: TextEdit[] = [];
  for (const rewrite of rewrites) {
    if (!rewrite.ok) return [];
    all.push(...rewrite.edits);
  }
  return [{title: `Make it a ${lock.twins[file.library]}, and enter it with \`async with\`.`, edits: all}];
}

/** A local name, or one that says by its underscore that it is nobody else's. */
function isOfThisFile(value: Taking['value'], name: string): boolean {
  return name.startsWith('_') || (value.kind === 'name' && value.binding.owner.kind !== 'module');
}

/** Before Python 3.10 a lock belongs to the loop that was there when it was made. */
function isOfAnyLoop({oldestPython}: FileAnalysis): boolean {
  return oldestPython === null || oldestPython[0] > 3 || oldestPython[1] >= 10;
}

function constructionsOf({functions, text}: FileFacts, name: string): readonly Call[] {
  return functions.flatMap(fn => placesOfKind(fn, 'bind').flatMap(({step}) => (lastName(step.target) === name && step.value.kind === 'call' && !isAnnotated(text, step) ? [step.value.call] : [])));
}

/** `lock: threading.Lock = threading.Lock()` would go on saying what it no longer is. */
function isAnnotated(text: string, {target, value}: Bind): boolean {
  return text.slice(target.span.end, value.span.start).includes(':');
}

function scopesOf({functions}: FileFacts, name: string): readonly Scope[] {
  return functions.flatMap(fn => placesOfKind(fn, 'scope').flatMap(({step}) => (lastName(step.resource) === name ? [step] : [])));
}

/** How often the name stands in the text, comments apart. */
function mentionsOf({text, comments}: FileFacts, name: string): number {
  return [...text.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].filter(({index}) => !comments.some(({span}) => span.start <= index && index < span.end)).length;
}
