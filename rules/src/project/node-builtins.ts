import {NODE_MODULES} from '../catalogue/node-modules.ts';

const BUILTIN_MODULES: ReadonlySet<string> = new Set(NODE_MODULES);

/** `fs`, `node:fs`, `fs/promises`. */
export function isNodeBuiltin(module: string): boolean {
  if (module.startsWith('node:')) return true;
  const slash = module.indexOf('/');
  return BUILTIN_MODULES.has(slash < 0 ? module : module.slice(0, slash));
}
