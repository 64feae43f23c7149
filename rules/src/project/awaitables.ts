import type {Catalogue} from '../catalogue/types.ts';
import type {CallShape} from './call-summary.ts';
import type {Entity, FunctionEntity} from './entity.ts';
import type {FileRecord} from './file-records.ts';
import type {Names} from './names.ts';

export type Awaitable = 'yes' | 'no' | 'unknown';

/** Longer chains of functions that return each other's results are circular. */
const MOST_RESULTS = 8;

/** Whether a call gives an awaitable. */
export function callIsAwaitable(names: Names, catalogue: Catalogue, file: FileRecord, call: CallShape): Awaitable {
  if (call.use === 'awaited') return 'yes';
  return resultIsAwaitable(names, catalogue.in(file.summary.language), names.callee(file, call.callee), MOST_RESULTS);
}

function resultIsAwaitable(names: Names, catalogue: Catalogue, callee: Entity, left: number): Awaitable {
  switch (callee.kind) {
    case 'api':
      return apiIsAwaitable(catalogue, callee.name);
    case 'function':
      return functionIsAwaitable(names, catalogue, callee, left);
    case 'class':
      return 'no';
    default:
      return 'unknown';
  }
}

function apiIsAwaitable(catalogue: Catalogue, name: string): Awaitable {
  if (catalogue.isAsyncIo(name) || catalogue.combinator(name)) return 'yes';
  return catalogue.blocking(name) ? 'no' : 'unknown';
}

/** Whether a call of a function of the project gives an awaitable. */
export function functionIsAwaitable(names: Names, catalogue: Catalogue, {file, id}: FunctionEntity, left = MOST_RESULTS): Awaitable {
  const fn = file.summary.functions[id];
  if (!fn) return 'unknown';
  if (fn.isGenerator) return 'no';
  if (fn.isAsync || fn.returnsAwaitable) return 'yes';
  if (!fn.returnsValue) return fn.decorators.length === 0 ? 'no' : 'unknown';
  if (fn.returns !== null) {
    const annotated = names.resolve(file, fn.returns);
    if (annotated.kind === 'api') return AWAITABLE_TYPE.test(annotated.name) ? 'yes' : 'unknown';
    // In JavaScript `Db | Promise<Db>` is written as what it gives.
    if (annotated.kind === 'instance' && file.summary.language === 'python') return 'no';
  }
  if (fn.returned === null || left === 0) return 'unknown';
  const returned = file.summary.language === 'javascript' ? fn.returned.replace(CHAINED, '') : fn.returned;
  if (PROMISE.test(returned)) return 'yes';
  return returned.endsWith('|()') ? resultIsAwaitable(names, catalogue, names.resolve(file, returned.slice(0, -'|()'.length)), left - 1) : 'unknown';
}

/** What `then` and its like give is a promise where they are called on one. */
const CHAINED = /(?:\|\.(?:then|catch|finally)\|\(\))+$/;

const PROMISE = /^global:Promise(?:\|\.(?:all|allSettled|any|race|reject|resolve|try))?\|\(\)$/;

const AWAITABLE_TYPE = /^(?:global\.(?:Promise|PromiseLike)|asyncio\.(?:Task|Future)|(?:typing|collections\.abc)\.(?:Awaitable|Coroutine))\b/;
