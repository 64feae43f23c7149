import {members, membersOfEach} from '../knowledge.ts';
import type {Combinator, Limiter, QualifiedName} from '../types.ts';

export const combinators: readonly Combinator[] = [
  ...combining('iterable', null, [
    ...members('global.Promise', 'all allSettled any race'),
    ...members('bluebird', 'all allSettled any race some props'),
    'p-any',
    'p-props',
    'rxjs.forkJoin',
    ...membersOfEach(['async'], 'parallel race'),
  ]),
  ...combining('iterable', 'concurrency', ['p-all', 'p-settle', 'p-some']),
  ...combining('mapped', 'concurrency', ['p-map', 'p-map.pMapIterable', 'p-filter', 'p-locate', ...members('bluebird', 'map filter')]),
  ...combining('mapped', null, [
    ...members('async', `
      each forEach eachOf forEachOf map mapValues filter select reject some any every all detect find concat flatMap groupBy sortBy
    `),
  ]),
];

/** What bounds how many run at once. Rate limiters count: they bound it too. */
export const limiters: readonly Limiter[] = [
  ...limiting('wrapper', [
    'p-limit()',
    'p-limit.pLimit()',
    'p-limit.limitFunction()',
    'p-throttle()',
    'p-throttle()()',
    'promise-limit()',
    'throat()',
    ...membersOfEach(['p-queue()', 'p-queue.PQueue()'], 'add addAll'),
    ...members('bottleneck()', 'schedule wrap submit'),
    ...members('limiter.RateLimiter()', 'removeTokens'),
    ...membersOfEach(['async-mutex.Mutex()', 'async-mutex.Semaphore()'], 'runExclusive'),
    ...membersOfEach(['fastq.promise()', 'fastq()'], 'push unshift'),
    ...membersOfEach(['async.queue()', 'async.priorityQueue()', 'async.cargo()', 'async.cargoQueue()'], 'push pushAsync unshift unshiftAsync'),
    ...members('await-semaphore.Semaphore()', 'use'),
    'await-semaphore.Mutex().use',
    'semaphore-async-await.Lock().execute',
    ...members('dataloader()', 'load loadMany'),
    ...members('opossum()', 'fire'),
    ...members('cockatiel.bulkhead()', 'execute'),
  ]),
  ...limiting('scope', [
    ...membersOfEach(['async-sema.Sema()', 'async-sema.RateLimit()', 'async-mutex.Mutex()', 'async-mutex.Semaphore()'], 'acquire'),
    'async-sema.RateLimit()',
    'await-semaphore.Semaphore().acquire',
    'await-semaphore.Mutex().acquire',
    ...membersOfEach(['semaphore-async-await.Semaphore()', 'semaphore-async-await.Lock()'], 'acquire wait'),
    'semaphore().take',
    'es-toolkit.Semaphore().acquire',
    'es-toolkit.Mutex().acquire',
    '@shopify/semaphore.Semaphore().acquire',
  ]),
  ...limiting('bounded combinator', [
    ...members('async', `
      eachLimit forEachLimit eachOfLimit forEachOfLimit mapLimit mapValuesLimit filterLimit rejectLimit someLimit everyLimit detectLimit
      concatLimit groupByLimit parallelLimit timesLimit eachSeries forEachSeries eachOfSeries mapSeries filterSeries series
    `),
    '@supercharge/promise-pool.PromisePool',
    '@supercharge/promise-pool.PromisePool.for',
    '@supercharge/promise-pool.PromisePool.withConcurrency',
    'p-each-series',
    'p-map-series',
    'p-series',
    'p-waterfall',
    'bluebird.mapSeries',
    'bluebird.each',
    'tiny-async-pool',
    'es6-promise-pool',
    'promise-pool-executor.PromisePoolExecutor().addEachTask',
    'modern-async.mapLimit',
    'modern-async.forEachLimit',
    'radash.parallel',
    'streaming-iterables.parallelMap',
    'streaming-iterables.transform',
  ]),
];

function combining(form: Combinator['form'], limit: string | null, names: readonly QualifiedName[]): Combinator[] {
  return names.map(name => ({name, form, limit}));
}

function limiting(form: Limiter['form'], names: readonly QualifiedName[]): Limiter[] {
  return names.map(name => ({name, form}));
}
