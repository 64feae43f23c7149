import {members, membersOfEach, words} from '../knowledge.ts';
import type {Combinator, Limiter, QualifiedName} from '../types.ts';

export const combinators: readonly Combinator[] = [
  ...combining('spread', null, words('asyncio.gather tqdm.asyncio.tqdm.gather')),
  ...combining('spread', 'limit', ['aioitertools.asyncio.gather']),
  ...combining('iterable', null, words('asyncio.wait asyncio.as_completed tqdm.asyncio.tqdm.as_completed')),
  ...combining('iterable', 'limit', ['aioitertools.asyncio.as_completed']),
  ...combining('iterable', 'max_at_once', ['aiometer.run_all', 'aiometer.run_any']),
  ...combining('iterable', 'max_concurrency', members('*', 'abatch abatch_as_completed')),
  ...combining('mapped', 'max_at_once', ['aiometer.amap', 'aiometer.run_on_each']),
  ...combining('mapped', 'task_limit', members('aiostream.stream', 'map flatmap starmap')),
  ...combining('starter', null, [
    ...members('asyncio', 'create_task ensure_future run_coroutine_threadsafe'),
    ...members('*', 'create_task start_soon soonify'),
    'asyncio.TaskGroup().create_task',
    ...membersOfEach(['anyio.create_task_group()', 'trio.open_nursery()', 'anyio.abc.TaskGroup()', 'trio.Nursery()'], 'start_soon'),
    'trio.lowlevel.spawn_system_task',
  ]),
];

/** What bounds how many run at once. Rate limiters count: they bound it too. */
export const limiters: readonly Limiter[] = [
  ...limiting('scope', words(`
    asyncio.Semaphore asyncio.BoundedSemaphore asyncio.Lock asyncio.Condition
    anyio.Semaphore anyio.CapacityLimiter anyio.Lock
    trio.Semaphore trio.CapacityLimiter trio.Lock trio.StrictFIFOLock
    aiolimiter.AsyncLimiter asyncio_throttle.Throttler asynciolimiter.Limiter asynciolimiter.StrictLimiter asynciolimiter.LeakyBucketLimiter
    limiter.Limiter pyrate_limiter.Limiter redis.asyncio.lock.Lock
  `)),
  ...limiting('wrapper', words(`
    asynciolimiter.Limiter().wrap asyncio_pool.AioPool().spawn asyncio_pool.AioPool().spawn_n aiojobs.Scheduler().spawn
    aiojobs.create_scheduler().spawn
  `)),
  ...limiting('bounded combinator', words(`
    asyncio_pool.AioPool().map asyncio_pool.AioPool().map_n asyncio_pool.AioPool().itermap aiomultiprocess.Pool().map
    aiomultiprocess.Pool().starmap asyncstdlib.map
  `)),
];

function combining(form: Combinator['form'], limit: string | null, names: readonly QualifiedName[]): Combinator[] {
  return names.map(name => ({name, form, limit}));
}

function limiting(form: Limiter['form'], names: readonly QualifiedName[]): Limiter[] {
  return names.map(name => ({name, form}));
}
