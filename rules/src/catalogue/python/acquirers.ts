import {members, membersOfEach, words} from '../knowledge.ts';
import type {Acquirer, QualifiedName} from '../types.ts';

type Release = Acquirer['releases'][number];

/** Calls that give something which must be released on every way out. */
export const acquirers: readonly Acquirer[] = [
  ...acquiring(membersOfEach(words(`
    asyncio.Lock() asyncio.Semaphore() asyncio.BoundedSemaphore() asyncio.Condition()
    anyio.Lock() anyio.Semaphore() anyio.CapacityLimiter() anyio.Condition()
    trio.Lock() trio.Semaphore() trio.CapacityLimiter() trio.Condition() trio.StrictFIFOLock()
    redis.asyncio.Redis().lock() redis.asyncio.lock.Lock()
  `), 'acquire'), receiver('release'), 'async with', 'the lock', 'definite'),
  // A thread lock that is held over a suspension point is wrong even where it is released: `no-lock-across-await` says so.
  ...acquiring(members('filelock.FileLock()', 'acquire'), receiver('release'), 'with', 'the lock', 'definite'),
  ...acquiring(['*.acquire'], [...receiver('release'), ...result('release', 'close')], 'async with', 'what was acquired', 'probable'),
  ...acquiring(['*.getconn'], receiver('putconn'), null, 'the pooled connection', 'definite'),
  ...acquiring(['*.__aenter__'], receiver('__aexit__'), 'async with', 'what was entered by hand', 'probable'),
  ...acquiring(['*.__enter__'], receiver('__exit__'), 'with', 'what was entered by hand', 'probable'),

  ...acquiring(['asyncpg.connect'], result('close', 'terminate'), null, 'the connection', 'definite'),
  ...acquiring(['asyncpg.create_pool'], result('close', 'terminate'), 'async with', 'the pool', 'probable'),
  ...acquiring(words('asyncpg.create_pool().acquire asyncpg.Pool().acquire'), receiver('release'), 'async with', 'the pooled connection', 'definite'),
  ...acquiring(words('aiomysql.connect aiopg.connect asyncmy.connect aioodbc.connect aiosqlite.connect oracledb.connect_async mysql.connector.aio.connect'),
    result('close', 'ensure_closed', 'aclose'), 'async with', 'the connection', 'definite'),
  ...acquiring(['psycopg.AsyncConnection.connect'], result('close'), 'async with', 'the connection', 'definite'),
  ...acquiring(words('psycopg2.connect sqlite3.connect pymysql.connect MySQLdb.connect mysql.connector.connect pyodbc.connect oracledb.connect cx_Oracle.connect'),
    result('close'), null, 'the connection', 'probable'),
  ...acquiring(['psycopg.connect', 'psycopg.Connection.connect'], result('close'), 'with', 'the connection', 'probable'),
  ...acquiring(words('aio_pika.connect aio_pika.connect_robust websockets.connect websockets.asyncio.client.connect asyncssh.connect'),
    result('close', 'wait_closed'), 'async with', 'the connection', 'definite'),
  ...acquiring(words('nats.connect'), result('close', 'drain'), null, 'the connection', 'definite'),

  ...acquiring(words('asyncio.open_connection asyncio.open_unix_connection'), result('close'), null, 'the connection', 'definite'),
  ...acquiring(words(`
    anyio.connect_tcp anyio.connect_unix trio.open_tcp_stream trio.open_unix_socket trio.open_ssl_over_tcp_stream
  `), result('aclose'), 'async with', 'the connection', 'definite'),
  ...acquiring(words('asyncio.start_server asyncio.start_unix_server'), result('close'), 'async with', 'the server', 'probable'),
  ...acquiring(words('asyncio.create_subprocess_exec asyncio.create_subprocess_shell'), result('wait', 'communicate', 'kill', 'terminate'), null, 'the process', 'definite'),
  ...acquiring(words('anyio.open_process'), result('wait', 'aclose', 'kill', 'terminate'), 'async with', 'the process', 'definite'),
  ...acquiring(['socket.socket', 'socket.create_connection'], result('close', 'detach'), 'with', 'the socket', 'probable'),

  ...acquiring(['aiohttp.ClientSession'], result('close'), 'async with', 'the session', 'definite'),
  // Reading a response to its end gives its connection back; a WebSocket must be closed.
  ...acquiring(members('aiohttp.ClientSession()', 'get post put patch delete head options request'), result('release', 'close', 'read', 'text', 'json'), 'async with', 'the response', 'probable'),
  ...acquiring(['aiohttp.ClientSession().ws_connect'], result('close'), 'async with', 'the connection', 'probable'),
  ...acquiring(['aiohttp.TCPConnector'], result('close'), null, 'the connector', 'possible'),
  ...acquiring(['httpx.AsyncClient', 'httpx2.AsyncClient'], result('aclose'), 'async with', 'the client', 'definite'),
  ...acquiring(words('httpx.Client httpx2.Client requests.Session'), result('close'), 'with', 'the client', 'possible'),
  ...acquiring(words('openai.AsyncOpenAI openai.AsyncAzureOpenAI anthropic.AsyncAnthropic'), result('close', 'aclose'), 'async with', 'the client', 'possible'),
  ...acquiring(words('redis.asyncio.Redis redis.asyncio.Redis.from_url redis.asyncio.from_url'), result('aclose', 'close'), 'async with', 'the client', 'possible'),
  ...acquiring(words('pymongo.AsyncMongoClient pymongo.MongoClient'), result('close'), null, 'the client', 'possible'),
  ...acquiring(words('grpc.aio.insecure_channel grpc.aio.secure_channel'), result('close'), 'async with', 'the channel', 'probable'),
  ...acquiring(words('sqlalchemy.ext.asyncio.AsyncSession'), result('close'), 'async with', 'the session', 'probable'),
  ...acquiring(words('sqlalchemy.ext.asyncio.create_async_engine'), result('dispose'), null, 'the engine', 'possible'),
  ...acquiring(words('sqlalchemy.ext.asyncio.create_async_engine().connect'), result('close'), 'async with', 'the connection', 'definite'),

  ...acquiring(['aiofiles.open'], result('close'), 'async with', 'the file', 'definite'),
  ...acquiring(['anyio.open_file', 'trio.open_file'], result('aclose'), 'async with', 'the file', 'definite'),
  ...acquiring(['builtins.open', 'pathlib.Path().open', 'gzip.open', 'bz2.open', 'lzma.open'], result('close'), 'with', 'the file', 'definite'),
  ...acquiring(['os.open'], argument('os.close', 'os.fdopen'), null, 'the file descriptor', 'definite'),
  {
    name: 'tempfile.NamedTemporaryFile',
    when: [{test: 'keyword equals', keyword: 'delete', value: false}],
    releases: argument('os.unlink', 'os.remove'),
    scope: null,
    resource: 'the temporary file',
    confidence: 'probable',
  },
  ...acquiring(['tempfile.mkstemp'], argument('os.unlink', 'os.remove'), null, 'the temporary file', 'probable'),
  ...acquiring(['tempfile.mkdtemp'], argument('shutil.rmtree', 'os.rmdir'), null, 'the temporary folder', 'possible'),
  ...acquiring(['multiprocessing.shared_memory.SharedMemory'], result('close', 'unlink'), null, 'the shared memory', 'definite'),
  ...acquiring(words('concurrent.futures.ThreadPoolExecutor concurrent.futures.ProcessPoolExecutor'), result('shutdown'), 'with', 'the executor', 'possible'),
  ...acquiring(words('asyncio.create_task asyncio.ensure_future'), result('cancel'), null, 'the task', 'probable').map(task => ({...task, isTask: true})),
  ...acquiring(['playwright.async_api.async_playwright().start'], result('stop'), 'async with', 'Playwright', 'definite'),
];

function acquiring(
  names: readonly QualifiedName[], releases: readonly Release[], scope: Acquirer['scope'], resource: string, confidence: Acquirer['confidence'],
): Acquirer[] {
  return names.map(name => ({name, releases, scope, resource, confidence}));
}

function result(...names: readonly string[]): Release[] {
  return names.map(name => ({on: 'result', name}));
}

function receiver(...names: readonly string[]): Release[] {
  return names.map(name => ({on: 'receiver', name}));
}

function argument(...names: readonly string[]): Release[] {
  return names.map(name => ({on: 'argument', name}));
}
