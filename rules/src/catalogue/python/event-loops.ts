import {members, MESSAGE_ONLY, words, type BlockingGroup} from '../knowledge.ts';
import type {OutdatedLoopAccess, QualifiedName} from '../types.ts';

const LOOPS: readonly QualifiedName[] = words('asyncio.get_event_loop() asyncio.new_event_loop() asyncio.get_running_loop() asyncio.AbstractEventLoop() uvloop.new_event_loop() uvloop.Loop()');

/** What runs an event loop until something is done. A thread has one loop at a time, so none of these works inside of one. */
export const loopRunners: readonly BlockingGroup[] = [
  {
    names: ['asyncio.run', 'asyncio.Runner().run', 'uvloop.run', ...LOOPS.flatMap(loop => members(loop, 'run_until_complete run_forever'))],
    kind: 'event loop',
    confidence: 'definite',
    rewrite: MESSAGE_ONLY,
    instead: '`await`',
    reason: 'It raises `RuntimeError` while a loop runs in the thread.',
    source: 'CPython 3.11, asyncio.runners and asyncio.base_events',
  },
  {
    names: ['*.run_until_complete'],
    kind: 'event loop',
    confidence: 'probable',
    rewrite: MESSAGE_ONLY,
    instead: '`await`',
    reason: 'It raises `RuntimeError` while a loop runs in the thread.',
    source: 'CPython 3.11, asyncio.base_events',
  },
  {
    names: ['anyio.run', 'trio.run'],
    kind: 'event loop',
    confidence: 'definite',
    rewrite: MESSAGE_ONLY,
    instead: '`await`',
    reason: 'It raises `RuntimeError` inside of its own loop, and holds up any other.',
    source: 'anyio 4.16 and trio 0.35, their sources',
  },
  {
    names: ['asgiref.sync.async_to_sync()', 'asgiref.sync.AsyncToSync()'],
    kind: 'event loop',
    confidence: 'probable',
    rewrite: MESSAGE_ONLY,
    instead: '`await`',
    reason: 'It raises `RuntimeError` in a thread whose event loop is running.',
    source: 'asgiref 3.9, its source',
  },
  {
    names: words('anyio.from_thread.run anyio.from_thread.run_sync trio.from_thread.run trio.from_thread.run_sync'),
    kind: 'event loop',
    confidence: 'possible',
    rewrite: MESSAGE_ONLY,
    instead: '`await`',
    reason: 'It is for worker threads and raises `RuntimeError` on the thread of the loop.',
    source: 'anyio 4.16 and trio 0.35, their sources',
  },
];

/** Ways to a loop that Python takes back, and what to write instead. */
export const outdatedLoopAccess: readonly OutdatedLoopAccess[] = [
  ...outdated(members('asyncio', `
    set_event_loop_policy get_event_loop_policy DefaultEventLoopPolicy WindowsSelectorEventLoopPolicy WindowsProactorEventLoopPolicy
  `), {
    way: 'policy',
    reason: 'is deprecated since Python 3.14, and Python 3.16 will be without it',
    instead: '`asyncio.run(main(), loop_factory=…)`, or `asyncio.Runner(loop_factory=…)`',
    insteadSince: [3, 11],
    source: 'CPython 3.14, What is new',
  }),
  ...outdated(['uvloop.EventLoopPolicy', 'uvloop.install'], {
    way: 'policy',
    reason: 'needs event loop policies, which Python 3.16 will be without',
    instead: '`uvloop.run(main())`',
    insteadSince: [3, 8],
    source: 'uvloop 0.22, its README and the warning of uvloop.install',
  }),
  ...outdated(['asyncio.get_event_loop'], {
    way: 'implicit loop',
    reason: 'makes no event loop any more: where none runs it warns, and raises `RuntimeError` since Python 3.14',
    instead: '`asyncio.run(main())`, and `asyncio.get_running_loop()` inside of a coroutine',
    insteadSince: [3, 7],
    source: 'CPython 3.12 and 3.14, What is new',
  }),
  ...outdated(['asyncio.set_event_loop'], {
    way: 'current loop',
    reason: 'leaves a loop to this thread that nobody closes and that `asyncio.run` replaces',
    instead: '`asyncio.run(main())`, or `asyncio.Runner`',
    insteadSince: [3, 7],
    source: 'CPython 3.14 documentation, asyncio runners',
  }),
];

function outdated(names: readonly QualifiedName[], known: Omit<OutdatedLoopAccess, 'name'>): readonly OutdatedLoopAccess[] {
  return names.map(name => ({name, ...known}));
}
