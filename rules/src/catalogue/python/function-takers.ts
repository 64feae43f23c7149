import {members, membersOfEach, words} from '../knowledge.ts';
import type {FunctionTaker, QualifiedName} from '../types.ts';

const EXECUTORS = ['concurrent.futures.ThreadPoolExecutor()', 'concurrent.futures.ProcessPoolExecutor()', 'concurrent.futures.Executor()'];

const PROCESS_POOLS = ['multiprocessing.Pool()', 'multiprocessing.pool.Pool()', 'multiprocessing.pool.ThreadPool()'];

/** A position that no call has. */
const KEYWORD_ONLY = Number.MAX_SAFE_INTEGER;

/** Calls that take a function, and where it runs. What is not here is taken to run elsewhere. */
export const functionTakers: readonly FunctionTaker[] = [
  ...taking(0, 'func', 'off loop', words(`
    asyncio.to_thread
    anyio.to_thread.run_sync anyio.to_process.run_sync anyio.to_interpreter.run_sync
    trio.to_thread.run_sync trio_parallel.run_sync
    starlette.concurrency.run_in_threadpool fastapi.concurrency.run_in_threadpool fastapi.run_in_threadpool
    starlette.concurrency.iterate_in_threadpool
    asgiref.sync.sync_to_async asgiref.sync.SyncToAsync channels.db.database_sync_to_async
    distributed.utils.offload prefect.utilities.asyncutils.run_sync_in_worker_thread quart.utils.run_sync
    asyncer.asyncify aioify.aioify unsync.unsync litestar.concurrency.sync_to_thread
    homeassistant.core.HomeAssistant().async_add_executor_job homeassistant.core.HomeAssistant().async_add_import_executor_job
    *.async_add_executor_job *.async_add_import_executor_job
  `)),
  // Starlette runs a plain function of a background task in its thread pool.
  ...taking(0, 'func', 'off loop', membersOfEach(['starlette.background.BackgroundTasks()', 'fastapi.BackgroundTasks()'], 'add_task')),
  // FastAPI runs plain functions in its thread pool: those that it decorates, and those that it depends on.
  ...taking(0, null, 'off loop', membersOfEach(['fastapi.FastAPI()', 'fastapi.APIRouter()'], 'api_route delete get head options patch post put trace')),
  ...taking(1, 'endpoint', 'off loop', membersOfEach(['fastapi.FastAPI()', 'fastapi.APIRouter()'], 'add_api_route')),
  ...taking(0, 'dependency', 'off loop', ['fastapi.Depends', 'fastapi.Security', 'fastapi.params.Depends']),
  ...taking(1, 'endpoint', 'off loop', ['starlette.routing.Route']),
  ...taking(1, 'func', 'off loop', words(`
    *.run_in_executor
    langchain_core.runnables.run_in_executor langchain_core.runnables.config.run_in_executor
    tornado.ioloop.IOLoop().run_in_executor
  `)),
  ...taking(0, 'fn', 'off loop', membersOfEach(EXECUTORS, 'submit map')),
  ...taking(0, 'fn', 'off loop', ['*.submit']),
  ...taking(0, 'func', 'off loop', membersOfEach(PROCESS_POOLS, `
    apply apply_async map map_async imap imap_unordered starmap starmap_async
  `)),
  ...taking(1, 'target', 'off loop', ['threading.Thread', 'multiprocessing.Process']),
  ...taking(1, 'function', 'off loop', ['threading.Timer']),
  ...taking(0, 'function', 'off loop', ['_thread.start_new_thread']),

  ...taking(0, null, 'here', members('builtins', 'map filter')),
  ...taking(KEYWORD_ONLY, 'key', 'here', [...members('builtins', 'sorted min max'), '*.sort', ...members('heapq', 'nlargest nsmallest merge')]),
  ...taking(0, null, 'here', ['functools.reduce', ...members('itertools', 'starmap takewhile dropwhile filterfalse')]),
  ...taking(1, 'key', 'here', ['itertools.groupby']),
  ...taking(1, 'func', 'here', ['itertools.accumulate']),
  ...taking(1, 'repl', 'here', members('re', 'sub subn')),
  ...taking(0, 'repl', 'here', members('re.compile()', 'sub subn')),
  ...taking(0, 'callback', 'here', ['contextvars.copy_context().run', 'contextvars.Context().run']),

  ...taking(0, 'callback', 'on loop', members('*', 'call_soon call_soon_threadsafe add_done_callback')),
  ...taking(1, 'callback', 'on loop', members('*', 'call_later call_at add_signal_handler add_reader add_writer')),
  ...taking(0, 'callback', 'on loop', members('tornado.ioloop.IOLoop.current()', 'add_callback spawn_callback')),
  ...taking(0, 'callback', 'on loop', ['tornado.ioloop.PeriodicCallback']),
  ...taking(0, 'afunc', 'on loop', ['anyio.from_thread.run', 'trio.from_thread.run', 'anyio.from_thread.run_sync', 'trio.from_thread.run_sync']),
];

function taking(position: number, keyword: string | null, runs: FunctionTaker['runs'], names: readonly QualifiedName[]): FunctionTaker[] {
  return names.map(name => ({name, position, keyword, runs}));
}
