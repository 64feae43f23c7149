import {membersOfEach} from '../knowledge.ts';
import type {QualifiedName} from '../types.ts';

/** Objects that take request handlers, under the one name by which the catalogue knows each. */
export const SERVERS: readonly QualifiedName[] = [
  'express()', 'express.Router()', 'fastify()', 'hono.Hono()', 'koa()', '@koa/router()', 'koa-router()', 'restify.createServer()', 'polka()', 'elysia.Elysia()',
];

/** Other names of the same, most of them types that a parameter is annotated with. */
export const serverNames: readonly (readonly [QualifiedName, QualifiedName])[] = [
  ['express.Express()', 'express()'],
  ['express.Application()', 'express()'],
  ['express.IRouter()', 'express.Router()'],
  ['fastify.fastify()', 'fastify()'],
  ['fastify.FastifyInstance()', 'fastify()'],
  ['@hapi/hapi.Server()', '@hapi/hapi.server()'],
];

/** Registering a handler gives the server back, so that the next one can be registered with it. */
export const serverResults: readonly (readonly [QualifiedName, QualifiedName])[] = [
  ...SERVERS.flatMap(server => membersOfEach([server], 'get post put patch delete head options all use on').map(name => [name, server] as const)),
  ['hono.Hono().basePath', 'hono.Hono()'],
];
