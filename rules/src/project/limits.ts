import type {Catalogue} from '../catalogue/types.ts';
import type {Entity, FunctionEntity} from './entity.ts';
import type {FileRecord} from './file-records.ts';
import {isLimiterName} from './gates.ts';
import type {Names} from './names.ts';
import type {Gate} from './summary.ts';

/** Whether the function waits for its turn before anything else: behind a semaphore, in a limiter's wrapper, under a limiting decorator. */
export function isLimited(names: Names, catalogue: Catalogue, {file, id}: FunctionEntity): boolean {
  const summary = file.summary.functions[id];
  if (!summary) return false;
  const known = catalogue.in(file.summary.language);
  return summary.gates.some(gate => limits(names, known, file, gate)) || summary.decorators.some(decorator => isTurn(known, names.resolve(file, decorator.reference)));
}

function limits(names: Names, catalogue: Catalogue, file: FileRecord, {kind, reference, isOwn, name}: Gate): boolean {
  const entity = names.resolve(file, reference);
  if (entity.kind === 'unknown') return name !== null && !isOwn && isLimiterName(name);
  if (kind === 'call') return isTurn(catalogue, entity) && !(isOwn && entity.kind === 'api');
  return isLimiter(catalogue, entity) && !(isOwn && isLimiterMaker(names, catalogue, file, reference));
}

/** A call that takes a turn: `limit(…)`, `semaphore.acquire()`. */
function isTurn(catalogue: Catalogue, entity: Entity): boolean {
  if (entity.kind !== 'api') return false;
  const made = /^(.*)\(\)\.acquire$/.exec(entity.name)?.[1];
  if (made !== undefined && catalogue.limiter(made)) return true;
  return catalogue.limiter(entity.name) !== undefined && entity.name.includes('()');
}

/** A limiter itself, which is entered. */
function isLimiter(catalogue: Catalogue, entity: Entity): boolean {
  return entity.kind === 'api' && entity.name.endsWith('()') && catalogue.limiter(entity.name.slice(0, -'()'.length)) !== undefined;
}

/** Whether the function makes the limiter itself, rather than asking another for a shared one: then it limits nothing. */
function isLimiterMaker(names: Names, catalogue: Catalogue, file: FileRecord, reference: string): boolean {
  const maker = reference.endsWith('|()') ? names.resolve(file, reference.slice(0, -'|()'.length)) : null;
  return maker?.kind === 'api' && catalogue.limiter(maker.name) !== undefined;
}
