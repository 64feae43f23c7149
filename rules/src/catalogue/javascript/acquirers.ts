import type {Acquirer} from '../types.ts';

type Release = Acquirer['releases'][number];

/** Calls that give something which must be released on every way out. */
export const acquirers: readonly Acquirer[] = [
  {name: 'fs/promises.open', releases: result('close'), scope: 'await using', resource: 'the file handle', confidence: 'definite'},
  {name: 'fs/promises.opendir', releases: result('close', 'closeSync'), endsWithIteration: true, scope: 'await using', resource: 'the directory handle', confidence: 'possible'},
  {name: 'fs.openSync', releases: argument('fs.closeSync', 'fs.close'), scope: null, resource: 'the file descriptor', confidence: 'definite'},
  {name: 'fs/promises.mkdtemp', releases: argument('fs/promises.rm', 'fs/promises.rmdir', 'fs.rmSync', 'fs.rm'), scope: null, resource: 'the temporary folder', confidence: 'possible'},
  {name: 'fs.mkdtempSync', releases: argument('fs.rmSync', 'fs.rmdirSync', 'fs/promises.rm', 'fs.rm'), scope: null, resource: 'the temporary folder', confidence: 'possible'},
  {name: 'fs.createReadStream', releases: [...result('destroy', 'close', 'pipe'), ...pipelines()], endsWithIteration: true, scope: null, resource: 'the stream', confidence: 'possible'},
  {name: 'fs.createWriteStream', releases: [...result('destroy', 'close', 'end'), ...pipelines()], scope: null, resource: 'the stream', confidence: 'possible'},

  // Who ends the pool, or the source that it is of, ends its connections.
  {name: 'pg.Pool().connect', releases: [...result('release'), ...receiver('end')], scope: null, resource: 'the pooled connection', confidence: 'definite'},
  {name: 'pg.Client().connect', releases: receiver('end'), scope: null, resource: 'the connection', confidence: 'probable'},
  {name: 'pg-promise()().connect', releases: result('done'), scope: null, resource: 'the connection', confidence: 'probable'},
  {name: 'mysql2/promise.createConnection', releases: result('end', 'destroy', 'close'), scope: null, resource: 'the connection', confidence: 'probable'},
  {name: 'mysql2/promise.createPool().getConnection', releases: [...result('release', 'destroy'), ...receiver('end')], scope: null, resource: 'the pooled connection', confidence: 'definite'},
  {name: '*.getConnection', releases: result('release', 'destroy', 'close', 'end'), scope: null, resource: 'the pooled connection', confidence: 'possible'},
  {name: '*.createQueryRunner', releases: [...result('release'), ...receiver('destroy')], opens: 'connect', scope: null, resource: 'the query runner', confidence: 'probable'},
  {name: '*.startSession', releases: result('endSession'), scope: 'await using', resource: 'the session', confidence: 'possible'},
  {name: 'mongodb.MongoClient().connect', releases: [...receiver('close'), ...result('close')], scope: null, resource: 'the client', confidence: 'possible'},
  {name: 'mongodb.MongoClient.connect', releases: result('close'), scope: null, resource: 'the client', confidence: 'possible'},
  {name: 'redis.createClient().connect', releases: [...receiver('quit', 'disconnect', 'close', 'destroy'), ...result('quit', 'disconnect', 'close', 'destroy')], scope: null, resource: 'the client', confidence: 'possible'},
  {name: 'amqplib.connect', releases: result('close'), scope: null, resource: 'the connection', confidence: 'possible'},
  {name: 'oracledb.getConnection', releases: result('close', 'release'), scope: null, resource: 'the connection', confidence: 'definite'},
  {name: 'sqlite.DatabaseSync', releases: result('close'), scope: 'using', resource: 'the database', confidence: 'possible'},

  {name: 'async-mutex.Mutex().acquire', releases: [...result('()'), ...receiver('release')], scope: null, resource: 'the mutex', confidence: 'definite'},
  {name: 'async-mutex.Semaphore().acquire', releases: [...result('()', '[]'), ...receiver('release')], scope: null, resource: 'the semaphore', confidence: 'definite'},
  {name: 'async-sema.Sema().acquire', releases: receiver('release'), scope: null, resource: 'the semaphore', confidence: 'definite'},
  {name: 'await-semaphore.Semaphore().acquire', releases: result('()'), scope: null, resource: 'the semaphore', confidence: 'definite'},
  {name: 'await-semaphore.Mutex().acquire', releases: result('()'), scope: null, resource: 'the mutex', confidence: 'definite'},
  {name: 'es-toolkit.Mutex().acquire', releases: receiver('release'), scope: null, resource: 'the mutex', confidence: 'definite'},
  {name: 'es-toolkit.Semaphore().acquire', releases: receiver('release'), scope: null, resource: 'the semaphore', confidence: 'definite'},
  {name: '*.acquire', releases: [...receiver('release'), ...result('release', '()', 'close', 'destroy')], scope: null, resource: 'what was acquired', confidence: 'probable'},
  {name: 'proper-lockfile.lock', releases: [...result('()'), ...argument('proper-lockfile.unlock')], scope: null, resource: 'the lock', confidence: 'definite'},

  {name: 'puppeteer.launch', releases: result('close'), scope: 'await using', resource: 'the browser', confidence: 'definite'},
  {name: 'puppeteer-core.launch', releases: result('close'), scope: 'await using', resource: 'the browser', confidence: 'definite'},
  ...['chromium', 'firefox', 'webkit'].flatMap(browser => ['playwright', 'playwright-core', '@playwright/test'].map((module): Acquirer => (
    {name: `${module}.${browser}.launch`, releases: result('close'), scope: 'await using', resource: 'the browser', confidence: 'definite'}
  ))),
  {name: 'tmp-promise.file', releases: result('cleanup'), scope: null, resource: 'the temporary file', confidence: 'probable'},
  {name: 'tmp-promise.dir', releases: result('cleanup'), scope: null, resource: 'the temporary folder', confidence: 'probable'},

  {name: 'net.connect', releases: [...result('destroy', 'end', 'destroySoon'), ...pipelines()], scope: null, resource: 'the socket', confidence: 'possible'},
  {name: 'net.createConnection', releases: [...result('destroy', 'end', 'destroySoon'), ...pipelines()], scope: null, resource: 'the socket', confidence: 'possible'},
  {name: 'worker_threads.Worker', releases: result('terminate'), scope: 'await using', resource: 'the worker', confidence: 'possible'},
  {name: 'readline.createInterface', releases: result('close'), endsWithIteration: true, scope: null, resource: 'the interface', confidence: 'possible'},
  {name: 'readline/promises.createInterface', releases: result('close'), endsWithIteration: true, scope: null, resource: 'the interface', confidence: 'possible'},
  {name: 'global.setInterval', releases: argument('global.clearInterval', 'global.clearTimeout'), scope: null, resource: 'the interval', confidence: 'possible'},
  {name: '*.getReader', releases: result('releaseLock', 'cancel'), scope: null, resource: 'the reader\'s lock', confidence: 'possible'},
  {name: '*.getWriter', releases: result('releaseLock', 'close', 'abort'), scope: null, resource: 'the writer\'s lock', confidence: 'possible'},
];

function result(...names: readonly string[]): Release[] {
  return names.map(name => ({on: 'result', name}));
}

function receiver(...names: readonly string[]): Release[] {
  return names.map(name => ({on: 'receiver', name}));
}

function argument(...names: readonly string[]): Release[] {
  return names.map(name => ({on: 'argument', name}));
}

function pipelines(): Release[] {
  return argument('stream/promises.pipeline', 'stream.pipeline');
}
