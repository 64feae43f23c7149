import type {Language, Reference} from '../facts/index.ts';
import {canonicalName} from './canonical-name.ts';
import {isPythonBuiltin} from './python/builtins.ts';
import {isKnownPythonModule} from './python/modules.ts';
import type {QualifiedName} from './types.ts';

/**
 * The catalogue's name of what a reference stands for; null when it is something of the project's own (a function, class, parameter or
 * relative module) or unknown. An absolute import may still be a module of the project: its resolution comes first.
 */
export function qualifiedName(reference: Reference, language: Language): QualifiedName | null {
  const root = rootName(reference, language);
  if (root === null) return null;
  // Awaiting leaves no mark: nobody asks for members of a coroutine, and a promise has none of its value's.
  const path = reference.path.filter(selector => selector !== 'await').join('');
  return canonicalName(root + path, language);
}

/** `*.map`: the last member of a reference of whose receiver nothing is known; null when the reference does not end in a member. */
export function memberOfAnything(reference: Reference): QualifiedName | null {
  const last = reference.path.at(-1);
  return last?.startsWith('.') ? `*${last}` : null;
}

function rootName({root}: Reference, language: Language): string | null {
  if (root.kind === 'import') return root.module.startsWith('.') || root.module.startsWith('/') ? null : root.module;
  if (root.kind !== 'global') return null;
  if (language === 'javascript') return `global.${root.name}`;
  if (isPythonBuiltin(root.name)) return `builtins.${root.name}`;
  // A buffer that is being typed lacks its import.
  return isKnownPythonModule(root.name) ? root.name : null;
}
