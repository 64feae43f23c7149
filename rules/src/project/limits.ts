import type {Catalogue} from '../catalogue/types.ts';
import type {Entity, FunctionEntity} from './entity.ts';
import type {Names} from './names.ts';
import type {Gate} from './summary.ts';

/** Whether the function waits for its turn before anything else: behind a semaphore, in a limiter's wrapper, under a limiting decorator. */
export function isLimited(names: Names, catalogue: Catalogue, {file, id}: FunctionEntity): boolean {
  const summary = file.summary.functions[id];
  if (!summary) return false;
  const known = catalogue.in(file.summary.language);
  return (
    summary.gates.some(gate => isLimiter(known, names.resolve(file, gate.reference), gate)) ||
    summary.decorators.some(decorator => isLimiterApi(known, names.resolve(file, decorator)))
  );
}

function isLimiter(catalogue: Catalogue, entity: Entity, {name}: Gate): boolean {
  if (entity.kind === 'unknown') return name !== null && LIMITER_NAME.test(name);
  return isLimiterApi(catalogue, entity);
}

/** A limiter that came in as a parameter has only its name to say so; taking it for one silences a report, and makes none. */
const LIMITER_NAME = /sem(?:aphore)?$|limit(?:er)?$|throttler?$/i;

/** The limiter itself, what it makes, or the method that takes a turn. */
function isLimiterApi(catalogue: Catalogue, entity: Entity): boolean {
  if (entity.kind !== 'api') return false;
  const maker = entity.name.replace(/(?:\.(?:acquire|take|slot|run|schedule|add))?(?:\(\))*$/, '');
  return catalogue.limiter(entity.name) !== undefined || catalogue.limiter(maker) !== undefined || catalogue.limiter(`${maker}()`) !== undefined;
}
