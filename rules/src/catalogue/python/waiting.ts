import {lastMember, members, membersOfEach, MESSAGE_ONLY, MOVE_OFF_LOOP, words, type BlockingGroup} from '../knowledge.ts';
import type {ArgumentTest} from '../types.ts';

const SOURCE = 'introspected CPython 3.11';

/** `timeout=0` and `block=False` ask without waiting. */
const DOES_NOT_WAIT: readonly ArgumentTest[] = [
  {test: 'keyword equals', keyword: 'timeout', value: 0},
  {test: 'keyword equals', keyword: 'block', value: false},
  {test: 'keyword equals', keyword: 'blocking', value: false},
];

const POOLS = ['multiprocessing.Pool()', 'multiprocessing.pool.Pool()', 'multiprocessing.pool.ThreadPool()'];

/** Waiting for time, for other threads and processes, for a signal or for a person. */
export const waiting: readonly BlockingGroup[] = [
  {
    names: ['time.sleep'],
    kind: 'wait',
    confidence: 'definite',
    rewrite: name => ({kind: 'await twin', twins: {
      asyncio: {module: 'asyncio', name: lastMember(name)},
      anyio: {module: 'anyio', name: lastMember(name)},
      trio: {module: 'trio', name: lastMember(name)},
    }}),
    instead: '`await asyncio.sleep(…)`',
    reason: 'It puts the thread to sleep, and every task with it.',
    source: SOURCE,
  },
  {
    names: ['sched.scheduler().run'],
    kind: 'wait',
    confidence: 'definite',
    unless: [{test: 'keyword equals', keyword: 'blocking', value: false}, {test: 'position equals', position: 0, value: false}],
    rewrite: MESSAGE_ONLY,
    instead: '`loop.call_later` or `asyncio.sleep`',
    reason: 'It sleeps between its events on the thread of the loop.',
    source: SOURCE,
  },
  {
    names: members('signal', 'pause sigwait sigwaitinfo sigtimedwait'),
    kind: 'wait',
    confidence: 'definite',
    rewrite: MESSAGE_ONLY,
    instead: '`loop.add_signal_handler` and an `asyncio.Event`',
    reason: 'The thread sleeps until a signal arrives.',
    source: SOURCE,
  },
  {
    names: words('select.select selectors.DefaultSelector().select selectors.SelectSelector().select selectors.EpollSelector().select'),
    kind: 'wait',
    confidence: 'probable',
    unless: [{test: 'position equals', position: 3, value: 0}, {test: 'position equals', position: 0, value: 0}, {test: 'keyword equals', keyword: 'timeout', value: 0}],
    rewrite: MESSAGE_ONLY,
    instead: '`loop.add_reader`, which uses the selector of the loop',
    reason: 'It waits for descriptors, which is what the loop itself does.',
    source: SOURCE,
  },
  {
    names: membersOfEach(['select.poll()', 'select.epoll()', 'select.kqueue()'], 'poll control'),
    kind: 'wait',
    confidence: 'probable',
    // `kqueue.control(changes, 0)` registers and asks for no event.
    unless: [{test: 'position equals', position: 0, value: 0}, {test: 'position equals', position: 1, value: 0}, {test: 'keyword equals', keyword: 'timeout', value: 0}],
    rewrite: MESSAGE_ONLY,
    instead: '`loop.add_reader`, which uses the selector of the loop',
    reason: 'It waits for descriptors, which is what the loop itself does.',
    source: 'CPython 3.11 documentation',
  },
  {
    names: [...membersOfEach(words(`
      queue.Queue() queue.LifoQueue() queue.PriorityQueue() queue.SimpleQueue() multiprocessing.Queue()
      multiprocessing.JoinableQueue() multiprocessing.SimpleQueue()
    `), 'get')],
    kind: 'wait',
    confidence: 'definite',
    unless: [...DOES_NOT_WAIT, {test: 'position equals', position: 0, value: false}],
    rewrite: MESSAGE_ONLY,
    instead: '`asyncio.Queue`, or `asyncio.to_thread(queue.get)` for a queue that threads share',
    reason: 'While the queue is empty the whole loop waits, with the tasks that would fill it.',
    source: SOURCE,
  },
  {
    names: membersOfEach(words('queue.Queue() queue.LifoQueue() queue.PriorityQueue() multiprocessing.JoinableQueue()'), 'join'),
    kind: 'wait',
    confidence: 'definite',
    rewrite: MESSAGE_ONLY,
    instead: '`asyncio.Queue`, whose `join()` is awaited',
    reason: 'The whole loop waits until every item is done.',
    source: SOURCE,
  },
  {
    // It waits only when the queue has a bound and is full.
    names: membersOfEach(words('queue.Queue() queue.LifoQueue() queue.PriorityQueue() multiprocessing.Queue() multiprocessing.JoinableQueue()'), 'put'),
    kind: 'wait',
    confidence: 'possible',
    unless: [...DOES_NOT_WAIT, {test: 'position equals', position: 1, value: false}],
    rewrite: MESSAGE_ONLY,
    instead: '`asyncio.Queue`, or `put_nowait`',
    reason: 'While a bounded queue is full the whole loop waits.',
    source: SOURCE,
  },
  {
    names: membersOfEach(words(`
      threading.Lock() threading.RLock() threading.Semaphore() threading.BoundedSemaphore() threading.Condition()
      multiprocessing.Lock() multiprocessing.RLock() multiprocessing.Semaphore()
    `), 'acquire'),
    kind: 'lock',
    // A lock that is free is taken at once; which one is, nobody can read off the code.
    confidence: 'possible',
    unless: [...DOES_NOT_WAIT, {test: 'position equals', position: 0, value: false}, {test: 'has keyword', keyword: 'timeout'}],
    rewrite: MESSAGE_ONLY,
    instead: 'the lock of the same name in `asyncio`',
    reason: 'While another thread holds the lock the whole loop waits.',
    source: SOURCE,
  },
  {
    names: [...membersOfEach(words(`
      threading.Event() multiprocessing.Event() threading.Barrier() multiprocessing.Barrier()
    `), 'wait')],
    kind: 'wait',
    confidence: 'definite',
    unless: [{test: 'position equals', position: 0, value: 0}, {test: 'keyword equals', keyword: 'timeout', value: 0}],
    rewrite: MESSAGE_ONLY,
    instead: 'the class of the same name in `asyncio`',
    reason: 'The whole loop waits for another thread.',
    source: SOURCE,
  },
  {
    // Locks of one's own are made of conditions, so through a helper this is a lock, which may be free.
    names: membersOfEach(words('threading.Condition() multiprocessing.Condition()'), 'wait wait_for'),
    kind: 'lock',
    confidence: 'definite',
    unless: [{test: 'position equals', position: 0, value: 0}, {test: 'keyword equals', keyword: 'timeout', value: 0}],
    rewrite: MESSAGE_ONLY,
    instead: '`asyncio.Condition`',
    reason: 'The whole loop waits for another thread.',
    source: SOURCE,
  },
  {
    names: membersOfEach(words('threading.Thread() threading.Timer() multiprocessing.Process()'), 'join'),
    kind: 'wait',
    confidence: 'definite',
    unless: [{test: 'position equals', position: 0, value: 0}, {test: 'keyword equals', keyword: 'timeout', value: 0}],
    rewrite: MOVE_OFF_LOOP,
    instead: '`await asyncio.to_thread(thread.join)`, or `asyncio.to_thread` for the work itself',
    reason: 'The whole loop waits until the thread or process ends.',
    source: SOURCE,
  },
  {
    names: ['multiprocessing.Process().start', 'multiprocessing.Manager', 'multiprocessing.Pool', 'multiprocessing.pool.Pool'],
    kind: 'process',
    confidence: 'probable',
    rewrite: MESSAGE_ONLY,
    instead: 'one pool that is made before the loop starts',
    reason: 'Starting processes takes milliseconds to seconds, most of all with `spawn`.',
    source: SOURCE,
  },
  {
    names: membersOfEach(POOLS, 'map starmap apply join'),
    kind: 'wait',
    confidence: 'definite',
    rewrite: MESSAGE_ONLY,
    instead: '`loop.run_in_executor` with a `ProcessPoolExecutor`',
    reason: 'The work is done elsewhere, but the loop waits for it.',
    source: SOURCE,
  },
  {
    names: membersOfEach(POOLS, 'imap imap_unordered'),
    kind: 'wait',
    confidence: 'definite',
    when: [{test: 'result is iterated'}],
    rewrite: MESSAGE_ONLY,
    instead: '`loop.run_in_executor` with a `ProcessPoolExecutor`',
    reason: 'Each turn waits for a result.',
    source: SOURCE,
  },
  {
    names: membersOfEach(POOLS.flatMap(pool => [`${pool}.apply_async()`, `${pool}.map_async()`]), 'get wait'),
    kind: 'wait',
    confidence: 'definite',
    unless: [{test: 'position equals', position: 0, value: 0}, {test: 'keyword equals', keyword: 'timeout', value: 0}],
    rewrite: MESSAGE_ONLY,
    instead: '`loop.run_in_executor` with a `ProcessPoolExecutor`',
    reason: 'The work is done elsewhere, but the loop waits for it.',
    source: SOURCE,
  },
  {
    names: [
      ...membersOfEach(['multiprocessing.connection.Connection()', 'multiprocessing.connection.Client()', 'multiprocessing.Pipe()[]'], 'recv recv_bytes'),
      'multiprocessing.connection.wait',
      'multiprocessing.connection.Client',
    ],
    kind: 'wait',
    confidence: 'definite',
    rewrite: MOVE_OFF_LOOP,
    instead: '`await asyncio.to_thread(…)`',
    reason: 'The whole loop waits for the other process.',
    source: SOURCE,
  },
  {
    names: membersOfEach(words(`
      concurrent.futures.ThreadPoolExecutor().submit() concurrent.futures.ProcessPoolExecutor().submit()
      concurrent.futures.Executor().submit() asyncio.run_coroutine_threadsafe()
    `), 'result exception'),
    kind: 'wait',
    confidence: 'definite',
    unless: [{test: 'position equals', position: 0, value: 0}, {test: 'keyword equals', keyword: 'timeout', value: 0}],
    rewrite: MESSAGE_ONLY,
    instead: '`await asyncio.wrap_future(future)`',
    reason: 'The loop waits for the other thread, and for ever if that one waits for the loop.',
    source: SOURCE,
  },
  {
    names: members('concurrent.futures.Future()', 'result exception'),
    kind: 'wait',
    confidence: 'possible',
    unless: [{test: 'position equals', position: 0, value: 0}, {test: 'keyword equals', keyword: 'timeout', value: 0}],
    rewrite: MESSAGE_ONLY,
    instead: '`await asyncio.wrap_future(future)`',
    reason: 'A future that was not submitted here may be done already; the loop waits for the other thread if it is not.',
    source: SOURCE,
  },
  {
    names: ['concurrent.futures.wait'],
    kind: 'wait',
    confidence: 'definite',
    unless: [{test: 'keyword equals', keyword: 'timeout', value: 0}],
    rewrite: MESSAGE_ONLY,
    instead: '`await asyncio.wait(…)` over `asyncio.wrap_future`',
    reason: 'The work is done elsewhere, but the loop waits for it.',
    source: SOURCE,
  },
  {
    names: ['concurrent.futures.as_completed', ...membersOfEach(['concurrent.futures.ThreadPoolExecutor()', 'concurrent.futures.ProcessPoolExecutor()', 'concurrent.futures.Executor()'], 'map')],
    kind: 'wait',
    confidence: 'definite',
    when: [{test: 'result is iterated'}],
    rewrite: MESSAGE_ONLY,
    instead: '`loop.run_in_executor` and `asyncio.as_completed`',
    reason: 'Each turn waits for a result.',
    source: SOURCE,
  },
  {
    names: ['concurrent.futures.ThreadPoolExecutor', 'concurrent.futures.ProcessPoolExecutor'],
    kind: 'wait',
    confidence: 'definite',
    when: [{test: 'result is iterated'}],
    rewrite: MESSAGE_ONLY,
    instead: 'one executor that outlives the call',
    reason: 'Leaving the `with` waits for every job on the thread of the loop.',
    source: 'CPython 3.11 documentation, Executor.shutdown',
  },
  {
    names: membersOfEach(['concurrent.futures.ThreadPoolExecutor()', 'concurrent.futures.ProcessPoolExecutor()', 'concurrent.futures.Executor()'], 'shutdown'),
    kind: 'wait',
    confidence: 'definite',
    unless: [{test: 'keyword equals', keyword: 'wait', value: false}, {test: 'position equals', position: 0, value: false}],
    rewrite: MOVE_OFF_LOOP,
    instead: '`await asyncio.to_thread(executor.shutdown)`',
    reason: 'It waits for every job that is still running.',
    source: SOURCE,
  },
  {
    names: ['builtins.input', 'getpass.getpass', ...members('sys.stdin', 'read readline readlines'), ...members('sys.stdin.buffer', 'read readline readlines'), 'fileinput.input', 'fileinput.FileInput'],
    kind: 'input',
    confidence: 'definite',
    rewrite: MOVE_OFF_LOOP,
    instead: '`await asyncio.to_thread(…)`',
    reason: 'The program stands still until somebody types.',
    source: SOURCE,
  },
  {
    names: words('cmd.Cmd().cmdloop code.interact curses.wrapper tkinter.mainloop tkinter.Tk().mainloop pydoc.pager pty.spawn msvcrt.getch msvcrt.getwch msvcrt.locking'),
    kind: 'input',
    confidence: 'definite',
    rewrite: MESSAGE_ONLY,
    instead: 'a thread or process of its own',
    reason: 'It runs a loop of its own and does not give the thread back until that ends.',
    source: 'CPython 3.11 documentation',
  },
  {
    names: words(`
      http.server.HTTPServer().serve_forever http.server.ThreadingHTTPServer().serve_forever socketserver.TCPServer().serve_forever
      socketserver.UDPServer().serve_forever socketserver.BaseServer().serve_forever socketserver.BaseServer().handle_request
      wsgiref.simple_server.make_server().serve_forever wsgiref.simple_server.WSGIServer().serve_forever
    `),
    kind: 'wait',
    confidence: 'definite',
    rewrite: MESSAGE_ONLY,
    instead: 'an asynchronous server, or a thread of its own',
    reason: 'It serves until it is told to stop and never gives the thread back.',
    source: SOURCE,
  },
  {
    names: members('fcntl', 'flock lockf'),
    kind: 'lock',
    confidence: 'possible',
    unless: [{test: 'names flag', flag: 'LOCK_NB'}],
    rewrite: MOVE_OFF_LOOP,
    instead: '`await asyncio.to_thread(…)`, or the flag `LOCK_NB`',
    reason: 'While another process holds the lock the whole loop waits.',
    source: SOURCE,
  },
];
