import {members, membersOfEach, words} from '../knowledge.ts';
import type {FunctionTaker, QualifiedName} from '../types.ts';

/** Calls that take a function, and where it runs. What is not here is taken to run elsewhere. */
export const functionTakers: readonly FunctionTaker[] = [
  ...taking(0, 'here', [
    ...members('*', `
      map forEach filter find findIndex findLast findLastIndex some every flatMap reduce reduceRight sort toSorted
    `),
    'global.Promise',
    'global.Promise.try',
    ...members('react', 'useMemo useState'),
  ]),
  ...taking(1, 'here', [
    ...members('*', 'replace replaceAll'),
    'global.Array.from',
    ...members('global.JSON', 'parse stringify'),
    'global.Object.groupBy',
    'global.Map.groupBy',
    ...membersOfEach(['lodash', 'lodash-es', 'underscore'], `
      map forEach each filter find findIndex findLast some every flatMap reduce reduceRight sortBy groupBy keyBy countBy partition
      reject mapValues mapKeys pickBy omitBy times uniqBy maxBy minBy sumBy
    `),
  ]),
  ...taking(0, 'on loop', [
    ...members('global', 'setTimeout setInterval setImmediate queueMicrotask requestAnimationFrame requestIdleCallback'),
    'process.nextTick',
    ...members('*', 'then catch finally'),
    'http.createServer',
    'https.createServer',
    'net.createServer',
    'http2.createServer',
    ...members('react', 'useEffect useLayoutEffect'),
    ...members('vue', 'onMounted onBeforeMount onUpdated'),
    ...membersOfEach(servers(), 'use'),
    ...membersOfEach(['express().route()', 'express.Router().route()'], 'get post put patch delete head options all'),
    ...members('global.Deno', 'serve'),
    ...members('svelte', 'onMount onDestroy beforeUpdate afterUpdate'),
  ]),
  ...taking(1, 'on loop', [
    '*.then',
    ...members('*', 'on once addListener prependListener prependOnceListener addEventListener'),
    'http.createServer',
    'https.createServer',
    'events.addAbortListener',
    ...membersOfEach(servers(), 'get post put patch delete head options all use'),
    ...membersOfEach(['bullmq', 'bull'], 'Worker'),
    ...membersOfEach(servers(), 'param'),
    ...membersOfEach(['fastify()', 'fastify.fastify()'], 'addHook'),
    ...membersOfEach(['node-cron'], 'schedule'),
    ...membersOfEach(['node-schedule'], 'scheduleJob'),
    'cron.CronJob',
    ...membersOfEach(['fs', 'fs-extra'], 'watch watchFile'),
  ]),
  ...taking(2, 'on loop', membersOfEach(servers(), 'get post put patch delete head options all use')),
  ...taking(3, 'on loop', membersOfEach(servers(), 'get post put patch delete head options all use')),
  // Most listeners of `process` run when the loop is at its end, or the program.
  ...taking(1, 'elsewhere', members('process', 'on once addListener prependListener')),
  ...taking(0, 'off loop', words('workerpool.pool().exec threads.spawn microjob.job')),
];

/** Objects that take request handlers. */
function servers(): readonly QualifiedName[] {
  return ['express()', 'express.Router()', 'fastify()', 'fastify.fastify()', 'hono.Hono()', 'koa()', '@koa/router()', 'koa-router()', 'restify.createServer()'];
}

function taking(position: number, runs: FunctionTaker['runs'], names: readonly QualifiedName[]): FunctionTaker[] {
  return names.map(name => ({name, position, keyword: null, runs}));
}
