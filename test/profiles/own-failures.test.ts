import {mkdtempSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, test, vi} from 'vitest';
import {guarded, onFailure} from '../../server/agents/node/own-failures.ts';
import {profiled} from './profiled.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'loopsight-own-failures-')));
afterAll(() => rmSync(folder, {recursive: true, force: true}));
const python = 'python3';
const onPosix = describe.skipIf(process.platform === 'win32');

function programOf(name: string, text: string): string {
  const path = join(folder, name.replaceAll(' ', '-'));
  writeFileSync(path, text);
  return path;
}

/** Goes on for long enough that all that the agent does by itself is done, and ends in a way of its own. */
const GOES_ON = `setTimeout(() => {
  console.log('goes on');
  process.exitCode = 4;
}, 700);
`;

/** Programs that break what the agent needs, each at another of the places where it is called by the runtime or by the program. */
describe('a failure of the agent for Node is its own, and told', () => {
  test.each([
    ['in each turn of the loop', "Object.defineProperty(require('node:perf_hooks').performance.nodeTiming, 'idleTime', {get() { throw new Error('broken'); }});\n"],
    ['in its timer', "setTimeout(() => Object.defineProperty(Object.prototype, 'toJSON', {configurable: true, value() { throw new Error('broken'); }}), 50);\n"],
    ['in a listener to requests', "require('node:diagnostics_channel').channel('http.server.request.start').publish(null);\n"],
    ['after a call that blocks', "const text = JSON.stringify(Array.from({length: 1e6}, String));\nObject.defineProperty(Object.prototype, 'toJSON', {configurable: true, value() { throw new Error('broken'); }});\nJSON.parse(text);\n"],
    ['at the end', "process.cpuUsage = () => { throw new Error('broken'); };\n"],
  ])('%s', async (place, sabotage) => {
    const {code, stdout, stderr} = await profiled([process.execPath, programOf(`${place}.cjs`, sabotage + GOES_ON)]);
    expect({code, stdout}).toEqual({code: 4, stdout: 'goes on\n'});
    expect(stderr.match(/The agent failed, and measured nothing from then on: \w*Error: /g)).toHaveLength(1);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

const TOLD = 'The agent failed, and measured nothing from then on';

onPosix('a failure of the agent for Python is its own, and told', () => {
  test.each([
    ['on another thread than the main one', `import asyncio, gc, threading, time
async def main():
    for each in gc.get_objects():
        if type(each).__name__ == 'ThreadTrace':
            each.samples = None
    await asyncio.sleep(0.02)
    time.sleep(0.1)
    await asyncio.sleep(0.02)
    print('goes on')
thread = threading.Thread(target=lambda: asyncio.run(main()))
thread.start()
thread.join()
`],
    ['when the process becomes another program', `import gc, os, sys
for each in gc.get_objects():
    if type(each).__name__ == 'ThreadTrace':
        each._writer = None
os.execv(sys.executable, [sys.executable, '-c', 'print("goes on")'])
`],
  ])('%s', async (place, text) => {
    const {code, stdout, stderr} = await profiled([python, programOf(place, text)]);
    expect({code, stdout}).toEqual({code: 0, stdout: 'goes on\n'});
    expect(stderr.split(TOLD)).toHaveLength(2);
    expect(stderr).not.toContain('Traceback');
  });
});

onPosix('what a program of Python does stays its own', () => {
  test('a timer that it sets on another thread', async () => {
    const path = programOf('timer', `import signal, threading
thread = threading.Thread(target=lambda: print(signal.setitimer(signal.ITIMER_REAL, 0), signal.alarm(0)))
thread.start()
thread.join()
`);
    expect(await profiled([python, path])).toMatchObject({code: 0, stdout: '(0.0, 0.0) 0\n'});
  });

  test('an exception that its handler of a signal raises while the agent runs', async () => {
    const path = programOf('late', `import asyncio, os, signal, sys
class Late(Exception):
    pass
class Task(asyncio.Task):
    def get_loop(self):
        if 'loopsight_agent' in sys._getframe(1).f_code.co_filename:
            os.kill(os.getpid(), signal.SIGUSR1)
        return super().get_loop()
def late(*_):
    raise Late
async def main():
    asyncio.get_running_loop().set_task_factory(lambda loop, coroutine, **named: Task(coroutine, loop=loop, **named))
    await asyncio.gather(*(asyncio.sleep(0.05) for _ in range(3)))
signal.signal(signal.SIGUSR1, late)
try:
    asyncio.run(main())
except Late:
    print('late')
`);
    const {code, stdout, stderr} = await profiled([python, path]);
    expect({code, stdout}).toEqual({code: 0, stdout: 'late\n'});
    expect(stderr).not.toContain(TOLD);
  });

  test('its imports: the agent makes none in the middle of them', async () => {
    const path = programOf('imports', `import sys
class Recorder:
    def find_spec(self, name, path=None, target=None):
        frame = sys._getframe(1)
        while frame is not None:
            if 'loopsight_agent' in frame.f_code.co_filename:
                print('imported', name)
            frame = frame.f_back
sys.meta_path.insert(0, Recorder())
def derive():
    import hashlib
    hashlib.pbkdf2_hmac('sha256', b'password', b'salt', 1_000_000)
derive()
print('imported nothing else')
`);
    expect(await profiled([python, path])).toMatchObject({code: 0, stdout: 'imported nothing else\n'});
  });

  test('nearly all of its recursion; where the agent found no room any more, that is told', async () => {
    const path = programOf('recursion', `import time
def down(frames):
    if frames == 0:
        for _ in range(3000):
            pass
    else:
        down(frames - 1)
def failures(frames, seconds):
    turns, failed, until = 0, 0, time.perf_counter() + seconds
    while time.perf_counter() < until:
        turns += 1
        try:
            down(frames)
        except RecursionError:
            failed += 1
    return failed, turns
frames = 900
while len(set(failures(frames + 1, 0.01))) > 1:
    frames += 1
print(failures(frames - 1, 0.5)[0])
failures(frames, 0.5)
`);
    const {code, stdout, stderr} = await profiled([python, path]);
    expect({code, stdout}).toEqual({code: 0, stdout: '0\n'});
    expect(stderr).toMatch(/No samples of the last \d+\.\d s: the program was probably at the limit of its recursion/);
    expect(stderr).not.toContain('Traceback');
  });
});

test('the end of the stack is no failure, and after one nothing is run any more', () => {
  const told: unknown[] = [];
  onFailure(error => told.push(error));
  const deeper = (): void => deeper();
  guarded(deeper)();
  expect(told).toEqual([]);
  const failure = new Error('broken');
  const failing = guarded(() => {
    throw failure;
  });
  failing();
  failing();
  const later = vi.fn();
  guarded(later)();
  expect(told).toEqual([failure]);
  expect(later).not.toHaveBeenCalled();
});
