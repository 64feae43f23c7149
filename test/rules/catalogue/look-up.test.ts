import {describe, expect, test} from 'vitest';
import {createCatalogue, memberOfAnything, qualifiedName, type CatalogueSettings} from '../../../rules/src/catalogue/index.ts';
import type {Language, Reference, Root, Selector} from '../../../rules/src/facts/index.ts';

const NOTHING: CatalogueSettings = {blocking: {}, allow: [], offLoop: [], onLoop: [], limiters: []};
const catalogue = createCatalogue(NOTHING);
const python = catalogue.in('python');
const javascript = catalogue.in('javascript');

describe('qualified names', () => {
  test.each<[Language, string, string, string]>([
    ['javascript', 'node:fs', '.readFileSync', 'fs.readFileSync'],
    ['javascript', 'fs', '.default .readFileSync', 'fs.readFileSync'],
    ['javascript', 'node:fs', '.promises .readFile', 'fs/promises.readFile'],
    ['javascript', 'node:fs/promises', '.default .readFile', 'fs/promises.readFile'],
    ['javascript', 'execa', '.default .sync', 'execa.sync'],
    ['javascript', '@babel/core', '.default .transformSync', '@babel/core.transformSync'],
    ['javascript', 'node:sqlite', '.DatabaseSync () .prepare () .all', 'sqlite.StatementSync().all'],
    ['javascript', 'pg', '.Pool () .connect () await .query', 'pg.Pool().connect().query'],
    ['python', 'requests', '.api .get', 'requests.get'],
    ['python', 'requests.sessions', '.Session () .post', 'requests.Session().post'],
    ['python', 'concurrent.futures', '.ThreadPoolExecutor', 'concurrent.futures.ThreadPoolExecutor'],
    ['python', 'concurrent', '.futures .ThreadPoolExecutor', 'concurrent.futures.ThreadPoolExecutor'],
    ['python', 'sqlite3', '.connect () .cursor () .execute', 'sqlite3.Cursor().execute'],
    ['python', 'pathlib', '.Path () .parent .parent .joinpath () .read_text', 'pathlib.Path().read_text'],
    ['python', 'pymongo', '.MongoClient () .shop .orders .find_one', 'pymongo.collection.Collection().find_one'],
    ['python', 'pymongo', '.MongoClient () [] [] .find_one', 'pymongo.collection.Collection().find_one'],
  ])('%s: import %s, %s is %s', (language, module, path, name) => {
    expect(qualifiedName(reference({kind: 'import', module}, path), language)).toBe(name);
  });

  test('a builtin, a global and a module whose import is still missing have names', () => {
    expect(qualifiedName(reference({kind: 'global', name: 'open'}, ''), 'python')).toBe('builtins.open');
    expect(qualifiedName(reference({kind: 'global', name: 'fetch'}, ''), 'javascript')).toBe('global.fetch');
    expect(qualifiedName(reference({kind: 'global', name: 'process'}, '.nextTick'), 'javascript')).toBe('process.nextTick');
    expect(qualifiedName(reference({kind: 'global', name: 'time'}, '.sleep'), 'python')).toBe('time.sleep');
  });

  test('what is the project\'s own or unknown has none', () => {
    expect(qualifiedName(reference({kind: 'global', name: 'helper'}, '.run'), 'python')).toBeNull();
    expect(qualifiedName(reference({kind: 'import', module: './db.js'}, '.query'), 'javascript')).toBeNull();
    expect(qualifiedName(reference({kind: 'import', module: '..models'}, '.load'), 'python')).toBeNull();
    expect(qualifiedName(reference({kind: 'unknown'}, '.map'), 'javascript')).toBeNull();
    expect(memberOfAnything(reference({kind: 'unknown'}, '.map'))).toBe('*.map');
    expect(memberOfAnything(reference({kind: 'unknown'}, '.map ()'))).toBeNull();
  });

  test('a name of any length is walked', () => {
    const name = `sqlite3.connect()${'.cursor()'.repeat(10_000)}`;
    expect(python.blocking(name)).toBeUndefined();
  });
});

describe('look-ups', () => {
  test('a name means something in its own language alone', () => {
    expect(python.blocking('glob.glob')?.kind).toBe('file');
    expect(javascript.blocking('glob.glob')).toBeUndefined();
    expect(javascript.isAsyncIo('glob.glob')).toBe(true);
    expect(python.blocking('openai.OpenAI().responses.create')).toBeDefined();
    expect(javascript.isAsyncIo('openai.OpenAI().responses.create')).toBe(true);
  });

  test('without a language, whichever knows it answers', () => {
    expect(catalogue.blocking('fs.readFileSync')?.language).toBe('javascript');
    expect(catalogue.blocking('time.sleep')?.language).toBe('python');
  });

  test('any member of a generated client blocks, under its own name, but for the harmless ones', () => {
    expect(python.blocking('boto3.client().put_object')).toMatchObject({name: 'boto3.client().put_object', kind: 'network'});
    expect(python.blocking('boto3.client().get_paginator')).toBeUndefined();
    expect(python.blocking('redis.Redis.from_url().get')).toMatchObject({name: 'redis.Redis().get'});
    expect(python.blocking('redis.Redis().pipeline')).toBeUndefined();
  });

  test('a method of anything is known by its member, a function of a module is not', () => {
    expect(javascript.functionTakers('*.map')).toMatchObject([{position: 0, runs: 'here'}]);
    expect(javascript.functionTakers('global.Object.keys().map')).toMatchObject([{position: 0, runs: 'here'}]);
    expect(javascript.functionTakers('lodash.map')).toMatchObject([{position: 1, runs: 'here'}]);
    expect(javascript.functionTakers('ramda.map')).toEqual([]);
    expect(python.functionTakers('*.map')).toEqual([]);
    expect(python.functionTakers('asyncio.get_running_loop().run_in_executor')).toMatchObject([{position: 1, runs: 'off loop'}]);
    expect(javascript.functionTakers('*.then')).toHaveLength(2);
  });

  test('combinators and limiters', () => {
    expect(python.combinator('asyncio.gather')).toMatchObject({form: 'spread'});
    expect(javascript.combinator('p-map.default')).toMatchObject({form: 'mapped', limit: 'concurrency'});
    expect(python.combinator('asyncio.TaskGroup().create_task')).toMatchObject({form: 'starter'});
    expect(javascript.limiter('p-limit.default()')).toMatchObject({form: 'wrapper'});
    expect(python.limiter('asyncio.locks.Semaphore')).toMatchObject({form: 'scope'});
  });

  test('acquirers, and what a call gives', () => {
    expect(javascript.acquirer('pg.Pool().connect')).toMatchObject({releases: [{on: 'result', name: 'release'}, {on: 'receiver', name: 'end'}]});
    expect(python.acquirer('asyncio.Lock().acquire')).toMatchObject({releases: [{on: 'receiver', name: 'release'}], scope: 'async with'});
    expect(javascript.returns('node:sqlite.DatabaseSync().prepare')).toBe('sqlite.StatementSync()');
    expect(python.returns('time.sleep')).toBeUndefined();
  });

  test('metadata, and computation with a twin, are told apart from waiting', () => {
    expect(javascript.blocking('fs.existsSync')?.kind).toBe('metadata');
    expect(python.blocking('os.path.exists')?.kind).toBe('metadata');
    expect(javascript.blocking('bcrypt.hashSync')).toMatchObject({kind: 'computation', rewrite: {kind: 'await twin'}});
    expect(javascript.blocking('crypto.pbkdf2Sync')).toMatchObject({kind: 'computation', rewrite: {kind: 'promisify'}});
    expect(python.blocking('hashlib.scrypt')).toMatchObject({kind: 'computation', rewrite: {kind: 'message only'}});
  });

  test('pure path functions and names of Object do not block', () => {
    for (const name of ['os.path.join', 'os.path.abspath', 'os.path.constructor', 'pathlib.Path().with_suffix', 'asyncio.sleep']) {
      expect(python.blocking(name)).toBeUndefined();
    }
    expect(javascript.blocking('fs.constructor')).toBeUndefined();
    expect(javascript.blocking('__proto__')).toBeUndefined();
  });
});

describe('settings', () => {
  const own = createCatalogue({
    blocking: {'legacy.Client.fetch*': '`legacy.AsyncClient`', 'time.sleep': '`pause`'},
    allow: ['requests.*', 'node:fs.existsSync'],
    offLoop: ['jobs.run_in_pool'],
    onLoop: ['bus.Bus.on'],
    limiters: ['net.throttled'],
  });

  test('add names, by pattern, with what to use instead', () => {
    expect(own.in('python').blocking('legacy.Client().fetch_all')).toMatchObject({instead: '`legacy.AsyncClient`', source: 'user settings'});
    expect(own.in('python').blocking('legacy.Client().store')).toBeUndefined();
    expect(own.in('python').blocking('time.sleep')?.instead).toBe('`pause`');
  });

  test('allow names', () => {
    expect(own.in('python').blocking('requests.Session().get')).toBeUndefined();
    expect(own.in('javascript').blocking('fs.existsSync')).toBeUndefined();
    expect(own.in('python').blocking('httpx.get')).toBeDefined();
  });

  test('name what runs off the loop and what bounds a fan-out', () => {
    expect(own.functionTakers('jobs.run_in_pool')).toMatchObject([{runs: 'off loop', position: 0}]);
    expect(own.functionTakers('bus.Bus().on')).toMatchObject([{runs: 'on loop', position: 0}, {position: 1}, {position: 2}, {position: 3}]);
    expect(own.limiter('net.throttled')).toMatchObject({form: 'wrapper'});
  });

  test('do not touch another catalogue', () => {
    expect(python.blocking('requests.get')).toBeDefined();
  });
});

function reference(root: Root, path: string): Reference {
  return {root, path: path.split(' ').filter(selector => selector !== '') as Selector[]};
}
