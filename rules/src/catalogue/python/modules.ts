import type {QualifiedName} from '../types.ts';
import {python} from './index.ts';

let modules: ReadonlySet<string> | undefined;

/** Whether the catalogue knows something of a top-level module. */
export function isKnownPythonModule(name: string): boolean {
  modules ??= new Set(knownNames().map(known => known.slice(0, endOfModule(known))));
  return modules.has(name);
}

function* everyName(): Generator<QualifiedName> {
  for (const group of python.blocking) yield* group.names;
  for (const {name} of [...python.functionTakers, ...python.combinators, ...python.limiters, ...python.acquirers]) yield name;
  yield* python.asyncIo;
}

function knownNames(): readonly QualifiedName[] {
  return [...everyName()].filter(name => !name.startsWith('*') && !name.startsWith('builtins.'));
}

function endOfModule(name: QualifiedName): number {
  const dot = name.indexOf('.');
  return dot < 0 ? name.length : dot;
}
