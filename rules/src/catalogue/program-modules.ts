import type {Language} from '../facts/index.ts';

/** What an import says of the program that a file belongs to. */
export type ProgramPart =
  /** It reads the words that a person typed after the command. */
  | 'command line'
  /** It asks that person something, and waits for the answer. */
  | 'dialogue'
  /** The loop has others to serve: requests, messages, jobs, a screen that is drawn. */
  | 'server';

/** What a module says of the program; null: nothing. Python's modules are named with their dots, JavaScript's as they are imported. */
export function programPartOf(module: string, language: Language): ProgramPart | null {
  if (language === 'javascript') return JAVASCRIPT.get(/^(?:@[^/]+\/)?[^/]+/.exec(module)?.[0] ?? '') ?? (SCOPES.get(/^@[^/]+/.exec(module)?.[0] ?? '') ?? null);
  for (let name = module; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
    const part = PYTHON.get(name);
    if (part !== undefined) return part;
  }
  return null;
}

/** Packages of npm, by what their own descriptions say that they are for. */
const JAVASCRIPT = partsByModule({
  'command line': 'arg cac clipanion command-line-args commander citty meow minimist nopt sade vorpal yargs yargs-parser',
  dialogue: 'enquirer inquirer prompt prompts readline-sync',
  server: [
    'connect elysia express fastify h3 hono koa micro next nitropack polka restify socket.io uWebSockets.js ws graphql-yoga http-proxy http-proxy-middleware',
    'amqplib bee-queue bull bullmq kafkajs mqtt nats',
    'botkit discord.js eris grammy node-telegram-bot-api telegraf whatsapp-web.js',
    'blessed electron ink neo-blessed terminal-kit',
  ].join(' '),
});

/** All packages of an organisation. */
const SCOPES: ReadonlyMap<string, ProgramPart> = new Map([
  ['@oclif', 'command line'],
  ['@clack', 'dialogue'],
  ['@inquirer', 'dialogue'],
  ['@apollo', 'server'],
  ['@fastify', 'server'],
  ['@hapi', 'server'],
  ['@hono', 'server'],
  ['@koa', 'server'],
  ['@modelcontextprotocol', 'server'],
  ['@nestjs', 'server'],
  ['@slack', 'server'],
]);

/** Modules of Python, by what their own descriptions say that they are for. */
const PYTHON = partsByModule({
  'command line': 'argparse asyncclick cleo click cyclopts docopt fire getopt optparse typer',
  dialogue: 'InquirerPy inquirer questionary rich.progress rich.prompt',
  server: [
    'aiohttp.web aiohttp.web_app chainlit django fastapi flask gradio grpc hypercorn litestar mcp nicegui quart sanic socketio starlette streamlit tornado uvicorn websockets',
    'aio_pika aiokafka arq celery dramatiq faust nats paho',
    'aiogram discord hikari pyrogram slack_bolt telegram telethon',
    'prompt_toolkit pygame textual tkinter PyQt5 PyQt6 PySide2 PySide6',
  ].join(' '),
});

function partsByModule(parts: Readonly<Record<ProgramPart, string>>): ReadonlyMap<string, ProgramPart> {
  return new Map(Object.entries(parts).flatMap(([part, modules]) => modules.split(' ').map(module => [module, part as ProgramPart] as const)));
}
