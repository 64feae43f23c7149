import {membersOfEach, words} from '../knowledge.ts';
import type {ItemWrite} from '../types.ts';

/** Writes that cost as much for one item as for a thousand. */
export const itemWrites: readonly ItemWrite[] = [
  ...membersOfEach(words('aiofiles.open() anyio.open_file() trio.open_file() anyio.AsyncFile() aiofiles.tempfile.NamedTemporaryFile() aiofiles.tempfile.TemporaryFile() anyio.Path().open() trio.Path().open()'), 'write')
    .map((name): ItemWrite => ({
      name,
      to: 'file',
      target: 'receiver',
      joinedBy: 'writelines',
      reason: 'each one goes to a worker thread and back',
      source: 'aiofiles 24.1, anyio 4.16 and trio 0.35, their sources: every write runs in a thread',
    })),
  ...membersOfEach(words('aiofile.async_open() aiofile.AIOFile()'), 'write').map((name): ItemWrite => ({
    name, to: 'file', target: 'receiver', joinedBy: null, reason: 'each one is a request to the operating system of its own', source: 'aiofile 3.9, its source',
  })),
  ...words('langgraph.config.get_stream_writer() langgraph.types.StreamWriter()').map((name): ItemWrite => ({
    name, to: 'events', target: 'callee', joinedBy: null, reason: 'each one goes through the stream to every consumer', source: 'langgraph 1.2, its types',
  })),
  ...words('langchain_core.callbacks.adispatch_custom_event langchain_core.callbacks.dispatch_custom_event langchain_core.callbacks.manager.adispatch_custom_event langchain_core.callbacks.manager.dispatch_custom_event').map((name): ItemWrite => ({
    name, to: 'events', target: null, joinedBy: null, reason: 'each one runs every callback handler', source: 'langchain-core 1.7, its source',
  })),
  ...words('mcp.server.fastmcp.Context().report_progress fastmcp.Context().report_progress').map((name): ItemWrite => ({
    name, to: 'events', target: 'receiver', joinedBy: null, reason: 'each one is a message to the client', source: 'general knowledge',
  })),
];
