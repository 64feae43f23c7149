import {members, membersOfEach, words} from '../knowledge.ts';
import type {QualifiedName} from '../types.ts';

/** Calls that start input or output and give a promise. */
export const asyncIo: readonly QualifiedName[] = [
  'global.fetch',
  'fs/promises.*',
  'dns/promises.*',
  'stream/promises.*',
  ...members('fs/promises.open()', 'read readFile write writeFile appendFile sync datasync stat truncate readv writev close'),
  ...membersOfEach(['axios', 'axios.create()', 'axios.Axios()'], 'get post put patch delete head options request postForm putForm patchForm'),
  'axios',
  'axios.create()',
  ...membersOfEach(['got', 'got.got', 'ky', 'got.extend()', 'ky.create()', 'ky.extend()'], 'get post put patch delete head'),
  ...['got', 'got.got', 'ky', 'got.extend()', 'ky.create()', 'ky.extend()'],
  ...words(`
    node-fetch cross-fetch cross-fetch.fetch isomorphic-fetch make-fetch-happen ofetch ofetch.ofetch ofetch.$fetch
    undici.fetch undici.request undici.stream undici.pipeline
  `),
  ...membersOfEach(['undici.Client()', 'undici.Pool()', 'undici.Agent()'], 'request stream pipeline connect'),
  ...membersOfEach(['superagent', 'needle'], 'get post put patch delete head'),
  'util.promisify()',
  ...['execa', 'execa.execa', 'execa.execaCommand', 'execa.$', 'execa.execaNode', 'zx.$'],
  ...membersOfEach(['pg.Pool()', 'pg.Client()', 'pg.Pool().connect()'], 'query connect'),
  ...membersOfEach(['mysql2/promise.createPool()', 'mysql2/promise.createConnection()', 'mysql2/promise.createPool().getConnection()'], 'query execute getConnection beginTransaction commit rollback'),
  'mysql2/promise.createConnection',
  'postgres()',
  ...members('mongodb.MongoClient().db().collection()', `
    findOne insertOne insertMany updateOne updateMany replaceOne deleteOne deleteMany countDocuments estimatedDocumentCount distinct
    findOneAndUpdate findOneAndDelete findOneAndReplace bulkWrite createIndex
  `),
  'mongodb.MongoClient().connect',
  'mongodb.MongoClient.connect',
  ...members('*', `
    findUnique findUniqueOrThrow findFirst findFirstOrThrow findMany createMany createManyAndReturn updateMany upsert deleteMany
    $queryRaw $executeRaw $transaction
  `),
  'redis.createClient().*',
  'ioredis().*',
  'ioredis.Redis().*',
  ...members('openai().chat.completions', 'create parse'),
  ...members('openai.OpenAI().chat.completions', 'create parse'),
  ...membersOfEach(['openai()', 'openai.OpenAI()'], 'responses.create embeddings.create images.generate files.create audio.transcriptions.create'),
  ...membersOfEach(['@anthropic-ai/sdk()', '@anthropic-ai/sdk.Anthropic()'], 'messages.create messages.countTokens'),
  ...members('ai', 'generateText generateObject embed embedMany'),
  ...membersOfEach(words(`
    @aws-sdk/client-s3.S3Client() @aws-sdk/client-dynamodb.DynamoDBClient() @aws-sdk/client-sqs.SQSClient() @aws-sdk/client-sns.SNSClient()
    @aws-sdk/client-lambda.LambdaClient() @aws-sdk/lib-dynamodb.DynamoDBDocumentClient.from()
  `), 'send'),
  ...members('nodemailer.createTransport()', 'sendMail verify'),
  ...['glob.glob', 'fast-glob', 'globby', 'globby.globby', 'tinyglobby.glob', 'rimraf', 'rimraf.rimraf', 'del', 'del.deleteAsync', 'make-dir', 'make-dir.makeDirectory'],
  ...members('fs-extra', `
    readFile writeFile appendFile copy copyFile move remove outputFile outputJson readJson writeJson ensureDir ensureFile emptyDir
    pathExists stat lstat readdir mkdir rename unlink rm access open
  `),
  ...membersOfEach(['puppeteer.launch()', 'playwright.chromium.launch()'], 'newPage newContext close'),
  ...membersOfEach(['puppeteer.launch().newPage()', 'playwright.chromium.launch().newPage()'], 'goto waitForSelector screenshot pdf click content evaluate'),
];

/**
 * What libuv's thread pool does in one or a few operations, four at a time by default (libuv documentation, Thread pool work scheduling). No file
 * stays open between them, so a thousand of these wait for their turn and exhaust nothing; reading and writing keep a descriptor each.
 */
export const pooledIo: readonly QualifiedName[] = [
  ...membersOfEach(['fs/promises', 'fs-extra'], `
    access stat lstat statfs mkdir mkdtemp readdir readlink realpath rename link symlink unlink rm rmdir copyFile
    chmod lchmod chown lchown utimes lutimes
  `),
  ...members('fs-extra', 'exists pathExists ensureDir mkdirs mkdirp remove'),
  'dns/promises.lookup',
];
