import {members, membersOfEach, words} from '../knowledge.ts';
import type {QualifiedName} from '../types.ts';
import {djangoResults, djangoSameNames} from './django.ts';
import {langchainResults, langchainSameNames} from './langchain.ts';

/** Other ways to the same thing: a prefix on the left is known as the one on the right. Members of a path that are paths are here too. */
export const pythonSameNames: ReadonlyMap<QualifiedName, QualifiedName> = new Map([
  ['posixpath', 'os.path'],
  ['ntpath', 'os.path'],
  ['posix', 'os'],
  ['io.open', 'builtins.open'],
  ['_io.open', 'builtins.open'],
  ['pathlib.PosixPath', 'pathlib.Path'],
  ['pathlib.WindowsPath', 'pathlib.Path'],
  ['pathlib.Path().parent', 'pathlib.Path()'],
  ['pathlib.Path().parents[]', 'pathlib.Path()'],
  ['pathlib.Path().iterdir()[]', 'pathlib.Path()'],
  ['pathlib.Path().glob()[]', 'pathlib.Path()'],
  ['pathlib.Path().rglob()[]', 'pathlib.Path()'],
  ['os.scandir()[]', 'os.DirEntry()'],
  ['io.TextIOWrapper()', 'builtins.open()'],
  ['io.BufferedReader()', 'builtins.open()'],
  ['io.BufferedWriter()', 'builtins.open()'],
  ['io.BufferedRandom()', 'builtins.open()'],
  ['io.FileIO()', 'builtins.open()'],
  ['typing.TextIO()', 'builtins.open()'],
  ['typing.BinaryIO()', 'builtins.open()'],
  ['typing.IO()', 'builtins.open()'],

  ['asyncio.tasks', 'asyncio'],
  ['asyncio.protocols', 'asyncio'],
  ['asyncio.locks', 'asyncio'],
  ['asyncio.queues', 'asyncio'],
  ['asyncio.taskgroups', 'asyncio'],
  ['asyncio.runners', 'asyncio'],
  ['asyncio.events', 'asyncio'],
  ['asyncio.futures', 'asyncio'],
  ['asyncio.streams', 'asyncio'],
  ['asyncio.subprocess.create_subprocess_exec', 'asyncio.create_subprocess_exec'],
  ['asyncio.subprocess.create_subprocess_shell', 'asyncio.create_subprocess_shell'],
  ['asyncio.threads.to_thread', 'asyncio.to_thread'],
  ['asyncio.timeouts.timeout', 'asyncio.timeout'],
  ['concurrent.futures.thread.ThreadPoolExecutor', 'concurrent.futures.ThreadPoolExecutor'],
  ['concurrent.futures.process.ProcessPoolExecutor', 'concurrent.futures.ProcessPoolExecutor'],
  ['concurrent.futures._base.Future', 'concurrent.futures.Future'],
  ['multiprocessing.dummy.Pool', 'multiprocessing.pool.ThreadPool'],
  ['multiprocessing.queues.Queue', 'multiprocessing.Queue'],
  ['multiprocessing.context.Process', 'multiprocessing.Process'],
  ['http.client.HTTPConnection().getresponse()', 'http.client.HTTPResponse()'],
  ['ssl.SSLContext().wrap_socket()', 'ssl.SSLSocket()'],

  ['requests.api', 'requests'],
  ['requests.session', 'requests.Session'],
  ['requests.sessions.Session', 'requests.Session'],
  ['requests.sessions.session', 'requests.Session'],
  ['httpx._client.Client', 'httpx.Client'],
  ['httpx._client.AsyncClient', 'httpx.AsyncClient'],
  ['aiohttp.client.ClientSession', 'aiohttp.ClientSession'],
  ['urllib3.poolmanager.PoolManager', 'urllib3.PoolManager'],
  ['urllib3.poolmanager.ProxyManager', 'urllib3.ProxyManager'],
  ['urllib3.connectionpool', 'urllib3'],

  ['redis.client.Redis', 'redis.Redis'],
  ['redis.client.StrictRedis', 'redis.Redis'],
  ['redis.StrictRedis', 'redis.Redis'],
  ['redis.Redis.from_url()', 'redis.Redis()'],
  ['redis.from_url()', 'redis.Redis()'],
  ['redis.asyncio.StrictRedis', 'redis.asyncio.Redis'],
  ['redis.asyncio.client.Redis', 'redis.asyncio.Redis'],
  ['aioredis', 'redis.asyncio'],
  ['sqlalchemy.orm.session.Session', 'sqlalchemy.orm.Session'],
  ['sqlalchemy.engine.base.Connection', 'sqlalchemy.engine.Connection'],
  ['sqlalchemy.engine.base.Engine', 'sqlalchemy.engine.Engine'],
  ['sqlalchemy.Connection', 'sqlalchemy.engine.Connection'],
  ['sqlalchemy.Engine', 'sqlalchemy.engine.Engine'],
  ['sqlalchemy.engine.create_engine', 'sqlalchemy.create_engine'],
  ['sqlalchemy.ext.asyncio.session.AsyncSession', 'sqlalchemy.ext.asyncio.AsyncSession'],
  ['openai.AzureOpenAI', 'openai.OpenAI'],
  ['anthropic.Client', 'anthropic.Anthropic'],
  ['pymongo.mongo_client.MongoClient', 'pymongo.MongoClient'],
  ['pymongo.MongoClient()[]', 'pymongo.database.Database()'],
  ['pymongo.database.Database()[]', 'pymongo.collection.Collection()'],
  ['motor.motor_asyncio.AsyncIOMotorClient', 'pymongo.AsyncMongoClient'],
  ['pymongo.AsyncMongoClient()[]', 'pymongo.asynchronous.database.AsyncDatabase()'],
  ['pymongo.asynchronous.database.AsyncDatabase()[]', 'pymongo.asynchronous.collection.AsyncCollection()'],
  ['boto3.session.Session', 'boto3.Session'],
  ['psycopg2.extensions.connection()', 'psycopg2.connect()'],
  ['psycopg2.extensions.cursor()', 'psycopg2.connect().cursor()'],
  ['pymysql.cursors.Cursor()', 'pymysql.connect().cursor()'],
  ['pymysql.cursors.DictCursor()', 'pymysql.connect().cursor()'],
  ['pymysql.connections.Connection()', 'pymysql.connect()'],
  ['pyodbc.Cursor()', 'pyodbc.connect().cursor()'],
  ['pyodbc.Connection()', 'pyodbc.connect()'],
  ['mysql.connector.cursor.MySQLCursor()', 'mysql.connector.connect().cursor()'],
  ['mysql.connector.connection.MySQLConnection()', 'mysql.connector.connect()'],
  ['multiprocessing.pool.AsyncResult()', 'multiprocessing.Pool().apply_async()'],
  ['tqdm.asyncio.tqdm_asyncio', 'tqdm.asyncio.tqdm'],
  ...djangoSameNames,
  ...langchainSameNames,
]);

/** What a call gives, where the result's methods are known by another name. */
export const pythonResults: ReadonlyMap<QualifiedName, QualifiedName> = new Map([
  ...to('pathlib.Path()', [
    'pathlib.Path.cwd', 'pathlib.Path.home',
    ...['absolute', 'resolve', 'expanduser', 'joinpath', 'with_name', 'with_suffix', 'with_stem', 'relative_to', 'rename', 'replace', 'readlink']
      .map(method => `pathlib.Path().${method}`),
  ]),
  ...to('builtins.open()', [
    'pathlib.Path().open', 'io.open_code', 'codecs.open', 'tokenize.open', 'os.fdopen', 'gzip.open', 'bz2.open', 'lzma.open',
    'tempfile.NamedTemporaryFile', 'tempfile.TemporaryFile',
  ]),
  ...to('sqlite3.Connection()', ['sqlite3.connect']),
  ...to('sqlite3.Cursor()', ['sqlite3.Connection().cursor', 'sqlite3.Connection().execute', 'sqlite3.Connection().executemany', 'sqlite3.Cursor().execute']),
  ...to('tarfile.TarFile()', ['tarfile.open']),
  ...to('socket.socket()', ['socket.create_connection']),
  ...to('psycopg.Connection()', ['psycopg.connect', 'psycopg.Connection.connect']),
  ...to('psycopg.Cursor()', ['psycopg.Connection().cursor', 'psycopg.Connection().execute']),
  ...to('sqlalchemy.engine.Engine()', ['sqlalchemy.create_engine']),
  ...to('sqlalchemy.engine.Connection()', ['sqlalchemy.engine.Engine().connect', 'sqlalchemy.engine.Engine().begin']),
  ...to('sqlalchemy.orm.Session()', ['sqlalchemy.orm.sessionmaker()', 'sqlalchemy.orm.scoped_session()']),
  ...to('sqlalchemy.ext.asyncio.AsyncSession()', ['sqlalchemy.ext.asyncio.async_sessionmaker()']),
  ...to('sqlalchemy.ext.asyncio.AsyncConnection()', ['sqlalchemy.ext.asyncio.create_async_engine().connect', 'sqlalchemy.ext.asyncio.create_async_engine().begin']),
  ...to('sqlalchemy.orm.Query()', [
    'sqlalchemy.orm.Session().query',
    ...members('sqlalchemy.orm.Query()', `
      filter filter_by join outerjoin order_by group_by having limit offset options distinct select_from with_entities where
    `),
  ]),
  ...to('pymongo.database.Database()', members('pymongo.MongoClient()', 'get_database get_default_database')),
  ...to('pymongo.collection.Collection()', ['pymongo.database.Database().get_collection']),
  ...['BlobServiceClient', 'ContainerClient', 'BlobClient'].flatMap(client => to(`azure.storage.blob.${client}()`, [`azure.storage.blob.${client}.from_connection_string`])),
  ...to('azure.storage.blob.ContainerClient()', members('azure.storage.blob.BlobServiceClient()', 'get_container_client')),
  ...to('azure.storage.blob.BlobClient()', membersOfEach(['azure.storage.blob.BlobServiceClient()', 'azure.storage.blob.ContainerClient()'], 'get_blob_client')),
  ...to('boto3.client()', ['boto3.Session().client']),
  ...to('boto3.resource()', ['boto3.Session().resource']),
  ...djangoResults,
  ...langchainResults,
  ...to('openai.OpenAI()', ['openai.OpenAI().with_options', 'openai.OpenAI().copy']),
  ...to('openai.AsyncOpenAI()', ['openai.AsyncOpenAI().with_options', 'openai.AsyncOpenAI().copy']),
]);

function to(result: QualifiedName, calls: readonly QualifiedName[]): [QualifiedName, QualifiedName][] {
  return calls.map(call => [call, result]);
}

const CLIENT_MEMBERS: ReadonlySet<string> = new Set(words(`
  close aclose list_database_names list_databases server_info get_database get_default_database drop_database start_session watch
  admin_command address nodes options bulk_write append_metadata codec_options read_preference write_concern read_concern topology_description
`));

const DATABASE_MEMBERS: ReadonlySet<string> = new Set(words(`
  command list_collection_names list_collections get_collection create_collection drop_collection aggregate client name watch
  validate_collection cursor_command dereference with_options codec_options read_preference write_concern read_concern
`));

/** What any attribute of an object is, but for those that the object really has: `client.shop.orders` of a MongoDB client. */
export const pythonOpenMembers: ReadonlyMap<QualifiedName, {readonly member: QualifiedName; readonly except: ReadonlySet<string>}> = new Map([
  ['pymongo.MongoClient()', {member: 'pymongo.database.Database()', except: CLIENT_MEMBERS}],
  ['pymongo.database.Database()', {member: 'pymongo.collection.Collection()', except: DATABASE_MEMBERS}],
  ['pymongo.AsyncMongoClient()', {member: 'pymongo.asynchronous.database.AsyncDatabase()', except: CLIENT_MEMBERS}],
  ['pymongo.asynchronous.database.AsyncDatabase()', {member: 'pymongo.asynchronous.collection.AsyncCollection()', except: DATABASE_MEMBERS}],
]);
