import {members, membersOfEach, MESSAGE_ONLY, words, type BlockingGroup} from '../knowledge.ts';
import {library} from './library.ts';

/** What a command line asks of the person in front of it: its loop seldom has anybody else to serve, and the library no asynchronous form. */
const OF_COMMAND_LINES: Partial<BlockingGroup> = {confidence: 'possible'};

/** Prompts, locks, processes, servers and sleeps of other libraries. */
export const tools: readonly BlockingGroup[] = [
  library('click 8.5.1', 'input', '`await asyncio.to_thread(…)`', members('click', 'prompt confirm pause getchar edit'), OF_COMMAND_LINES),
  library('typer', 'input', '`await asyncio.to_thread(…)`', members('typer', 'prompt confirm'), OF_COMMAND_LINES),
  library('rich', 'input', '`await asyncio.to_thread(…)`', words('rich.prompt.Prompt.ask rich.prompt.Confirm.ask rich.prompt.IntPrompt.ask'), OF_COMMAND_LINES),
  library('questionary', 'input', '`await question.ask_async()`', words(`
    questionary.text().ask questionary.select().ask questionary.confirm().ask questionary.Question().ask
  `)),
  library('prompt_toolkit 3.0.53', 'input', '`await session.prompt_async(…)`', ['prompt_toolkit.PromptSession().prompt'], {rewrite: {kind: 'await method', method: 'prompt_async'}}),
  library('prompt_toolkit 3.0.53', 'input', '`await PromptSession().prompt_async(…)`', ['prompt_toolkit.prompt'], {rewrite: MESSAGE_ONLY}),
  library('filelock 3.32.7', 'lock', '`filelock.AsyncFileLock`', members('filelock.FileLock()', 'acquire'), {confidence: 'possible', rewrite: MESSAGE_ONLY}),
  library('portalocker 4.4.2', 'lock', '`await asyncio.to_thread(…)`', ['portalocker.lock'], {confidence: 'possible', rewrite: MESSAGE_ONLY}),
  library('psutil 7.2.2', 'wait', 'it without `interval`, or in a worker thread', ['psutil.cpu_percent', 'psutil.Process().cpu_percent', 'psutil.cpu_times_percent'], {
    confidence: 'probable',
    when: [{test: 'has keyword', keyword: 'interval'}],
    unless: [{test: 'keyword equals', keyword: 'interval', value: null}, {test: 'keyword equals', keyword: 'interval', value: 0}],
    reason: 'With an interval it sleeps that long between its two measurements.',
  }),
  library('psutil 7.2.2', 'wait', '`await asyncio.to_thread(…)`', ['psutil.wait_procs', 'psutil.Process().wait']),
  library('GitPython', 'process', '`await asyncio.create_subprocess_exec(…)`', ['git.Repo.clone_from', 'git.Repo.init']),
  library('pexpect 4.8.0', 'process', '`child.expect(…, async_=True)`', ['pexpect.run', 'pexpect.spawn', 'pexpect.spawn().expect'], {rewrite: MESSAGE_ONLY}),
  library('sh', 'process', '`await asyncio.create_subprocess_exec(…)`', ['sh.Command()']),
  library('uvicorn', 'wait', '`await uvicorn.Server(config).serve()`', ['uvicorn.run'], {reason: 'It runs a loop of its own and never gives the thread back.'}),
  library('Flask 3.1.3', 'wait', 'an asynchronous server', ['flask.Flask().run'], {reason: 'It serves until it is told to stop and never gives the thread back.'}),
  library('tenacity 9.1.4', 'wait', '`tenacity.AsyncRetrying`', ['tenacity.nap.sleep'], {rewrite: MESSAGE_ONLY}),
  library('schedule', 'wait', 'tasks that sleep with `asyncio.sleep`', ['schedule.run_pending'], {confidence: 'possible'}),
  library('gevent', 'wait', '`await asyncio.sleep(…)`', members('gevent', 'sleep joinall wait')),
  library('eventlet', 'wait', '`await asyncio.sleep(…)`', ['eventlet.sleep']),
  library('watchfiles', 'wait', '`async for … in watchfiles.awatch(…)`', ['watchfiles.watch'], {when: [{test: 'result is iterated'}]}),
  library('watchdog', 'wait', '`await asyncio.to_thread(observer.join)`', ['watchdog.observers.Observer().join']),
  library('pyautogui', 'wait', 'a worker thread', members('pyautogui', 'click press write sleep screenshot')),
  library('jupyter_client', 'wait', '`AsyncKernelClient`', membersOfEach(['jupyter_client.BlockingKernelClient()'], 'execute_interactive get_shell_msg wait_for_ready')),
  library('ray', 'wait', '`await` on the reference itself', members('ray', 'get wait')),
];
