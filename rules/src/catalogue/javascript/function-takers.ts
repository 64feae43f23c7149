import {members, membersOfEach, words} from '../knowledge.ts';
import {SERVERS} from './servers.ts';
import type {FunctionTaker, QualifiedName} from '../types.ts';

/** A route's own handler, and the hooks around it. */
const FASTIFY_HANDLERS = 'handler errorHandler onRequest onResponse onSend onError onTimeout preParsing preValidation preHandler preSerialization';

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
    ...membersOfEach(SERVERS, 'use'),
    ...membersOfEach(['express().route()', 'express.Router().route()'], 'get post put patch delete head options all'),
    ...membersOfEach(['hono.Hono()'], 'notFound onError'),
    ...members('h3', 'defineEventHandler eventHandler'),
    ...members('global.Deno', 'serve'),
    // They try it again until it works.
    ...words('p-retry async-retry promise-retry retry-as-promised p-limit() p-queue().add bottleneck().schedule @lifeomic/attempt.retry'),
    ...handlerDecorators(),
    ...members('svelte', 'onMount onDestroy beforeUpdate afterUpdate'),
  ]),
  ...taking(1, 'on loop', [
    '*.then',
    ...members('*', 'on once addListener prependListener prependOnceListener addEventListener'),
    'http.createServer',
    'https.createServer',
    'events.addAbortListener',
    ...members('global.Deno', 'serve'),
    'p-map',
    ...membersOfEach(SERVERS, 'get post put patch delete head options all use'),
    ...membersOfEach(['bullmq', 'bull'], 'Worker'),
    ...membersOfEach(SERVERS, 'param'),
    ...members('fastify()', 'addHook'),
    ...membersOfEach(['node-cron'], 'schedule'),
    ...membersOfEach(['node-schedule'], 'scheduleJob'),
    'cron.CronJob',
    ...membersOfEach(['fs', 'fs-extra'], 'watch watchFile'),
  ]),
  ...taking(2, 'on loop', [...membersOfEach(SERVERS, 'get post put patch delete head options all use'), 'hono.Hono().on']),
  ...taking(3, 'on loop', membersOfEach(SERVERS, 'get post put patch delete head options all use')),
  ...inOptions(0, 'fetch error routes websocket', ['global.Bun.serve', 'bun.serve']),
  ...inOptions(0, 'handler onError', ['global.Deno.serve']),
  ...inOptions(0, FASTIFY_HANDLERS, ['fastify().route']),
  ...inOptions(1, FASTIFY_HANDLERS, members('fastify()', 'get post put patch delete head options all')),
  ...inOptions(0, 'handler', members('@hapi/hapi.server()', 'route')),
  // Most listeners of `process` run when the loop is at its end, or the program.
  ...taking(1, 'elsewhere', members('process', 'on once addListener prependListener')),
  ...taking(0, 'off loop', words('workerpool.pool().exec threads.spawn microjob.job')),
];

/** Decorators of methods that a framework calls for a request, a message or a date. */
function handlerDecorators(): QualifiedName[] {
  return [
    ...members('@nestjs/common', 'Get Post Put Patch Delete Head Options All Sse'),
    ...members('@nestjs/graphql', 'Query Mutation Subscription ResolveField ResolveReference'),
    ...members('@nestjs/microservices', 'MessagePattern EventPattern GrpcMethod GrpcStreamMethod'),
    ...members('@nestjs/websockets', 'SubscribeMessage'),
    ...members('@nestjs/schedule', 'Cron Interval Timeout'),
    ...members('@nestjs/event-emitter', 'OnEvent'),
    ...members('@nestjs/bull', 'Process'),
    ...members('routing-controllers', 'Get Post Put Patch Delete Head All'),
  ];
}

function taking(position: number, runs: FunctionTaker['runs'], names: readonly QualifiedName[]): FunctionTaker[] {
  return names.map(name => ({name, position, keyword: null, runs}));
}

/** The functions that an object at the position holds as these properties. */
function inOptions(position: number, properties: string, names: readonly QualifiedName[]): FunctionTaker[] {
  return names.flatMap(name => words(properties).map(keyword => ({name, position, keyword, runs: 'on loop' as const})));
}
