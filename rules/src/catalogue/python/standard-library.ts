import {members, MOVE_OFF_LOOP, type BlockingGroup} from '../knowledge.ts';

export const standardLibrary: readonly BlockingGroup[] = [
  {
    names: ['time.sleep'],
    kind: 'wait',
    confidence: 'definite',
    rewrite: {kind: 'await twin', twins: {
      asyncio: {module: 'asyncio', name: 'sleep'}, anyio: {module: 'anyio', name: 'sleep'}, trio: {module: 'trio', name: 'sleep'},
    }},
    instead: '`await asyncio.sleep(…)`',
    reason: 'It puts the thread to sleep, and every task with it.',
    source: 'introspected CPython 3.11',
  },
  {
    names: members('requests', 'get post put patch delete head options request'),
    kind: 'network',
    confidence: 'definite',
    rewrite: MOVE_OFF_LOOP,
    instead: '`httpx.AsyncClient` or `aiohttp`',
    reason: 'It waits for the answer while nothing else can run.',
    source: 'requests documentation',
  },
  {
    names: ['builtins.open'],
    kind: 'file',
    confidence: 'definite',
    rewrite: MOVE_OFF_LOOP,
    instead: '`aiofiles.open` or a worker thread',
    reason: 'Opening, reading and writing wait for the disk.',
    source: 'introspected CPython 3.11',
  },
];
