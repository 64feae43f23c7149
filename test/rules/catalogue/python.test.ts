import {spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {expect, test} from 'vitest';
import {python} from '../../../rules/src/catalogue/python/index.ts';

/** Names that not every supported Python has, with the reason. */
const NOT_EVERYWHERE: Readonly<Record<string, string>> = {
  'os.path.isjunction': 'since 3.12',
  'os.path.isdevdrive': 'since 3.13',
  'os.statx': 'since 3.15',
  'os.lchmod': 'not on Linux',
  'os.startfile': 'Windows alone',
  'os.lchown': 'not on Windows',
  'pathlib.Path().is_junction': 'since 3.12',
  'pathlib.Path().walk': 'since 3.12',
  'pathlib.Path().copy': 'since 3.14',
  'pathlib.Path().copy_into': 'since 3.14',
  'pathlib.Path().move': 'since 3.14',
  'pathlib.Path().move_into': 'since 3.14',
  'pathlib.Path().is_mount': 'removed for Windows paths of old versions',
  'telnetlib.Telnet': 'removed in 3.13',
  'nntplib.NNTP': 'removed in 3.13',
  'crypt.crypt': 'removed in 3.13',
  'msvcrt.getch': 'Windows alone',
  'msvcrt.getwch': 'Windows alone',
  'msvcrt.locking': 'Windows alone',
  'select.kqueue().poll': 'macOS alone',
  'select.kqueue().control': 'macOS alone',
  'asyncio.TaskGroup().create_task': 'since 3.11',
};

/** A call, an attribute of an instance or a factory's result: to be found only by running it. */
const MADE_AT_RUN_TIME = [
  'asyncio.get_event_loop()', 'asyncio.new_event_loop()', 'asyncio.get_running_loop()',
  'threading.Lock()', 'threading.RLock()', 'threading.Condition()', 'multiprocessing.', 'select.poll()', 'select.epoll()', 'subprocess.Popen().std', 'sys.stdin', 'builtins.open()',
  'urllib.request.build_opener()', 'importlib.resources.files()', 'xmlrpc.client.ServerProxy()', 'asyncio.run_coroutine_threadsafe()', 'event_loop().', 'running_loop().', '.submit()', 'make_server()',
];

test('every name of the standard library exists in the running Python', ({skip}) => {
  const modules = standardModules();
  if (modules === null) return skip();
  const names = python.blocking
    .flatMap(group => group.names)
    .filter(name => modules.has(name.slice(0, name.search(/\.|$/))))
    .filter(name => !(name in NOT_EVERYWHERE) && !MADE_AT_RUN_TIME.some(part => name.includes(part)));
  expect(names.length).toBeGreaterThan(350);
  expect(JSON.parse(runPython([fileURLToPath(new URL('python-names.py', import.meta.url))], JSON.stringify(names)) ?? '')).toEqual([]);
});

test('the asyncio combinators, limiters and acquirers exist in the running Python', ({skip}) => {
  if (standardModules() === null) return skip();
  const names = [...python.combinators, ...python.limiters, ...python.acquirers]
    .map(({name}) => name)
    .filter(name => name.startsWith('asyncio.') && !(name in NOT_EVERYWHERE) && !/\(\)\.[a-z_]+$/.test(name));
  expect(names).toContain('asyncio.gather');
  expect(JSON.parse(runPython([fileURLToPath(new URL('python-names.py', import.meta.url))], JSON.stringify(names)) ?? '')).toEqual([]);
});

function standardModules(): ReadonlySet<string> | null {
  const listed = runPython(['-c', 'import sys, json; print(json.dumps(sorted(sys.stdlib_module_names)))']);
  return listed === null ? null : new Set(JSON.parse(listed) as string[]);
}

/** What Python prints; null where there is none that is new enough. */
function runPython(args: readonly string[], input = ''): string | null {
  for (const command of process.platform === 'win32' ? ['py', 'python'] : ['python3', 'python']) {
    const {status, stdout} = spawnSync(command, args, {input, encoding: 'utf8'});
    if (status === 0) return stdout;
  }
  return null;
}
