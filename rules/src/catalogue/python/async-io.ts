import {members, membersOfEach, words} from '../knowledge.ts';
import type {QualifiedName} from '../types.ts';

const VERBS = 'get post put patch delete head options request';

/** Calls that start input or output and give an awaitable. */
export const asyncIo: readonly QualifiedName[] = [
  ...members('asyncio', `
    open_connection open_unix_connection start_server start_unix_server create_subprocess_exec create_subprocess_shell to_thread
  `),
  ...members('*', 'run_in_executor sock_recv sock_sendall sock_connect sock_accept create_connection create_datagram_endpoint'),
  ...members('asyncio.open_connection()[]', 'read readline readexactly readuntil drain wait_closed'),
  ...members('asyncio.StreamReader()', 'read readline readexactly readuntil'),
  ...members('asyncio.StreamWriter()', 'drain wait_closed'),
  ...membersOfEach(['asyncio.create_subprocess_exec()', 'asyncio.create_subprocess_shell()'], 'wait communicate'),
  ...members('anyio', 'connect_tcp connect_unix open_file run_process open_process getaddrinfo'),
  ...members('trio', 'open_tcp_stream open_file run_process open_unix_socket'),
  'anyio.to_thread.run_sync',
  'trio.to_thread.run_sync',
  'starlette.concurrency.run_in_threadpool',
  'fastapi.concurrency.run_in_threadpool',
  ...membersOfEach(['anyio.Path()', 'trio.Path()'], 'read_text read_bytes write_text write_bytes open stat exists mkdir unlink'),

  ...membersOfEach(['httpx.AsyncClient()', 'httpx2.AsyncClient()'], `${VERBS} send stream`),
  ...members('httpx.AsyncClient().get()', 'aread'),
  'aiohttp.request',
  ...members('aiohttp.ClientSession()', `${VERBS} ws_connect`),
  ...membersOfEach(members('aiohttp.ClientSession()', VERBS).map(name => `${name}()`), 'read text json'),
  ...members('curl_cffi.requests.AsyncSession()', VERBS),
  ...members('aiohttp_retry.RetryClient()', VERBS),
  'websockets.connect',
  ...members('websockets.connect()', 'send recv'),

  ...members('aiofiles', 'open'),
  'aiofiles.os.*',
  ...members('aiofiles.open()', 'read readline readlines write writelines flush'),

  ...membersOfEach(words(`
    asyncpg.connect() asyncpg.create_pool() asyncpg.Pool() asyncpg.Connection() asyncpg.create_pool().acquire()
  `), 'execute executemany fetch fetchrow fetchval copy_records_to_table'),
  ...words('asyncpg.connect asyncpg.create_pool asyncpg.create_pool().acquire asyncpg.Pool().acquire aiomysql.connect aiomysql.create_pool aiopg.connect aiosqlite.connect'),
  ...members('aiosqlite.connect()', 'execute executemany executescript commit fetchall execute_fetchall'),
  'psycopg.AsyncConnection.connect',
  ...members('psycopg.AsyncConnection.connect()', 'execute commit rollback'),
  ...members('psycopg.AsyncConnection()', 'execute commit rollback'),
  ...membersOfEach(['sqlalchemy.ext.asyncio.AsyncSession()', 'sqlmodel.ext.asyncio.session.AsyncSession()'], 'execute scalars scalar get commit flush refresh rollback stream exec'),
  ...members('sqlalchemy.ext.asyncio.AsyncConnection()', 'execute scalars scalar commit stream'),
  'redis.asyncio.Redis().*',
  'redis.asyncio.from_url().*',
  'redis.asyncio.Redis.from_url().*',
  ...members('pymongo.asynchronous.collection.AsyncCollection()', `
    find_one insert_one insert_many update_one update_many replace_one delete_one delete_many count_documents aggregate bulk_write
  `),
  ...members('elasticsearch.AsyncElasticsearch()', 'search index get bulk update delete count'),
  ...members('qdrant_client.AsyncQdrantClient()', 'upsert query_points retrieve scroll'),

  ...membersOfEach(['openai.AsyncOpenAI()', 'openai.AsyncAzureOpenAI()'], `
    chat.completions.create chat.completions.parse responses.create embeddings.create images.generate audio.transcriptions.create files.create
  `),
  ...members('anthropic.AsyncAnthropic()', 'messages.create messages.stream messages.count_tokens'),
  ...members('groq.AsyncGroq()', 'chat.completions.create'),
  ...members('cohere.AsyncClient()', 'chat embed rerank'),
  ...members('ollama.AsyncClient()', 'chat generate embeddings embed'),
  ...members('litellm', 'acompletion aembedding aimage_generation atext_completion atranscription'),
  ...members('google.genai.Client().aio.models', 'generate_content generate_content_stream embed_content'),
  ...members('*', `
    ainvoke abatch astream astream_events aembed_documents aembed_query aadd_documents aadd_texts asimilarity_search
    asimilarity_search_with_score amax_marginal_relevance_search aget_relevant_documents agenerate apredict acall achat acomplete aquery
    aget_state aupdate_state generate_content_async kickoff_async run_async
  `),
];
