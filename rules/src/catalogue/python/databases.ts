import {members, membersOfEach, MESSAGE_ONLY, words, type BlockingGroup} from '../knowledge.ts';
import type {QualifiedName} from '../types.ts';
import {library} from './library.ts';

const CURSOR = 'execute executemany fetchone fetchmany fetchall';

/** Closing sends a last message and hardly ever waits. */
const CLOSING: Partial<BlockingGroup> = {confidence: 'possible', reason: 'Closing says goodbye to the server, which is quick as a rule.'};

/** Database drivers, object mappers, caches and message queues. */
export const databases: readonly BlockingGroup[] = [
  library('psycopg2 2.9.13', 'database', '`asyncpg` or `psycopg.AsyncConnection`', [
    'psycopg2.connect',
    ...members('psycopg2.connect()', 'commit rollback'),
    ...members('psycopg2.connect().cursor()', `${CURSOR} callproc copy_expert`),
    ...members('psycopg2.extras', 'execute_batch execute_values'),
    ...members('psycopg2.pool', 'SimpleConnectionPool ThreadedConnectionPool'),
  ]),
  library('psycopg 3.3.9', 'database', '`psycopg.AsyncConnection`', [
    'psycopg.connect',
    'psycopg.Connection.connect',
    ...members('psycopg.Connection()', 'execute commit rollback'),
    ...members('psycopg.Cursor()', CURSOR),
  ]),
  library('psycopg2 2.9.13', 'database', '`asyncpg` or `psycopg.AsyncConnection`', ['psycopg2.connect().close'], CLOSING),
  library('psycopg 3.3.9', 'database', '`psycopg.AsyncConnection`', ['psycopg.Connection().close'], CLOSING),
  library('SQLAlchemy 2.1.9', 'database', '`sqlalchemy.ext.asyncio.AsyncSession`', ['sqlalchemy.orm.Session().close'], CLOSING),
  library('psycopg_pool 3.3.3', 'database', '`psycopg_pool.AsyncConnectionPool`', members('psycopg_pool.ConnectionPool()', 'getconn connection wait open')),
  library('PyMySQL 1.2.4', 'database', '`aiomysql` or `asyncmy`', dbapi('pymysql')),
  library('mysql-connector-python 26.10.0', 'database', '`mysql.connector.aio`', dbapi('mysql.connector')),
  library('mysqlclient', 'database', '`aiomysql` or `asyncmy`', dbapi('MySQLdb')),
  library('pyodbc', 'database', '`aioodbc`', [...dbapi('pyodbc'), 'pyodbc.connect().execute']),
  library('oracledb', 'database', '`oracledb.connect_async`', [...dbapi('oracledb'), ...dbapi('cx_Oracle')]),
  library('snowflake-connector-python', 'database', 'a worker thread', dbapi('snowflake.connector')),
  library('mariadb', 'database', '`asyncmy`', dbapi('mariadb')),
  library('pymssql', 'database', '`aioodbc`', dbapi('pymssql')),
  ...['trino.dbapi', 'hdbcli.dbapi', 'ibm_db_dbi', 'vertica_python', 'teradatasql', 'pyhive.hive', 'clickhouse_driver.dbapi'].map(driver => (
    library(driver, 'database', 'a worker thread', dbapi(driver))
  )),
  library('duckdb', 'database', 'a worker thread', [...members('duckdb', 'connect execute query sql'), ...members('duckdb.connect()', 'execute sql query')]),
  library('clickhouse-driver', 'database', '`asynch`', members('clickhouse_driver.Client()', 'execute insert_dataframe query_dataframe')),
  library('clickhouse-connect', 'database', '`clickhouse_connect.get_async_client`', ['clickhouse_connect.get_client', ...members('clickhouse_connect.get_client()', 'query command insert query_df')]),
  library('cassandra-driver', 'database', 'a worker thread', ['cassandra.cluster.Session().execute', 'cassandra.cluster.Cluster().connect', 'cassandra.cluster.Cluster().connect().execute']),

  library('SQLAlchemy 2.1.9', 'database', '`sqlalchemy.ext.asyncio.AsyncSession`', [
    ...members('sqlalchemy.orm.Session()', 'execute scalars scalar commit flush refresh rollback merge get'),
    ...members('sqlalchemy.orm.Query()', 'all first one one_or_none scalar count get update delete'),
  ]),
  library('SQLAlchemy 2.1.9', 'database', '`sqlalchemy.ext.asyncio.create_async_engine`', [
    ...members('sqlalchemy.engine.Engine()', 'connect begin'),
    ...members('sqlalchemy.engine.Connection()', 'execute scalar scalars commit rollback'),
  ]),
  library('sqlmodel 0.0.50', 'database', '`sqlmodel.ext.asyncio.session.AsyncSession`', members('sqlmodel.Session()', 'exec execute get commit refresh')),
  library('peewee', 'database', '`peewee-async` or a worker thread', [
    ...members('peewee.Model', 'create get get_or_create'),
    ...members('peewee.Model()', 'save delete_instance'),
    ...membersOfEach(words('peewee.Database() peewee.SqliteDatabase() peewee.PostgresqlDatabase() peewee.MySQLDatabase()'), 'connect execute_sql'),
  ]),

  library('pymongo 4.20.0', 'database', '`pymongo.AsyncMongoClient`', [
    ...members('pymongo.collection.Collection()', `
      find_one insert_one insert_many update_one update_many replace_one delete_one delete_many bulk_write count_documents
      estimated_document_count distinct find_one_and_update find_one_and_delete find_one_and_replace create_index drop
    `),
    ...members('pymongo.database.Database()', 'command list_collection_names'),
    ...members('pymongo.MongoClient()', 'list_database_names server_info'),
  ]),
  library('pymongo 4.20.0', 'database', '`pymongo.AsyncMongoClient`', members('pymongo.collection.Collection()', 'find aggregate'), {
    when: [{test: 'result is iterated'}],
    rewrite: MESSAGE_ONLY,
    reason: 'The cursor asks the server for more whenever its batch is used up.',
  }),
  library('redis 8.1.0', 'database', '`redis.asyncio.Redis`', [
    'redis.Redis().*',
    ...membersOfEach(['redis.Redis().pipeline()', 'redis.client.Pipeline()'], 'execute'),
    ...membersOfEach(['redis.Redis().pubsub()', 'redis.client.PubSub()'], 'get_message subscribe'),
    ...membersOfEach(['redis.Redis().lock()', 'redis.lock.Lock()'], 'acquire release'),
  ]),
  library('redis 8.1.0', 'database', '`redis.asyncio.Redis`', ['redis.Redis().pubsub().listen', 'redis.client.PubSub().listen', 'redis.Redis().scan_iter'], {
    when: [{test: 'result is iterated'}],
    rewrite: MESSAGE_ONLY,
  }),
  library('elasticsearch 9.5.1', 'database', '`elasticsearch.AsyncElasticsearch`', members('elasticsearch.Elasticsearch()', 'bulk count delete get index ping search update')),
  library('elasticsearch 9.5.1', 'database', '`elasticsearch.helpers.async_bulk`', members('elasticsearch.helpers', 'bulk parallel_bulk scan streaming_bulk')),
  library('opensearch-py', 'database', '`opensearchpy.AsyncOpenSearch`', members('opensearchpy.OpenSearch()', 'bulk get index search')),
  library('neo4j 6.4.1', 'database', '`neo4j.AsyncGraphDatabase`', [
    ...membersOfEach(['neo4j.GraphDatabase.driver()', 'neo4j.Driver()'], 'execute_query verify_connectivity'),
    ...membersOfEach(['neo4j.GraphDatabase.driver().session()', 'neo4j.Driver().session()', 'neo4j.Session()'], 'run execute_read execute_write'),
  ]),
  library('qdrant-client 1.20.0', 'database', '`qdrant_client.AsyncQdrantClient`', members('qdrant_client.QdrantClient()', 'create_collection query_points retrieve scroll upsert')),
  library('chromadb', 'database', '`chromadb.AsyncHttpClient`', [
    ...members('chromadb', 'HttpClient PersistentClient'),
    ...members('chromadb.Collection()', 'add delete get query upsert'),
  ]),
  library('pinecone', 'database', '`pinecone.PineconeAsyncio`', membersOfEach(['pinecone.Index()', 'pinecone.Pinecone().Index()'], 'query fetch upsert delete')),
  library('pymilvus', 'database', '`pymilvus.AsyncMilvusClient`', [...members('pymilvus.MilvusClient()', 'insert query search'), 'pymilvus.connections.connect']),
  library('weaviate-client', 'database', '`weaviate.use_async_with_local`', members('weaviate', 'connect_to_local connect_to_weaviate_cloud')),
  library('faiss', 'file', 'a worker thread', members('faiss', 'read_index write_index')),
  library('diskcache', 'file', 'a worker thread', members('diskcache.Cache()', 'get set delete')),
  library('pymemcache', 'network', '`aiomcache`', membersOfEach(words(`
    pymemcache.client.base.Client() pymemcache.Client() pylibmc.Client() memcache.Client()
  `), 'get set delete incr')),
  library('influxdb-client', 'database', '`InfluxDBClientAsync`', [...members('influxdb_client.InfluxDBClient().query_api()', 'query query_data_frame'), 'influxdb_client.InfluxDBClient().write_api().write']),

  library('pika 1.4.4', 'network', '`aio_pika`', [
    'pika.BlockingConnection',
    ...membersOfEach(['pika.BlockingConnection().channel()', 'pika.adapters.blocking_connection.BlockingChannel()'], 'basic_get basic_publish start_consuming queue_declare'),
  ]),
  library('kafka-python 3.0.12', 'network', '`aiokafka`', [...members('kafka.KafkaConsumer()', 'poll'), ...members('kafka.KafkaProducer()', 'flush')]),
  library('kafka-python 3.0.12', 'network', '`aiokafka`', members('kafka', 'KafkaConsumer KafkaProducer'), {confidence: 'probable', reason: 'Creating it may connect to the brokers to learn their version.'}),
  library('confluent-kafka', 'network', '`confluent_kafka.aio`', [...members('confluent_kafka.Consumer()', 'consume poll'), 'confluent_kafka.Producer().flush']),
  library('paho-mqtt', 'network', '`aiomqtt`', [...members('paho.mqtt.client.Client()', 'connect loop loop_forever'), ...members('paho.mqtt.publish', 'single multiple')]),
  library('celery 5.7.0', 'network', 'a worker thread', membersOfEach(['celery.app.task.Task()', 'celery.Task()'], 'apply apply_async delay'), {
    confidence: 'possible',
    reason: 'It sends a message to the broker, which is quick while the connection stands.',
  }),
  library('celery 5.7.0', 'wait', 'a worker thread', ['celery.result.AsyncResult().get', 'celery.result.AsyncResult().wait']),
];

/** The interface that most drivers share. */
function dbapi(module: QualifiedName): readonly QualifiedName[] {
  return [`${module}.connect`, ...members(`${module}.connect()`, 'commit rollback'), ...members(`${module}.connect().cursor()`, CURSOR)];
}
